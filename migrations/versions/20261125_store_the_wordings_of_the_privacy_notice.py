"""store the wordings of the privacy notice."""

import sqlalchemy as sa
from alembic import op

revision = "9167ace223ee"
down_revision = "1a2afc4a5a16"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_wording",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_wording")),
        sa.UniqueConstraint("version", name=op.f("uq_consent_wording_version")),
    )
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("consent_basis", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("consent_optional", sa.String(length=10), nullable=True))

    _keep_the_first_wording()


FIRST = """[필수와 선택 항목]
수집하는 목적: 전문가 상담 예약의 접수와 확인, 일정 안내, 상담 준비
수집하는 항목: 필수: 이름, 전화번호, 상담 일시 / 선택: 전자우편, 상담 요지
보유 기간: 상담 요지는 상담일부터 3개월, 나머지는 상담일부터 1년 동안 보관한 뒤 파기합니다.
제공받는 곳: 상담을 맡은 전문가와 소속 기관(그때의 기관 이름은 따로 보관하지 않음)에 이름과 상담 요지를 상담 목적으로 제공하며, \
상담이 끝나면 보관하지 않습니다.
거부할 권리: 동의하지 않으실 수 있습니다. 동의하지 않으시면 인터넷 예약은 할 수 없으며, 전화나 방문으로 문의하실 수 있습니다. \
선택 항목은 비워 두셔도 예약하실 수 있습니다."""


def _keep_the_first_wording() -> None:
    """What bookings made before were shown stood in a template; those that point to it must be able to prove it."""
    since = sa.text("SELECT min(consent_at) AS first_at FROM reservation WHERE consent_version = '2026-11'").columns(
        first_at=sa.DateTime(timezone=True)
    )
    first_at = op.get_bind().execute(since).scalar()
    if first_at is not None:
        wording = sa.table("consent_wording", *map(sa.column, ("version", "basis", "text")), sa.column("first_at", sa.DateTime(timezone=True)))
        op.execute(wording.insert().values(version="2026-11", basis="consent", text=FIRST, first_at=first_at))


def downgrade() -> None:
    with op.batch_alter_table("reservation", schema=None) as batch_op:
        batch_op.drop_column("consent_optional")
        batch_op.drop_column("consent_basis")

    op.drop_table("consent_wording")
