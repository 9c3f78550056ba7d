"""The walk through the survey after a visit; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from booking.quality.queries.visit_survey import code_of
from tests.support.stage import DAY, Stage


def surveying(stage: Stage) -> Iterator[str]:
    """From the number of the message to the thanks, with every mistake on the way."""
    shown = stage.book()
    stage.at(f"{DAY}T11:00")
    stage.visit(shown, "checked_in")
    stage.visit(shown, "done")
    with stage.app.app_context():
        code = code_of(shown.rsplit("/", 1)[1])
    stage.go("/survey")
    stage.send("/survey")
    yield "survey-no-number"
    stage.fill(code="AAA-AAA-AAA")
    stage.send("/survey")
    yield "survey-wrong-number"
    stage.fill(code=code)
    stage.send("/survey")
    yield "survey"
    stage.fill(comment="900101-1234567")
    stage.send("/survey")
    yield "survey-errors"
    for name in ("kindness", "usefulness", "waiting"):
        stage.page.locator(f"main [name={name}]").first.check(force=True)
    stage.fill(comment="기다리는 동안 설명해 주셔서 좋았습니다.")
    stage.send("/survey")
    yield "survey-thanks"
    stage.go("/survey/of-nobody")
    yield "survey-gone"
