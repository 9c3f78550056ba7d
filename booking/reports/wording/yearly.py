"""The yearly picture as people and programs read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from booking import sheets
from booking.office import plain_setting
from booking.reports.queries.yearly import Picture
from booking.reports.rules import yearly as rules
from booking.reports.rules.yearly import FIGURES, UNKNOWN, Told
from booking.reports.wording.tables import Table, Value
from booking.settings import queries as settings
from booking.sheets import Sheet

SECTIONS = {
    "cases": _l("처리한 일"),
    "range": _l("보실 수 있는 업무"),
    "kiosks": _l("무인민원발급기"),
    "kindness": _l("친절"),
}

NAMES = {
    "night_cases": _l("수요 야간민원실 처리(건)"),
    "one_stop_cases": _l("원스톱 창구 처리(건)"),
    "consultations": _l("전문가 상담(건)"),
    "night_kinds": _l("수요 야간민원실 업무(종)"),
    "one_stop_kinds": _l("원스톱 창구 업무(종)"),
    "one_stop_departments": _l("원스톱 창구의 부서(곳)"),
    "kiosks": _l("무인민원발급기(대)"),
    "kiosks_24h": _l("24시간 무인민원발급기(대)"),
    "kiosks_24h_share": _l("24시간 무인민원발급기의 비율(퍼센트)"),
    "visit_score": _l("방문 설문(점)"),
    "phone_score": _l("전화 친절도 조사(점)"),
    "monitor_score": _l("시민 모니터 방문(점)"),
}

SHORT = {
    "night_cases": _l("야간민원실"),
    "one_stop_cases": _l("원스톱 창구"),
    "consultations": _l("상담 건수"),
    "night_kinds": _l("야간 업무"),
    "one_stop_kinds": _l("원스톱 업무"),
    "one_stop_departments": _l("원스톱 부서"),
    "kiosks": _l("발급기"),
    "kiosks_24h": _l("종일 발급기"),
    "visit_score": _l("방문 설문"),
    "phone_score": _l("전화 조사"),
    "monitor_score": _l("모니터"),
}
"""Names with room for nine characters, as a chart has it. Shares stand in the table alone."""

WORDS = {
    "published": _l("시가 발표하거나 담당자가 적은 수"),
    "counted": _l("이 시스템이 센 수"),
    "sample": _l("예시 자료가 들어 있는 수"),
    "hidden": _l("작은 수라 가림"),
    "missing": _l("기록 없음"),
}
"""What is said of each status."""

COLUMNS = {
    "year": _l("해"),
    "figure": _l("통계의 이름표"),
    "figure_name": _l("통계의 이름"),
    "value": _l("값. 가렸거나 기록이 없으면 비어 있습니다."),
    "status": _l(
        "값이 온 곳: published(시가 발표함), counted(시스템이 셈), sample(예시 자료가 들어 있음), hidden(가림), "
        "missing(기록 없음)"
    ),
    "source": _l("출처"),
    "counted": _l("발표하거나 적은 수가 앞설 때 이 시스템이 센 수. 없거나 가렸으면 비어 있습니다."),
}
"""Columns of the files, with what each of them holds."""


@dataclass(frozen=True)
class Row:
    """A figure of a year beside the year before. name: a text of the catalogues."""

    key: str
    now: Told
    before: Told

    @property
    def name(self) -> str:
        """In the language that is spoken now."""
        return str(NAMES[self.key])

    @property
    def change(self) -> float | None:
        """What it grew by."""
        return rules.change(self.now, self.before)


@dataclass(frozen=True)
class Note:
    """Where figures of a year come from. names: which ones; none where it goes for all that are told of the year."""

    year: int
    status: str
    source: str
    names: list[str]


@dataclass(frozen=True)
class Section:
    """Figures that stand together. chart: those that are told of this year, None where there is none.

    both: sentences on figures that somebody published and that the product counted too.
    """

    key: str
    title: str
    rows: list[Row]
    chart: Table | None
    notes: list[Note]
    both: list[str]


def sections(year: int, pictures: Mapping[int, Picture]) -> list[Section]:
    """The picture of a year beside the year before, section by section."""
    return [_section(key, year, pictures) for key in SECTIONS]


def _section(section: str, year: int, pictures: Mapping[int, Picture]) -> Section:
    keys = [key for key, (of, _kind) in FIGURES.items() if of == section]
    rows = [Row(key, pictures[year][key], pictures.get(year - 1, {}).get(key, UNKNOWN)) for key in keys]
    told = [row for row in rows if row.key in SHORT and row.now.value is not None]
    bars: list[tuple[str, tuple[Value, ...]]] = [(str(SHORT[row.key]), (_cell(row.now.value),)) for row in told]
    heads = ("", gettext("%(year)s년", year=year))
    full = 100 if section == rules.KINDNESS else 0
    chart = Table(section, str(SECTIONS[section]), heads, bars, (0,), full=full) if bars else None
    notes = _notes(year, [(row, row.now) for row in rows]) + _notes(year - 1, [(row, row.before) for row in rows])
    both = [*_both(year, [(row, row.now) for row in rows]), *_both(year - 1, [(row, row.before) for row in rows])]
    return Section(section, str(SECTIONS[section]), rows, chart, notes, both)


def _both(year: int, told: list[tuple[Row, Told]]) -> Iterator[str]:
    for row, one in told:
        if one.counted is not None:
            yield gettext(
                "%(year)s년 %(name)s: 발표하거나 적은 수(%(value)s)를 보여 드립니다. "
                "이 시스템이 센 수는 %(counted)s입니다.",
                year=year,
                name=row.name,
                value=number(one.value),
                counted=number(one.counted),
            )


def _notes(year: int, told: list[tuple[Row, Told]]) -> list[Note]:
    names: dict[tuple[str, str], list[str]] = {}
    for row, one in told:
        if one.value is not None and row.key in SHORT:
            names.setdefault((one.status, one.source), []).append(row.name)
    is_one = len(names) == 1
    return [Note(year, *place, [] if is_one else found) for place, found in names.items()]


def number(value: float | None) -> str:
    """`2,400`, `82.89`."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def workbook(year: int, pictures: Mapping[int, Picture]) -> bytes:
    """The picture as a workbook."""
    heads = (
        "구분",
        f"{year}년",
        f"{year - 1}년",
        "늘거나 준 수",
        f"{year}년 값이 온 곳",
        "출처",
        f"{year}년 이 시스템이 센 수",
        f"{year - 1}년 값이 온 곳",
    )
    lines = [
        (
            *(row.name, _cell(row.now.value), _cell(row.before.value), _cell(row.change), _said(row.now)),
            *(row.now.source, _cell(row.now.counted), _said(row.before)),
        )
        for section in sections(year, pictures)
        for row in section.rows
    ]
    return sheets.workbook(Sheet(f"{year}년 한눈에 보기", heads, lines))


def _said(told: Told) -> str:
    return str(WORDS[told.status])


def _cell(value: float | None) -> int | float | None:
    return None if value is None else int(value) if value == int(value) else value


def csv_content(pictures: Mapping[int, Picture]) -> bytes:
    """All years as CSV."""
    return sheets.csv_file(Sheet("open data", list(COLUMNS), [tuple(line.values()) for line in _lines(pictures)]))


def json_content(pictures: Mapping[int, Picture], today: date) -> dict[str, Any]:
    """All years as JSON with what one needs to know to use them."""
    return {
        "title": "민원여권과 한눈에 보기",
        "publisher": plain_setting("office.name"),
        "licence": plain_setting("reports.licence"),
        "as_of": today.isoformat(),
        "hidden_below": settings.get("reports.small_cells"),
        "rows": _lines(pictures),
    }


def _lines(pictures: Mapping[int, Picture]) -> list[dict[str, Any]]:
    return [
        {
            "year": year,
            "figure": key,
            "figure_name": str(NAMES[key]),
            "value": _cell(told.value),
            "status": told.status,
            "source": told.source,
            "counted": _cell(told.counted),
        }
        for year, picture in pictures.items()
        for key, told in picture.items()
    ]
