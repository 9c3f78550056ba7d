"""Gates: every state of every page of citizens, in every language, can be read, used and validated.

The states stand in `tests/support/walks.py`. One browser walks through many of them, and each page it meets is looked
at in every width, so that the whole stays quick.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.inspection import WIDTHS, ask, inspect, invalid, tab_through
from tests.support.languages import faults as untranslated
from tests.support.stage import Stage, languages
from tests.support.walks import WALKS


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("walk", WALKS)
def test_every_state_of_every_page(lead: Callable[..., Stage], tmp_path: Path, walk: str, language: str) -> None:
    stage = lead(walk, language)
    faults: list[str] = []
    served: dict[str, str] = {}
    frames: dict[str, str] = {}
    titles: dict[str, set[str]] = {}
    for state in WALKS[walk].walk(stage):
        assert state not in served, f"two states are called {state}"
        served[state] = stage.html()
        # Colours and landmarks are the same in every language: axe looks at other words where they have the least room.
        axe = WIDTHS if language == "ko" else WIDTHS[:1]
        faults += [f"{state}: {fault}" for fault in inspect(stage.page, axe)]
        if language == "ko":
            faults += [f"{state}: {fault}" for fault in tab_through(stage.page)]
        if stage.page.locator(".site-header .menu").count():  # the pages around the log-in are for those who work here
            spoken = stage.page.locator("html").get_attribute("lang")
            faults += [f"{state}: speaks {spoken}"] * (spoken != language)
            faults += [f"{state}: {fault}" for fault in untranslated(served[state])]
            frames[state] = str(ask(stage.page, "frame"))
        titles.setdefault(stage.page.title(), set()).add(stage.page.locator("h1").inner_text())
    faults += invalid(served, tmp_path)
    faults += [f"{title}: the title of {len(pages)} pages {pages}" for title, pages in titles.items() if len(pages) > 1]
    faults += [f"{len(set(frames.values()))} kinds of frames: {frames}"] * (len(set(frames.values())) > 1)
    assert not faults, "\n".join(faults)
    assert set(WALKS[walk].rules) <= stage.met, "the walk does not come where its rules say"
