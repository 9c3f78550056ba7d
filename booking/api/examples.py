"""Bodies as they are sent, for the OpenAPI document. Names of holds and times stand for those of earlier answers."""

EXAMPLES: dict[str, dict[str, object]] = {
    "create_hold": {"slot": "9uYyQ1C0Sx2vN5yJb7mT3A"},
    "send_code": {"phone": "010-1234-5678"},
    "reserve": {
        "hold": "3kZ0n8Wq5fVtR1xLh6pUeQ",
        "name": "홍길동",
        "phone": "010-1234-5678",
        "email": "hong@example.com",
        "question": "상속 포기 기간이 궁금합니다.",
        "consent": "5f0c2a9d17be",
        "optional": True,
    },
    "look_up": {"reference": "R7K3-9MXW", "phone": "010-1234-5678"},
    "move": {"slot": "9uYyQ1C0Sx2vN5yJb7mT3A"},
    "accept_replacement": {"replacement": "Vn3Zt0nW5vYb8Rj1LxPd2A"},
    "join_line": {
        "fields": ["law", "survey"],
        "first": "2026-12-01",
        "last": "2027-03-31",
        "name": "홍길동",
        "phone": "010-1234-5678",
        "email": "hong@example.com",
        "consent": "7b31e0c4a955",
        "optional": True,
    },
    "look_up_waiting": {"reference": "W4T8-2KHM", "phone": "010-1234-5678"},
    "accept_offer": {"offer": "Vn3Zt0nW5vYb8Rj1LxPd2A"},
    "decline_offer": {"offer": "Vn3Zt0nW5vYb8Rj1LxPd2A"},
}
"""By operation."""
