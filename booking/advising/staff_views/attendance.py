"""The month's attendance of experts as a sealed workbook, for their fees."""

from typing import TYPE_CHECKING

from flask import request, url_for
from wtforms import SelectChoice
from wtforms.validators import InputRequired

from booking import clock, downloads, web
from booking.advising import queries
from booking.advising.staff_views.blueprint import Answer, pages
from booking.advising.wording import attendance_sheet
from booking.consultations import queries as consultations
from booking.fields import Day, SelectField

if TYPE_CHECKING:
    from datetime import date

ALL = "all"


class AttendanceForm(downloads.DownloadForm):
    """Of which month, and of whom."""

    month = Day("어느 달 (그 달의 아무 날)", [InputRequired("달을 골라 주세요.")])
    expert = SelectField("상담위원", [InputRequired("상담위원을 골라 주세요.")])

    def offer(self) -> None:
        """Fill the choices: all experts, or one."""
        names = consultations.list_experts(active_only=False)
        each = [SelectChoice(one.token, f"{one.name} ({one.field.name})") for one in names]
        self.expert.choices = [SelectChoice(ALL, "모두"), *each]


@pages.route("/attendance", methods=["GET", "POST"])
@web.staff_page
def download_attendance() -> Answer:
    """Ask why, then answer the month's attendance. That is logged."""
    form = AttendanceForm(data={"month": clock.today(), "expert": ALL})
    form.offer()
    if request.method == "POST" and form.validate() and form.month.data:
        return _hand_over(form, form.month.data)
    return downloads.ask(
        form,
        title="상담위원 출석부를 파일로 받기",
        holds="수당을 정산할 때 쓰는 달별 출석부를 엑셀 파일로 받습니다. 시민의 정보는 들어 있지 않습니다.",
        back=url_for("consultation_desk.overview"),
    )


def _hand_over(form: AttendanceForm, month: "date") -> Answer:
    token = str(form.expert.data)
    one = None if token == ALL else consultations.get_expert_by_token(token)
    subject = f"expert:{one.id}" if one else "appointments:all"
    return downloads.hand_over(
        form,
        attendance_sheet(month, queries.list_attendance(month, one.id if one else None)),
        name=f"상담위원-출석부-{month:%Y-%m}",
        action="attendance.downloaded",
        subject=subject,
        people=[],
    )
