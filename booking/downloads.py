"""Files with personal data for staff: asked for with a reason, logged, sealed by a password that the clerk chooses.

A view makes a `DownloadForm`, shows `ask(...)` and, where the form is in order, answers `hand_over(...)`:

    form = DownloadForm()
    if request.method == "POST" and form.validate():
        return downloads.hand_over(form, sheet, name=…, action="roster.downloaded", subject=…, people=…)
    return downloads.ask(form, title=…, holds=…, back=…)

Sources: 안전성 확보조치 기준 7 (what leaves as a file is encrypted) and 8 (downloads have a reason; actions that end
in `.downloaded` are what the review of the log lists).
"""

from collections.abc import Sequence
from io import BytesIO

from flask import render_template, send_file
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, RadioField, SelectChoice, ValidationError
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from booking import clock, sheets, web, wording
from booking.accounts.rules import random_password
from booking.accounts.service import ensure_good_password
from booking.audit import service as audit
from booking.errors import BookingError
from booking.fields import Read, StringField, one_line
from booking.reasons import REASON_LENGTH, read_reason
from booking.sheets import Sheet
from booking.typed import normalise

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OTHER = "other"
USES = {"inspection": "검사·감사", "meeting": "회의·보고", "desk": "현장 운영", OTHER: "기타"}
"""What a file is taken for."""

LONGEST_PASSWORD = 64
_NEW = {"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD}


class SealForm(FlaskForm):
    """A password for files, typed twice."""

    password = PasswordField(
        "파일 비밀번호",
        [
            DataRequired("파일을 열 때 쓸 비밀번호를 정해 주세요."),
            Length(max=LONGEST_PASSWORD, message=f"{LONGEST_PASSWORD}자까지 적어 주세요."),
        ],
        filters=[lambda text: normalise("NFC", text) if text else text],  # as Windows composes Hangul
        render_kw=_NEW,
    )
    password_again = PasswordField(
        "파일 비밀번호 다시",
        [DataRequired("비밀번호를 한 번 더 적어 주세요."), EqualTo("password", "두 비밀번호가 서로 다릅니다.")],
        filters=[lambda text: normalise("NFC", text) if text else text],
        render_kw=_NEW,
    )

    def validate_password(self, field: PasswordField) -> None:
        """The same rule as for the password of an account."""
        try:
            ensure_good_password(field.data or "", web.actor().name)
        except BookingError as error:
            raise ValidationError(wording.sentence(error)) from error


class DownloadForm(SealForm):
    """Why a file is taken, and the password it is sealed by, which is kept nowhere. A file may add own fields."""

    use = RadioField(
        "쓰임",
        [InputRequired("무엇에 쓸 파일인지 골라 주세요.")],
        choices=[SelectChoice(key, label) for key, label in USES.items()],
    )
    detail = StringField(
        "자세한 사유",
        [Read(read_reason), Length(max=REASON_LENGTH, message=f"{REASON_LENGTH}자까지 적어 주세요.")],
        filters=[one_line],
        description="‘기타’를 고르면 꼭 적어 주세요. 접속 기록에 남습니다. 이름과 전화번호는 적지 마세요.",
        render_kw={"autocomplete": "off", "spellcheck": "false", "maxlength": REASON_LENGTH},
    )

    def validate_detail(self, field: StringField) -> None:
        """A use that no choice names is told in words."""
        if self.use.data == OTHER and not field.data:
            raise ValidationError("‘기타’를 고르셨습니다. 어디에 쓰는지 적어 주세요.")

    @property
    def reason(self) -> str:
        """The reason as the log has it: `기타: 상담위원 회의 자료`."""
        return ": ".join(filter(None, [USES[self.use.data], self.detail.data]))


def ask(form: DownloadForm, *, title: str, holds: str, back: str, menu: str = "desk.today") -> tuple[str, int]:
    """The page that asks, with its status. title: what is taken. holds: what is in the file, in words. back: the page
    that it belongs to. menu: its entry in the menu. A password that nobody guesses is proposed each time."""
    page = render_template(
        "download.html", form=form, title=title, holds=holds, back=back, menu=menu, proposed=random_password()
    )
    return page, 400 if form.errors else 200


def hand_over(
    form: DownloadForm, *content: Sheet, name: str, action: str, subject: str, people: Sequence[str]
) -> Response:
    """The sealed file, once it is logged who took whose data, why and how much: one entry for each person.

    name: of the file, without its ending. action: ends in `.downloaded`. people: person keys, one for each row.
    """
    reason = f"{form.reason} ({len(people)}건)"
    audit.seen_each(action, actor=web.actor(), now=clock.now(), subject=subject, people=people, reason=reason)
    file = BytesIO(sheets.sealed_workbook(form.password.data, *content))
    answer = send_file(file, XLSX, as_attachment=True, download_name=f"{name}.xlsx")
    answer.headers["Cache-Control"] = "no-store"
    return answer
