"""The day's roster as a file."""

from flask import request, url_for
from wtforms import BooleanField

from booking import clock, downloads, web, wording
from booking.calendar.rules import NIGHT
from booking.reservations import queries
from booking.reservations.staff_views.blueprint import Answer, get_day, pages
from booking.reservations.wording import roster_name, roster_sheet


class RosterDownloadForm(downloads.DownloadForm):
    """Why a roster is taken, and how much of it."""

    full = BooleanField(
        "이름·전화번호·상담 요지를 가리지 않고 담기",
        description="고르지 않으면 이름과 전화번호의 가운데를 가리고 상담 요지는 뺍니다. 꼭 필요할 때만 골라 주세요.",
    )

    def fit(self, service: str) -> "RosterDownloadForm":
        """The form as it stands for a day of this service: visitors of the night are not asked what for."""
        if service == NIGHT:
            self.full.label.text = "이름·전화번호를 가리지 않고 담기"
            self.full.description = "고르지 않으면 이름과 전화번호의 가운데를 가립니다. 꼭 필요할 때만 골라 주세요."
        return self

    @property
    def reason(self) -> str:
        """The log tells too whether anything was hidden."""
        return f"{super().reason}, {'가리지 않음' if self.full.data else '가림'}"


@pages.route("/roster/<day>/download", methods=["GET", "POST"])
@web.staff_page
def download_roster(day: str) -> Answer:
    """Ask why, then answer the day's roster as a sealed workbook. That is logged, person by person."""
    office_day = get_day(day)
    form, name = RosterDownloadForm().fit(office_day.kind), roster_name(office_day.kind)
    if request.method == "POST" and form.validate():
        board = queries.board(office_day, clock.now())
        return downloads.hand_over(
            form,
            roster_sheet(board, is_full=bool(form.full.data)),
            name=f"{name}-{day}".replace(" ", "-"),
            action="roster.downloaded",
            subject=f"office_day:{office_day.kind}:{day}",
            people=[row.person_key or "" for row in board.bookings],
        )
    return downloads.ask(
        form,
        title=f"{name}를 파일로 받기",
        holds=f"{wording.day(office_day.date)} {name}를 엑셀 파일로 받습니다.",
        back=url_for("desk.roster", day=day),
    )
