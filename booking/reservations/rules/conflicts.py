"""Why an expert passes a booking on. A code is enough: no reason tells anything about anybody."""

CODES = {
    "close": "가족·친지 등 가까운 사이",
    "opposed": "상대방과 일하거나 일한 적이 있음",
    "other": "그 밖의 이해충돌",
}
"""Codes of conflicts of interest, and what pages call them."""
