"""The two scripts: a form is sent once, and the end of the held time is said aloud."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.stage import DAY, Stage

STATUS = "[data-timer] [role=status]"


@pytest.fixture
def stage(lead: Callable[..., Stage]) -> Stage:
    """A citizen in front of the city's days."""
    return lead("booking", "ko")


@pytest.fixture
def chosen(stage: Stage) -> Page:
    """A page on which a time is chosen and not sent yet."""
    stage.go(f"/consultations/{DAY}")
    stage.choose()
    return stage.page


def tap(page: Page) -> None:
    """What a finger does at the button."""
    page.locator("#times").evaluate("form => form.requestSubmit()")


@pytest.fixture
def sent(chosen: Page) -> list[str]:
    """The form has been sent, and its page is still there, as while an answer is slow. How often it goes from here."""
    posted: list[str] = []

    def stay(route: Route) -> None:
        posted.append(route.request.url)
        route.fulfill(status=204)  # leaves the browser where it is

    chosen.route("**/holds", stay)
    with chosen.expect_response("**/holds"):
        tap(chosen)
    posted.clear()
    return posted


def test_a_form_that_was_sent_does_not_go_again(chosen: Page, sent: list[str]) -> None:
    tap(chosen)
    chosen.unroute("**/holds")
    tap(chosen)
    assert sent == []
    assert chosen.url.endswith(DAY)


def test_who_comes_back_to_the_page_may_send_it_again(chosen: Page, sent: list[str]) -> None:
    chosen.unroute("**/holds")
    chosen.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    tap(chosen)
    chosen.wait_for_url("**/holds/*")


def test_the_end_of_the_held_time_is_said(stage: Stage) -> None:
    page = stage.page
    page.clock.install()
    stage.hold()
    status, left = page.locator(STATUS), page.locator("[data-left]")
    expect(left).to_have_text("(10분 0초 남음)")
    expect(status).to_have_text("")
    page.clock.run_for("07:59")
    expect(left).to_have_text("(2분 1초 남음)")
    page.clock.run_for(1000)
    expect(status).to_have_text("2분 남았습니다. 시간이 더 필요하면 시간 연장을 눌러 주세요.")
    expect(page.locator("[data-timer]")).to_have_class("timer is-short")
    page.clock.run_for("02:00")
    expect(left).to_have_text("(시간이 지났습니다)")
    expect(status).to_have_text("시간이 지났습니다. 시간 연장을 누르시거나 이어서 진행해 보세요.")
    box = status.bounding_box()
    assert box is not None and box["height"] > 10, "the sentence is for those who see, too"
