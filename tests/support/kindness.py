"""Score sheets, monitors and scores as tests need them."""

from datetime import datetime

from booking.audit.rules import Actor
from booking.db import transaction
from booking.quality import queries, service
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules.halves import Half
from booking.quality.rules.sheets import STAGES
from booking.quality.service import ItemValues

ACTOR = Actor.command("tests")
THIS_HALF = Half(2026, 2)
LABELS = "\n".join(("전혀 아니다", "아니다", "보통", "그렇다", "매우 그렇다", "아주 훌륭하다"))


def make_sheet(now: datetime, half: Half = THIS_HALF, kind: str = "phone", name: str = "전화 친절도") -> ScoreSheet:
    """A sheet with an item of 5 points in each stage, weights 1, 2, 1."""
    with transaction():
        made = service.add_sheet(kind, half, name, STAGES[kind], actor=ACTOR, now=now)
        for stage, weight in ((0, 1), (1, 2), (2, 1)):
            item = ItemValues(stage, f"{STAGES[kind][stage]} 항목", weight, 5, LABELS if stage == 0 else "", stage + 1)
            service.add_item(made.token, item, actor=ACTOR, now=now)
        token = made.token
    return queries.get_sheet(token)


def places(sheet: ScoreSheet) -> dict[str, str]:
    """What stands for the placeholders of the sheet's pages."""
    return {
        "/staff/kindness/sheets/<token>": sheet.token,
        "/staff/kindness/sheets/<token>/items/<item>": sheet.items[0].token,
    }
