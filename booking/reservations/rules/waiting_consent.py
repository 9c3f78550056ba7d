"""The privacy notice of the waiting list, made by the same mechanism as that of bookings (`rules.consent`).

An offer that is accepted becomes a booking under this notice, so it says too what becomes of the data then.
"""

from dataclasses import dataclass

from booking.reservations.rules.consent import CONSENT, DUTY, ON_DUTY, WAITING, Line, Notice, Terms, processing


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is shown."""
    return text


REQUIRED = (_("이름"), _("전화번호"), _("기다리시는 상담 분야와 날"), _("대리 신청이면 상담받으실 분의 성함"))
OPTIONAL = (_("전자우편"), _("대리 신청이면 상담받으실 분의 연락처"))


@dataclass(frozen=True)
class WaitingTerms:
    """What the notice says beyond the terms of a booking.

    keep_days: how long an entry is kept once it is over. waiting_months: how long one without a last day stands.
    """

    booking: Terms
    keep_days: int
    waiting_months: int


def make_waiting_notice(terms: WaitingTerms) -> Notice:
    """The wording that these terms give."""
    return Notice(terms.booking.basis, _required(terms), _optional(terms), _script(terms), WAITING)


def _kept(terms: WaitingTerms) -> dict[str, object]:
    return {"days": terms.keep_days, "waiting": terms.waiting_months, "months": terms.booking.person_months}


PURPOSE = {
    False: _("상담 빈자리 알림 신청의 접수와 순서 확인, 빈자리 안내, 받아들이신 자리의 예약"),
    True: _("상담 빈자리 알림 신청의 접수와 순서 확인, 빈자리 안내, 받아들이신 자리의 예약, 다녀가신 뒤의 설문 안내"),
}
"""What the data of who waits is for; by whether people are asked afterwards how it was."""


def _required(terms: WaitingTerms) -> tuple[Line, ...]:
    booking = terms.booking
    given = _(
        "예약이 되면 상담을 맡은 전문가와 소속 기관(%(names)s)에 이름을 상담 목적으로 제공하며, "
        "상담이 끝나면 보관하지 않습니다."
    )
    kept = _(
        "신청이 끝난 날부터 %(days)s일 동안 보관한 뒤 파기합니다. 마지막 날을 정하지 않은 신청은 %(waiting)s개월 뒤에 "
        "끝납니다. 예약이 되면 상담일부터 %(months)s개월 동안 보관한 뒤 파기합니다."
    )
    return (
        Line(_("수집하는 목적"), PURPOSE[booking.asks_afterwards]),
        Line(_("수집하는 항목"), _("%(items)s"), items=REQUIRED),
        Line(_("보유 기간"), kept, _kept(terms)),
        *([Line(_("수집하는 근거"), ON_DUTY)] if booking.basis == DUTY else []),
        *(
            [Line(_("제공받는 곳"), given, {"names": booking.named}, names_in=booking.named_in)]
            if booking.organisations
            else []
        ),
        *processing(booking.processors),
        Line(_("거부할 권리"), REFUSAL[booking.basis]),
    )


REFUSAL = {
    CONSENT: _(
        "동의하지 않으실 수 있습니다. 동의하지 않으시면 인터넷으로 신청할 수 없으며, "
        "전화나 방문으로 문의하실 수 있습니다."
    ),
    DUTY: _("적지 않으시면 신청할 수 없으며, 전화나 방문으로 문의하실 수 있습니다. 처리 정지를 요구하실 수 있습니다."),
}


def _optional(terms: WaitingTerms) -> tuple[Line, ...]:
    kept = _("신청이 끝난 날부터 %(days)s일 동안, 예약이 되면 상담일부터 %(months)s개월 동안 보관한 뒤 파기합니다.")
    return (
        Line(_("수집하는 목적"), _("전자우편이나 상담받으실 분의 연락처로도 안내 보내기")),
        Line(_("수집하는 항목"), _("%(items)s"), items=OPTIONAL),
        Line(_("보유 기간"), kept, _kept(terms)),
        Line(_("거부할 권리"), _("동의하지 않으셔도 신청하실 수 있습니다. 그때는 선택 항목을 저장하지 않습니다.")),
    )


def _script(terms: WaitingTerms) -> tuple[Line, ...]:
    booking = terms.booking
    given = f"예약이 되면 이름은 상담을 맡은 전문가와 소속 기관({booking.named})에 전달합니다."
    asks = {
        CONSENT: "동의하지 않으셔도 되지만, 그러면 신청을 받아 드릴 수 없습니다. 동의하십니까?",
        DUTY: "상담 업무에 꼭 필요한 정보라 따로 동의를 받지 않습니다. 전자우편도 적어 두어도 괜찮으십니까?",
    }
    told = [
        "빈자리를 알려 드리고 예약해 드리려고 이름과 전화번호, 기다리시는 분야와 날을 여쭙습니다.",
        "원하시면 전자우편도 적습니다. 다른 분의 상담이면 그분의 성함을 여쭙고, 원하시면 연락처도 적습니다.",
        f"신청이 끝난 날부터 {terms.keep_days}일 동안 보관한 뒤 파기합니다.",
        f"날을 정하지 않으시면 {terms.waiting_months}개월 뒤에 끝납니다.",
        f"예약이 되면 상담일부터 {booking.person_months}개월 동안 보관한 뒤 파기합니다.",
        *([given] if booking.organisations else []),
        *([f"안내를 보내는 일은 {booking.processors}에 맡기고 있습니다."] if booking.processors else []),
        asks[booking.basis],
    ]
    return tuple(Line("", sentence.replace("%", "%%")) for sentence in told)
