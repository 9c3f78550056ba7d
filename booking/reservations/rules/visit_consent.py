"""The privacy notices of visits to the night office and of waiting for one, made by the mechanism of `rules.consent`.

Nobody advises there, so no expert is given anything, and nobody is asked what the matter is.
"""

from booking.reservations.rules.consent import CONSENT, DUTY, Line, Notice, Terms, processing, refusal
from booking.reservations.rules.waiting_consent import REFUSAL as WAITING_REFUSAL
from booking.reservations.rules.waiting_consent import WaitingTerms


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is shown."""
    return text


REQUIRED = (_("이름"), _("전화번호"), _("방문하실 업무와 일시"), _("대리 예약이면 방문하실 분의 성함"))
OPTIONAL = (_("전자우편"), _("대리 예약이면 방문하실 분의 연락처"))
WAITING_REQUIRED = (_("이름"), _("전화번호"), _("기다리시는 업무와 날"), _("대리 신청이면 방문하실 분의 성함"))
WAITING_OPTIONAL = (_("전자우편"), _("대리 신청이면 방문하실 분의 연락처"))

VISIT, VISIT_WAITING = "visit", "visit_wait"
"""What these notices are about, beside `consent.BOOKING` and `WAITING`."""

PURPOSE = {
    False: _("야간민원실 방문 예약의 접수와 확인, 일정 안내"),
    True: _("야간민원실 방문 예약의 접수와 확인, 일정 안내, 다녀가신 뒤의 설문 안내"),
}
"""What a booking's data is for; by whether people are asked afterwards how it was."""

WAITING_PURPOSE = {
    False: _("야간민원실 빈자리 알림 신청의 접수와 순서 확인, 빈자리 안내, 받아들이신 자리의 예약"),
    True: _(
        "야간민원실 빈자리 알림 신청의 접수와 순서 확인, 빈자리 안내, 받아들이신 자리의 예약, 다녀가신 뒤의 설문 안내"
    ),
}

ON_DUTY = _(
    "시가 법령에 따라 맡은 민원 업무에 꼭 필요한 정보여서 따로 동의를 받지 않습니다(개인정보 보호법 제15조제1항제3호)."
)


def make_visit_notice(terms: Terms) -> Notice:
    """The wording of a visit that these terms give."""
    kept = _("방문일부터 %(months)s개월 동안 보관한 뒤 파기합니다.")
    months = {"months": terms.person_months}
    optional = (
        Line(_("수집하는 목적"), _("전자우편이나 방문하실 분의 연락처로도 안내 보내기")),
        Line(_("수집하는 항목"), _("%(items)s"), items=OPTIONAL),
        Line(_("보유 기간"), kept, months),
        Line(_("거부할 권리"), _("동의하지 않으셔도 예약하실 수 있습니다. 그때는 선택 정보를 저장하지 않습니다.")),
    )
    line, purpose = Line(_("보유 기간"), kept, months), PURPOSE[terms.asks_afterwards]
    required = _required(terms, purpose, REQUIRED, line, refusal(terms.basis))
    return Notice(terms.basis, required, optional, _script(terms, "예약"), VISIT)


def make_visit_waiting_notice(terms: WaitingTerms) -> Notice:
    """The wording of the waiting list for visits that these terms give."""
    booking = terms.booking
    numbers = {"days": terms.keep_days, "waiting": terms.waiting_months, "months": booking.person_months}
    kept = _(
        "신청이 끝난 날부터 %(days)s일 동안 보관한 뒤 파기합니다. 마지막 날을 정하지 않은 신청은 %(waiting)s개월 뒤에 "
        "끝납니다. 예약이 되면 방문일부터 %(months)s개월 동안 보관한 뒤 파기합니다."
    )
    shortly = _("신청이 끝난 날부터 %(days)s일 동안, 예약이 되면 방문일부터 %(months)s개월 동안 보관한 뒤 파기합니다.")
    optional = (
        Line(_("수집하는 목적"), _("전자우편이나 방문하실 분의 연락처로도 안내 보내기")),
        Line(_("수집하는 항목"), _("%(items)s"), items=WAITING_OPTIONAL),
        Line(_("보유 기간"), shortly, numbers),
        Line(_("거부할 권리"), _("동의하지 않으셔도 신청하실 수 있습니다. 그때는 선택 항목을 저장하지 않습니다.")),
    )
    line, purpose = Line(_("보유 기간"), kept, numbers), WAITING_PURPOSE[booking.asks_afterwards]
    required = _required(booking, purpose, WAITING_REQUIRED, line, WAITING_REFUSAL[booking.basis])
    return Notice(booking.basis, required, optional, _script(booking, "신청"), VISIT_WAITING)


def _required(terms: Terms, purpose: str, items: tuple[str, ...], kept: Line, refused: str) -> tuple[Line, ...]:
    return (
        Line(_("수집하는 목적"), purpose),
        Line(_("수집하는 항목"), _("%(items)s"), items=items),
        kept,
        *([Line(_("수집하는 근거"), ON_DUTY)] if terms.basis == DUTY else []),
        *processing(terms.processors),
        Line(_("거부할 권리"), refused),
    )


def _script(terms: Terms, what: str) -> tuple[Line, ...]:
    asks = {
        CONSENT: f"동의하지 않으셔도 되지만, 그러면 {what}을 받아 드릴 수 없습니다. 동의하십니까?",
        DUTY: "민원 업무에 꼭 필요한 정보라 따로 동의를 받지 않습니다. 전자우편도 적어 둘까요?",
    }
    told = [
        f"{what}과 안내에만 쓰려고 이름과 전화번호를 여쭙고, 원하시면 전자우편도 적습니다.",
        f"방문일부터 {terms.person_months}개월 동안 보관한 뒤 파기합니다.",
        *([f"안내를 보내는 일은 {terms.processors}에 맡기고 있습니다."] if terms.processors else []),
        asks[terms.basis],
    ]
    return tuple(Line("", sentence.replace("%", "%%")) for sentence in told)
