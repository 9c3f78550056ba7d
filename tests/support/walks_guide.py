"""The walk through the guide; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from tests.support.stage import Stage


def guiding(stage: Stage) -> Iterator[str]:
    """What is found, what is not, what begins with a letter, and the ways to get one thing done."""
    for path, name in (
        ("/guide?q=쥬민등록", "guide-found"),
        ("/guide?q=피자+배달", "guide-nothing"),
        ("/guide?letter=ㅈ", "guide-letter"),
        ("/guide?q=900101-1234567", "guide-refused"),
        ("/guide/law-advice", "guide-advice"),
        ("/guide/resident-copy", "guide-copy"),
        ("/guide/nowhere", "guide-unknown"),
    ):
        stage.go(path)
        yield name
    stage.go("/guide?q=피자+배달")
    stage.send("/missed")
    yield "guide-told"
    stage.go("/guide/resident-copy")
    stage.send("/near")
    yield "guide-no-town"
    stage.page.select_option("[name=town]", "sugok")
    stage.send("/near")
    yield "guide-near"
