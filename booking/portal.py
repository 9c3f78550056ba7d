"""Asking a service of the public data portal (data.go.kr) over HTTP: patience, ends, and no word of its key."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError
from urllib3.util import Retry

TIMEOUT = (5, 15)
"""Seconds to connect, and to wait for the next piece of an answer."""

RETRIES = Retry(total=2, backoff_factor=0.5, status_forcelist=(502, 503, 504), raise_on_status=False, redirect=0)


class PortalSilentError(Exception):
    """There was no answer. Its text is the kind of failure and never the address, in which the key stands."""


@contextmanager
def opened(url: str) -> Iterator[requests.Session]:
    """Connections to a service, on which what fails in passing is asked again."""
    with requests.Session() as session:
        session.mount(url, HTTPAdapter(max_retries=RETRIES))
        yield session


def plain_key(key: str) -> str:
    """A service key as it is sent: the portal hands it out in two spellings, one of which is encoded already."""
    return unquote(key)


def fetch(session: requests.Session, url: str, wish: Mapping[str, str], most: int) -> tuple[int, bytes]:
    """Status and body of one request, at most one byte more than `most`. PortalSilentError."""
    # No redirect is followed, for the key would travel with it.
    try:
        with session.get(url, params=dict(wish), timeout=TIMEOUT, stream=True, allow_redirects=False) as response:
            return response.status_code, response.raw.read(most + 1, decode_content=True)
    except (requests.RequestException, HTTPError, OSError) as error:  # its text quotes the address, and so the key
        raise PortalSilentError(type(error).__name__) from None
