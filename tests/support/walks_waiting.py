"""The walk through the waiting list; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from tests.support.stage import DAY, Stage


def waiting(stage: Stage) -> Iterator[str]:
    """In line for a place: joining, the offer and every answer to it."""
    for nth, name in enumerate(("이철수", "박영수", "최민수", "김영희")):
        stage.taken("local-tax", nth, booked=name)
    for nth in range(2):
        stage.taken("law", nth)
    stage.go(f"/waiting?field=local-tax&date={DAY}")
    stage.send("/waiting")
    yield "waiting-errors"
    stage.fill(name="홍길동", phone="010-1234-5678")
    stage.agree()
    stage.send("/waiting")
    shown = stage.page.url
    yield "waiting-in-line"
    stage.freed("local-tax", 0)
    stage.go(shown)
    yield "waiting-offered"
    stage.send("/decline")
    yield "waiting-declined"
    stage.freed("local-tax", 1)
    stage.go(shown)
    stage.at("2026-11-23T20:00")
    stage.send("/accept")
    yield "waiting-too-late"
    stage.freed("local-tax", 2)
    stage.at("2026-11-24T20:00")
    stage.go(shown)
    yield "waiting-lapsed"
    stage.go("/waiting/find")
    stage.send("/waiting/find")
    yield "waiting-find-errors"
    stage.freed("local-tax", 3)
    stage.go(shown)
    yield "waiting-ended"
    stage.go(f"/waiting?field=law&date={DAY}")
    stage.fill(name="홍길동", phone="010-1234-5678")
    stage.agree()
    stage.send("/waiting")
    again = stage.page.url
    stage.go(f"{again}/edit")
    yield "waiting-edit"
    stage.fill(phone="12", email="hong@example.com")
    stage.send("/edit")
    yield "waiting-edit-errors"
    stage.go(f"{again}/data")
    yield "waiting-own-data"
    stage.go(f"{again}/delete")
    yield "waiting-delete"
    stage.go(f"{again}/leave")
    yield "waiting-leave"
    stage.send("/leave")
    yield "waiting-left"
    stage.go(f"{again}/delete")
    yield "waiting-left-delete"
    stage.go("/waiting/of-nobody")
    yield "waiting-not-here"
