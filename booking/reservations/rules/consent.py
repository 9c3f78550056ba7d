"""The privacy notice that a booking is made under, worded from the settings in force.

What it says follows 개인정보 보호법 15조 2항, 17조 2항 and 22조: purpose, items, retention, who receives them, the
right to refuse and what refusal means, required and optional items apart. Nobody writes a version: every distinct
wording is one, named by a digest of its Korean text, which is the binding one.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CONSENT = "consent"
DUTY = "duty"
"""The legal basis: the person's consent (15조 1항 1호), or the office's own duty, of which it gives notice (3호)."""

BOOKING, WAITING = "booking", "waiting"
"""What a notice of consultations is about: a booking, or a place in line."""

YES, NO, FILLED = "yes", "no", "filled"
"""The optional consent as it is stored: chosen, refused, or given by filling in what is marked optional."""


def stored_answer(said: bool | None, *, is_filled: bool) -> str | None:
    """How the answer to the optional consent is stored; None where there is nothing to answer for.

    said: the answer, None where it was left open: then filling in what is marked optional is consent.
    """
    if said is None:
        return FILLED if is_filled else None
    return YES if said else NO


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated where it is shown."""
    return text


REQUIRED = (_("이름"), _("전화번호"), _("상담 일시"), _("대리 예약이면 상담받으실 분의 성함"))
OPTIONAL = (_("전자우편"), _("상담 요지"), _("대리 예약이면 상담받으실 분의 연락처"))
"""The items of every booking; fields ask more."""


@dataclass(frozen=True)
class Terms:
    """What the notice says. organisations: those who send experts, by the Korean name of the field.

    named_in: the same in one line in other languages, by their codes, as far as staff have entered it.
    processors: who handles data for the office (수탁자) and what for, empty where there is none.
    required, optional: the items, each a text of the catalogues or what a field asks.
    items_in: what fields ask in other languages, by their codes and the Korean words, as far as staff have entered it.
    asks_afterwards: whether who was here is asked how it was, which is a purpose of its own.
    """

    basis: str
    question_months: int
    person_months: int
    organisations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    processors: str = ""
    required: tuple[str, ...] = REQUIRED
    optional: tuple[str, ...] = OPTIONAL
    named_in: Mapping[str, str] = field(default_factory=dict, hash=False)
    items_in: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    asks_afterwards: bool = False

    @property
    def named(self) -> str:
        """The organisations in one line: `생활법률 법률홈닥터 / 국세 마을세무사, 납세자보호관`."""
        return in_one_line(self.organisations)


def in_one_line(organisations: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Organisations by field as a sentence names them."""
    return " / ".join(f"{name} {', '.join(sent_by)}" for name, sent_by in organisations)


@dataclass(frozen=True)
class Line:
    """A heading and its sentence, both texts of the catalogues, with what the sentence is filled in with.

    items: texts of the catalogues that stand for `%(items)s`, joined by commas. names_in: what stands for `%(names)s`
    in other languages, by their codes. items_in: the same for items that no catalogue has, for staff entered them.
    """

    heading: str
    sentence: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    names_in: Mapping[str, str] = field(default_factory=dict)
    items_in: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def parameters_in(self, language: str) -> dict[str, object]:
        """What the sentence is filled in with in a language; what nobody has entered in it stays Korean."""
        return {**self.parameters, **({"names": self.names_in[language]} if language in self.names_in else {})}

    def item_in(self, language: str, item: str) -> str | None:
        """What staff have entered for an item in a language; None where the catalogues may know it."""
        return self.items_in.get(language, {}).get(item)

    @property
    def korean(self) -> str:
        """The sentence as it binds."""
        return self.sentence % {**self.parameters, "items": ", ".join(self.items)}


@dataclass(frozen=True)
class Notice:
    """The whole wording: for required items, for optional ones, and what a clerk reads out on the telephone."""

    basis: str
    required: tuple[Line, ...]
    optional: tuple[Line, ...]
    script: tuple[Line, ...]
    about: str = BOOKING

    @property
    def text(self) -> str:
        """All of it in Korean, as it is stored: what was shown can be proven by it."""
        parts = (("필수 항목", self.required), ("선택 항목", self.optional), ("전화로 읽어 드리는 말", self.script))
        return "\n\n".join("\n".join([f"[{title}]", *_told(lines)]) for title, lines in parts)

    @property
    def version(self) -> str:
        """The label of the wording: twelve digits of its digest, so that the same text is the same version."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


def make_notice(terms: Terms) -> Notice:
    """The wording that these terms give."""
    return Notice(terms.basis, _required(terms), _optional(terms), _script(terms))


PURPOSE = {
    False: _("전문가 상담 예약의 접수와 확인, 일정 안내, 상담 준비"),
    True: _("전문가 상담 예약의 접수와 확인, 일정 안내, 상담 준비, 다녀가신 뒤의 설문 안내"),
}
"""What a booking's data is for; by whether people are asked afterwards how it was."""

ON_DUTY = _(
    "시가 법령에 따라 맡은 상담 업무에 꼭 필요한 정보여서 따로 동의를 받지 않습니다(개인정보 보호법 제15조제1항제3호)."
)


def _told(lines: Iterable[Line]) -> list[str]:
    return [f"{line.heading}: {line.korean}" if line.heading else line.korean for line in lines]


def _required(terms: Terms) -> tuple[Line, ...]:
    lines = [
        Line(_("수집하는 목적"), PURPOSE[terms.asks_afterwards]),
        Line(_("수집하는 항목"), _("%(items)s"), items=terms.required, items_in=terms.items_in),
        Line(
            _("보유 기간"),
            _("상담일부터 %(months)s개월 동안 보관한 뒤 파기합니다."),
            {"months": terms.person_months},
        ),
    ]
    if terms.basis == DUTY:
        lines.append(Line(_("수집하는 근거"), ON_DUTY))
    if terms.organisations:
        lines.append(
            Line(
                _("제공받는 곳"),
                _(
                    "상담을 맡은 전문가와 소속 기관(%(names)s)에 이름을 상담 목적으로 제공하며, "
                    "상담이 끝나면 보관하지 않습니다."
                ),
                {"names": terms.named},
                names_in=terms.named_in,
            )
        )
    lines += processing(terms.processors)
    lines.append(Line(_("거부할 권리"), _REFUSAL[terms.basis]))
    return tuple(lines)


def processing(processors: str) -> list[Line]:
    """Who handles data for the office; no line where nobody does."""
    told = Line(_("처리를 맡긴 곳"), _("안내를 보내는 일을 맡긴 곳: %(names)s"), {"names": processors})
    return [told] if processors else []


def refusal(basis: str) -> str:
    """What refusing to be booked means, as a text of the catalogues."""
    return _REFUSAL[basis]


_REFUSAL = {
    CONSENT: _(
        "동의하지 않으실 수 있습니다. 동의하지 않으시면 인터넷 예약은 할 수 없으며, "
        "전화나 방문으로 문의하실 수 있습니다."
    ),
    DUTY: _("적지 않으시면 예약할 수 없으며, 전화나 방문으로 문의하실 수 있습니다. 처리 정지를 요구하실 수 있습니다."),
}


def _optional(terms: Terms) -> tuple[Line, ...]:
    given = _("상담을 맡은 전문가와 소속 기관에 상담 요지를 상담 목적으로 제공하며, 상담이 끝나면 보관하지 않습니다.")
    return (
        Line(_("수집하는 목적"), _("전자우편으로 안내 보내기, 전문가의 상담 준비")),
        Line(_("수집하는 항목"), _("%(items)s"), items=terms.optional, items_in=terms.items_in),
        Line(
            _("보유 기간"),
            _("상담 요지는 상담일부터 %(question)s개월, 나머지는 %(person)s개월 동안 보관한 뒤 파기합니다."),
            {"question": terms.question_months, "person": terms.person_months},
        ),
        *([Line(_("제공받는 곳"), given)] if terms.organisations else []),
        Line(_("거부할 권리"), _("동의하지 않으셔도 예약하실 수 있습니다. 그때는 선택 정보를 저장하지 않습니다.")),
    )


def _script(terms: Terms) -> tuple[Line, ...]:
    asks = {
        CONSENT: "동의하지 않으셔도 되지만, 그러면 예약은 받아 드릴 수 없습니다. 동의하십니까?",
        DUTY: "상담 업무에 꼭 필요한 정보라 따로 동의를 받지 않습니다. 전자우편과 상담 내용도 적어 둘까요?",
    }
    kept = {"question": terms.question_months, "person": terms.person_months}
    given = (
        [f"이름과 상담 내용은 상담을 맡은 전문가와 소속 기관({terms.named})에 전달합니다."]
        if terms.organisations
        else []
    )
    vendor = [f"안내를 보내는 일은 {terms.processors}에 맡기고 있습니다."] if terms.processors else []
    purpose = "예약과 안내, 상담 준비, 다녀가신 뒤의 설문 안내" if terms.asks_afterwards else "예약과 안내, 상담 준비"
    told = [
        f"{purpose}에만 쓰려고 이름과 전화번호를 여쭙고, 원하시면 전자우편과 상담하실 내용도 적습니다.",
        "상담 내용은 상담일부터 {question}개월, 나머지는 {person}개월 동안 보관한 뒤 파기합니다.".format(**kept),
        *given,
        *vendor,
        asks[terms.basis],
    ]
    return tuple(Line("", sentence.replace("%", "%%")) for sentence in told)
