"""The walk of somebody who asks what the one-stop counter does; it stands in the table of `walks.py`."""

from collections.abc import Iterator

from tests.support.stage import Stage


def one_stop(stage: Stage) -> Iterator[str]:
    """What is found or not, of all departments or one, while the counter is open and on a Saturday."""
    for words, name in (("인감", "found"), ("zzzz", "found-nothing"), ("900101-1234567", "refused")):
        stage.go("/one-stop")
        stage.fill(q=words)
        stage.send("/one-stop")
        yield f"one-stop-{name}"
    stage.go("/one-stop?department=tax")
    yield "one-stop-department"
    stage.go("/one-stop/passport")
    yield "one-stop-task"
    stage.at("2026-11-28T12:00")
    stage.go("/one-stop/local-tax-paid")
    yield "one-stop-closed"
    stage.go("/one-stop/none")
    yield "one-stop-unknown"
