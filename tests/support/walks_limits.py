"""The walk through what keeps one caller from taking everything; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from tests.support.stage import Stage


def proving(stage: Stage) -> Iterator[str]:
    """The office wants telephones proved, and lets an address hold one time of a day."""
    stage.setting("reservations.phone_proof", "yes")
    token = stage.hold()
    stage.fill_in(phone="055-749-5114")
    stage.send("/check")
    yield "proof-landline"
    stage.fill_in()
    stage.send("/check")
    yield "proof-code"
    stage.fill(code="12345")
    stage.send(f"/holds/{token}")
    yield "proof-wrong-code"
    for _ in range(5):
        stage.page.locator("button[name=resend]").click()
    yield "proof-too-many-codes"
    stage.setting("reservations.open_per_phone", "1")
    stage.setting("reservations.phone_proof", "no")
    for desk in ("survey", "local-tax"):
        stage.hold(desk)
        stage.fill_in()
        stage.send("/check")
        if desk == "survey":
            stage.send(f"/holds/{stage.page.url.split('/')[-2]}")
    yield "too-many-bookings"
    stage.setting("reservations.open_per_phone", "0")
    stage.setting("reservations.acts_per_phone", "1")
    token = stage.page.url.split("/")[-2]
    stage.send("/check")
    stage.send(f"/holds/{token}")
    yield "too-many-today"
