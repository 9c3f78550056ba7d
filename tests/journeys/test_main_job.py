"""The main job from end to end, as the README tells it: from the 20th of the month to the expert's chair."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from playwright.sync_api import Page, expect

Command = Callable[..., Result]


@pytest.fixture
def passwords(city: Path, command: Command, at: Callable[[str], object]) -> dict[str, str]:
    """The demo as `make run` sets it up, on a Tuesday in November; passwords by log-in name."""
    at("2026-11-24T12:00")
    printed = command("demo").output
    command("jobs", "run", "create_days")
    return dict(re.findall(r"(\S+)@demo\.example\s+(\S+)", printed))


def book(page: Page, field: str) -> str:
    """A citizen's booking from the start page; its reference as the page shows it."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(field)).first.click()
    page.locator(".slot input:enabled").first.check()
    page.get_by_role("button", name="다음: 정보 입력").click()
    page.get_by_label("이름").fill("홍길동")
    page.get_by_label("전화번호").fill("010-1234-5678")
    page.get_by_label("상담 요지").fill("보증금을 돌려받지 못했습니다.")
    page.locator("label", has_text="개인정보 수집·이용에 동의합니다").click()
    page.get_by_role("button", name="다음: 내용 확인").click()
    page.get_by_role("button", name="예약하기").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("예약이 완료되었습니다")
    found = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}", page.locator("main").inner_text())
    assert found
    return found[0]


def log_in(page: Page, name: str, passwords: dict[str, str]) -> None:
    page.goto("/login")
    page.locator("[name=email]").fill(f"{name}@demo.example")
    page.locator("[name=password]").fill(passwords[name])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/(staff|expert|account)"))


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_from_the_twentieth_to_the_experts_chair(
    passwords: dict[str, str], open_page: Callable[..., Page], command: Command, at: Callable[[str], object]
) -> None:
    citizen, clerk, expert = open_page(width=390), open_page(), open_page(width=390)
    reference = book(citizen, "생활법률")
    command("jobs", "run", "deliver")

    log_in(clerk, "staff", passwords)
    clerk.goto("/staff/outbox")
    expect(clerk.locator("main")).to_contain_text(reference)
    clerk.goto("/staff/roster/2026-12-21")
    expect(clerk.locator("main")).to_contain_text("홍○동")
    expect(clerk.locator("main")).not_to_contain_text("010-1234-5678")
    log_in(expert, "law", passwords)
    expert.goto("/expert/")
    expect(expert.locator("main")).to_contain_text("보증금을 돌려받지 못했습니다.")

    for job in ("queue_reminders", "deliver"):  # Monday the 21st: the working day before is Friday
        command("jobs", "run", job, "--at", "2026-12-18T10:00")
    clerk.goto("/staff/outbox")
    assert clerk.locator("main").inner_text().count(reference) == 2

    at("2026-12-21T09:55")
    log_in(clerk, "staff", passwords)  # four weeks are too long for a session
    clerk.goto("/staff/roster/2026-12-21")
    clerk.get_by_role("button", name=re.compile("도착 확인")).first.click()
    clerk.get_by_role("button", name=re.compile("상담 완료")).first.click()
    expect(clerk.locator("main")).to_contain_text("상담 완료")


def test_a_late_holiday_takes_nobody_with_it(
    passwords: dict[str, str], open_page: Callable[..., Page], command: Command
) -> None:
    citizen, clerk = open_page(width=390), open_page()
    book(citizen, "생활법률")
    command("holidays", "add", "2026-12-21", "임시공휴일", "--reason", "국무회의 의결")
    command("jobs", "run", "deliver")
    citizen.reload()
    expect(citizen.locator("main")).to_contain_text("일정 변경")
    citizen.goto("/")
    expect(citizen.locator("main")).to_contain_text("2026. 12. 22.(화)")
    log_in(clerk, "staff", passwords)
    clerk.goto("/staff/outbox")
    expect(clerk.locator("main")).to_contain_text("임시공휴일")
