"""What the staff pages of the kiosks share: the blueprint."""

from flask import Blueprint

pages = Blueprint("kiosk_desk", __name__, url_prefix="/staff/kiosks")
