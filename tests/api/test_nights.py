"""Programs book visits to the night office by the same operations as consultations."""

from flask import Flask

from booking.reservations.queries.bookings import get_by_reference
from booking.reservations.queries.consent import notice_in_force
from tests.api.conftest import WAITING, Program

NIGHT = "2026-12-02"
VISIT = {"name": "김방문", "phone": "010-1234-5678", "question": "여권 재발급"}


def test_a_night_shows_its_times_and_they_are_booked(sqlite_app: Flask, program: Program) -> None:
    night = program.get(f"/night-office/{NIGHT}").json
    assert [one["field"] for one in night["fields"]] == ["passport", "passport-pickup"]
    assert program.get("/night-office/2026-12-03").status_code == 404
    (only,) = program.get(f"/night-office/{NIGHT}?field=passport").json["fields"]
    slot = only["slots"][0]["slot"]
    assert program.get(f"/slots/{slot}").json["free"] == 2
    hold, secret = program.hold(slot)
    version = program.get("/consent?field=passport").json["version"]
    done = program.call("POST", "/reservations", {**VISIT, "hold": hold, "consent": version}, bearer=secret)
    assert done.status_code == 201, done.text
    booked = done.json["reservation"]
    assert (booked["field_name"], booked["question"]) == ("여권 신청", None)
    assert "상담" not in booked["place"]
    row = get_by_reference(booked["reference"])
    assert row.consent_version == version == notice_in_force("night").version
    times = program.get(f"/reservations/{booked['reference']}/times", bearer=done.json["access"]["access_token"]).json
    assert {one["field"] for one in times["slots"]} == {"passport"}


def test_who_waits_for_a_visit_is_told_of_visits(sqlite_app: Flask, program: Program) -> None:
    version = program.get("/consent?about=waiting&field=passport").json["version"]
    joined = program.call("POST", "/waiting", {**WAITING, "fields": ["passport"], "consent": version})
    assert joined.status_code == 201, joined.text
    assert version != program.get("/consent?about=waiting").json["version"]
