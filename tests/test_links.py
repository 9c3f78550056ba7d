"""Signed links: only this installation makes them, and changing the key need not close them."""

from collections.abc import Iterator

import pytest
from itsdangerous import Signer

from booking import links


@pytest.fixture(autouse=True)
def _own_keys() -> Iterator[None]:
    """Other tests' applications go on with the keys they had."""
    kept = list(links._keys)
    yield
    links._keys[:] = kept


def test_a_link_names_its_thing() -> None:
    links.use({"SECRET_KEY": "a"})
    assert links.read(links.sign("booking", "R7K39MXW")) == ("booking", "R7K39MXW")
    assert links.path("waiting", "a-b_c").startswith("/r/waiting.a-b_c.")


@pytest.mark.parametrize("text", ["", "x", "booking.R7K39MXW", "booking.R7K39MXW.", "가.나.다", "a" * 5000])
def test_what_nobody_signed_is_no_link(text: str) -> None:
    links.use({"SECRET_KEY": "a"})
    with pytest.raises(links.LinkBroken):
        links.read(text)


def test_neither_another_name_nor_another_salt_fits() -> None:
    links.use({"SECRET_KEY": "a"})
    signed = links.sign("booking", "R7K39MXW")
    with pytest.raises(links.LinkBroken):
        links.read(signed.replace("R7K39MXW", "AAAA2222"))
    with pytest.raises(links.LinkBroken):
        links.read(Signer("a", salt="another").sign("booking.R7K39MXW").decode())


def test_a_former_key_is_believed_as_long_as_it_is_named() -> None:
    links.use({"SECRET_KEY": "old"})
    signed = links.sign("booking", "R7K39MXW")
    links.use({"SECRET_KEY": "new", "SECRET_KEY_FALLBACKS": ["old", "older"]})
    assert links.read(signed) == ("booking", "R7K39MXW")
    assert links.sign("booking", "R7K39MXW") != signed
    links.use({"SECRET_KEY": "new", "SECRET_KEY_FALLBACKS": []})
    with pytest.raises(links.LinkBroken):
        links.read(signed)
