"""The blueprint of the fields' and experts' pages."""

from flask import Blueprint

pages = Blueprint("consultation_desk", __name__, url_prefix="/staff/consultations")
