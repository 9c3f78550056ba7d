"""A text as a QR code: plain SVG that stands in the page, without script, style or another request."""

import qrcode
from markupsafe import Markup, escape
from qrcode.constants import ERROR_CORRECT_M


def svg(text: str, label: str) -> Markup:
    """The code of a text, with the quiet margin that scanners need. label: what it is, for who does not see it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    rows = code.get_matrix()
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    size = len(rows)
    return Markup(  # noqa: S704 - numbers, and a label that is escaped
        f'<svg class="qr" viewBox="0 0 {size} {size}" width="{size * 4}" height="{size * 4}" role="img" '
        f'aria-label="{escape(label)}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" d="{squares}"/></svg>'
    )
