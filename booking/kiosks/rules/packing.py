"""The kiosks of a list as one text, to be shown now and confirmed later."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict

from booking.kiosks.errors import ListUnreadable
from booking.kiosks.rules.columns import Listed

MOST = 8 * 1024 * 1024
"""Bytes of a text unpacked: a short one may be packed from a huge one."""


def pack(rows: Iterable[Listed]) -> str:
    """The text of the rows of a list."""
    plain = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    return base64.b64encode(zlib.compress(plain.encode())).decode()


def unpack(text: str) -> list[Listed]:
    """The rows of a text, which may come back from anywhere: values are judged where they are kept. ListUnreadable."""
    unzip = zlib.decompressobj()
    try:
        plain = unzip.decompress(base64.b64decode(text, validate=True), MOST)
        rows = [Listed(**row) for row in json.loads(plain)]
    except (ValueError, TypeError, binascii.Error, zlib.error, RecursionError) as error:
        raise ListUnreadable(row=1) from error
    if not all(isinstance(row.given, dict) and isinstance(row.name, str) for row in rows):
        raise ListUnreadable(row=1)
    return rows
