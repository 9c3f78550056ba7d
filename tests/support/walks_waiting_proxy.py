"""The walk of who waits for somebody else; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from tests.support.stage import DAY, Stage


def waiting_for_somebody(stage: Stage) -> Iterator[str]:
    """In line for the father: the form, what is wrong in it, the place in line, the offer, and the own data."""
    for nth in range(2):
        stage.taken("law", nth, booked="김영희" if nth else "박영수")
    stage.go(f"/waiting?field=law&date={DAY}")
    stage.page.locator("main [name=who][value=proxy]").check(force=True)
    stage.fill(name="홍길동", phone="010-1234-5678", person_phone="119")
    stage.send("/waiting")
    yield "waiting-proxy-errors"
    stage.fill(person_name="홍아버지", person_phone="055-123-4567", email="hong@example.com")
    stage.agree()
    stage.send("/waiting")
    own = stage.page.url
    yield "waiting-proxy-in-line"
    stage.go(f"{own}/edit")
    yield "waiting-proxy-edit"
    stage.fill(proxy_phone="", phone="12")
    stage.send("/edit")
    yield "waiting-proxy-edit-errors"
    stage.go(f"{own}/data")
    yield "waiting-proxy-own-data"
    stage.freed("law", 0)
    stage.go(own)
    yield "waiting-proxy-offered"
