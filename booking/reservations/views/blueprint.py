"""The pages of the room, entered by `holds` and `booked`."""

from flask import Blueprint

pages = Blueprint("reservations", __name__)
