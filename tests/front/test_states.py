"""The table of states knows every page that citizens may open."""

from flask import Flask

from tests.support.walks import WALKS, pages_of_citizens, plain_paths


def test_every_page_of_citizens_has_a_state(sqlite_app: Flask) -> None:
    shown = {rule for row in WALKS.values() for rule in row.rules} | {f"GET {path}" for path in plain_paths(sqlite_app)}
    forgotten = sorted(pages_of_citizens() - shown)
    assert not forgotten, f"no walk of tests/support/walks.py shows these pages: {forgotten}"


def test_pages_without_placeholders_are_found_by_themselves(sqlite_app: Flask) -> None:
    found = plain_paths(sqlite_app)
    assert {"/", "/consultations", "/guide", "/kiosks", "/lookup", "/login"} <= set(found)
    assert not [path for path in found if path.startswith(("/staff", "/api", "/healthz")) or path.endswith(".ics")]
