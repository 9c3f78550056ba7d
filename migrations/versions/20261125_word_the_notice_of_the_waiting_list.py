"""word the notice of the waiting list."""

import sqlalchemy as sa
from alembic import op

revision = "c41f0d2b7a95"
down_revision = "f82f87bdcc56"
branch_labels = None
depends_on = None

FIRST = """[필수와 선택 항목]
수집하는 목적: 상담 빈자리 알림 신청의 접수와 순서 확인, 빈자리 안내, 받아들이신 자리의 예약
수집하는 항목: 필수: 이름, 전화번호, 기다리시는 상담 분야와 날 / 선택: 전자우편
보유 기간: 신청이 끝난 날부터 30일 동안 보관한 뒤 파기합니다. 마지막 날을 정하지 않은 신청은 12개월 뒤에 끝납니다. \
예약이 되면 예약의 보유 기간을 따릅니다.
거부할 권리: 동의하지 않으실 수 있습니다. 동의하지 않으시면 인터넷으로 신청할 수 없으며, 전화나 방문으로 문의하실 수 있습니다. \
전자우편은 비워 두셔도 됩니다."""


def upgrade() -> None:
    with op.batch_alter_table("consent_wording", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about", sa.String(length=10), server_default="booking", nullable=False))
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consent_basis", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("consent_optional", sa.String(length=10), nullable=True))

    _keep_the_first_wording()


def _keep_the_first_wording() -> None:
    """What people in line were shown before stood in a template; entries that point to it must be able to prove it."""
    since = sa.text(
        "SELECT min(consent_at) AS first_at FROM waiting_entry WHERE consent_version = 'waiting-2026-11'"
    ).columns(first_at=sa.DateTime(timezone=True))
    first_at = op.get_bind().execute(since).scalar()
    if first_at is not None:
        plain = map(sa.column, ("version", "about", "basis", "text"))
        wording = sa.table("consent_wording", *plain, sa.column("first_at", sa.DateTime(timezone=True)))
        first = {"version": "waiting-2026-11", "about": "waiting", "basis": "consent", "text": FIRST}
        op.execute(wording.insert().values(**first, first_at=first_at))


def downgrade() -> None:
    op.execute("DELETE FROM consent_wording WHERE about = 'waiting'")
    with op.batch_alter_table("waiting_entry", schema=None) as batch_op:
        batch_op.drop_column("consent_optional")
        batch_op.drop_column("consent_basis")
    with op.batch_alter_table("consent_wording", schema=None) as batch_op:
        batch_op.drop_column("about")
