"""Links to day sheets as people get them: the address, and a code to photograph."""

import base64

import qrcode
from flask import current_app, url_for
from qrcode.image.svg import SvgPathImage

from booking import links


def sheet_link(token: str) -> dict[str, str]:
    """The address of a day sheet, and its QR code as a picture inside the page."""
    address = str(current_app.config["BASE_URL"]) + url_for("expert_pages.sheet", signed=links.sign("sheet", token))
    picture = qrcode.make(address, image_factory=SvgPathImage).to_string()
    return {"address": address, "code": f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}"}
