"""No text that a program sends with a booking holds an identity number: the page's rule and words."""

from datetime import datetime

from flask import Flask

from booking.api.schemas import ReservationWish
from booking.consultations import service as consultations
from booking.consultations.service import QuestionValues
from booking.db import transaction
from tests.api.conftest import PERSON, Program
from tests.reservations.conftest import CLERK

NUMBER = "000101-3234567"

COMPARED = {"hold", "who", "consent", "optional", "code"}
"""What is compared with something of ours and never kept."""


def test_each_text_of_a_booking_refuses_identity_numbers(sqlite_app: Flask, program: Program, now: datetime) -> None:
    with transaction():
        consultations.add_question("law", "lot", QuestionValues("지번"), actor=CLERK, now=now)
    hold, secret = program.hold()
    texts = dict.fromkeys(set(ReservationWish.model_fields) - COMPARED - {"answers"}, NUMBER)
    body = {**PERSON, **texts, "hold": hold, "who": "proxy", "answers": {"lot": NUMBER}}
    answer = program.call("POST", "/reservations", body, bearer=secret)
    refused = {one["pointer"]: one["code"] for one in answer.json["errors"]}
    assert refused == dict.fromkeys([*(f"/{name}" for name in texts), "/answers/lot"], "identity_number")
