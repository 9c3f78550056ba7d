"""What a score sheet may hold. Pure."""

KINDS = {"phone": "전화 친절도 조사", "visit": "시민 모니터 방문"}
"""The kinds of sheets, and what pages call them."""

STAGES = {"phone": ("맞이", "응대", "종료"), "visit": ("친절도", "업무해결 노력도", "신속성·정확성")}
"""The stages that a new sheet of each kind begins with: those of the surveys on record in other cities."""

MOST_STAGES, MOST_POINTS, MOST_WEIGHT, MOST_ITEMS = 10, 10, 100, 60
STAGE_LENGTH, LABEL_LENGTH = 40, 60


def read_lines(text: str) -> tuple[str, ...]:
    """The lines of a typed text, each in one form; empty ones do not count."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


def stages_problem(stages: tuple[str, ...]) -> str | None:
    """Why a list of stages is refused: none, many, long, twice; None where it is good."""
    if not stages:
        return "none"
    if len(stages) > MOST_STAGES:
        return "many"
    if any(len(stage) > STAGE_LENGTH for stage in stages):
        return "long"
    return "twice" if len(set(stages)) < len(stages) else None


def labels_fit(labels: tuple[str, ...], most: int) -> bool:
    """Whether the words of a scale name each of its points from 0 to `most`, or none of them."""
    return not labels or (len(labels) == most + 1 and all(len(label) <= LABEL_LENGTH for label in labels))


def point_words(labels: tuple[str, ...], most: int) -> list[tuple[int, str]]:
    """The points of a scale, best first, with the words for each: `5점 매우 그렇다`."""
    words = labels or ("",) * (most + 1)
    return [(points, f"{points}점 {words[points]}".strip()) for points in range(most, -1, -1)]
