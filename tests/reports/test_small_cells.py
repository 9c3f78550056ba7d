"""What is hidden of published counts: nobody can work out a small one, which trying every table shows."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.reports.rules.small_cells import ALL, Place, hide, reveal_years, with_sums

FIELDS = ("law", "tax", "survey")
LEAST = 3


def row(*counts: int) -> dict[Place, int]:
    return {("12", field): count for field, count in zip(FIELDS, counts, strict=False)}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((4, 5, 3), ""),
        ((0, 5, 3), ""),  # nobody is nobody's secret
        ((2, 5, 4), "law survey"),  # the smallest beside it goes along, or the sum would tell
        ((2, 0, 4), "law survey"),
        ((1, 2, 4), "law tax"),  # 1+2 or 2+1
        ((1, 1, 4), "law survey tax"),  # together 2, so each were 1
        ((2, 2, 4), "law survey tax"),  # together 4, so each were 2
        ((2, 0, 0), "all law"),  # the sum is the count
        ((2, 2, 0), "all law tax"),
        ((0, 0, 0), ""),
    ],
)
def test_a_month_hides_enough_and_not_more(counts: tuple[int, ...], hidden: str) -> None:
    assert " ".join(sorted(field for _month, field in hide(row(*counts), LEAST))) == hidden


def test_months_do_not_change_what_others_show() -> None:
    counts = {("11", "law"): 2, ("11", "tax"): 9, **row(5, 6, 7)}
    assert hide(counts, LEAST) == hide({place: counts[place] for place in counts if place[0] == "11"}, LEAST)


def test_a_years_sum_that_gives_a_month_away_is_hidden() -> None:
    counts: dict[Place, int] = {("11", "law"): 2, ("11", "tax"): 9, ("12", "law"): 5, ("12", "tax"): 6}
    hidden = hide(counts, LEAST)
    assert hidden == {("11", "law"), ("11", "tax")}
    assert reveal_years(counts, hidden, LEAST) == {ALL}, "the year's law less December's is November's"
    two = {**counts, ("12", "law"): 2}
    assert reveal_years(two, hide(two, LEAST), LEAST) == {ALL}, "2 and 2 is the only way to 4"
    three = {**counts, ("12", "law"): 1}
    assert reveal_years(three, hide(three, LEAST), LEAST) == {ALL, "law", "tax"}, "1 and 2, or 2 and 1"


def test_a_month_in_which_every_seat_was_taken_does_not_tell_them_all() -> None:
    full = row(2, 4, 4)
    caps = dict(full)
    assert ("12", ALL) in hide(full, LEAST, caps), "10 of 10 seats: each field had as many as seats"
    assert ("12", ALL) not in hide(full, LEAST), "nothing is known of the seats"


@pytest.mark.parametrize("count", [0, 1])
def test_one_seat_is_hidden_taken_or_not(count: int) -> None:
    caps = {("12", "law"): 1, ("12", "tax"): 8, ("12", "survey"): 8}
    assert hide(row(count, 5, 4), LEAST, caps) == {("12", "law"), ("12", ALL)}


def possible(
    table: Mapping[Place, int], shown: set[Place], inner: list[Place], caps: Mapping[Place, int]
) -> Iterator[dict[Place, int]]:
    """Every table that fits what is published, and what somebody knows who knows which counts are small."""
    ranges = []
    for place in inner:
        value = table[place]
        if place in shown:
            ranges.append([value])
        else:
            largest = min(caps[place], LEAST - 1 if 0 < value < LEAST else 8)
            ranges.append(list(range(0 if caps[place] == 1 else 1, largest + 1)))
    for values in product(*ranges):
        found = with_sums(dict(zip(inner, values, strict=True)))
        if all(found[place] == table[place] for place in shown):
            yield found


SEATS_AND_COUNT = st.integers(0, 5).flatmap(lambda count: st.tuples(st.integers(max(count, 1), 6), st.just(count)))


@given(st.lists(SEATS_AND_COUNT, min_size=6, max_size=6))
def test_no_hidden_count_can_be_worked_out(seats_and_counts: list[tuple[int, int]]) -> None:
    inner: list[Place] = [(month, field) for month in ("11", "12") for field in FIELDS]
    caps = {place: seats for place, (seats, _count) in zip(inner, seats_and_counts, strict=True)}
    given_counts = {place: count for place, (_seats, count) in zip(inner, seats_and_counts, strict=True)}
    table, hidden = with_sums(given_counts), hide(given_counts, LEAST, caps)
    years = reveal_years(given_counts, hidden, LEAST, caps)
    shown = {place for place in table if (place[1] in years if place[0] == ALL else place not in hidden)}
    assert not any(0 < table[place] < LEAST for place in shown)
    fixed = {place for place in inner if place in hidden}
    for fit in possible(table, shown, inner, caps):
        fixed = {place for place in fixed if fit[place] == table[place]}
        if not fixed:
            break
    assert not fixed, "these have one value in every table that fits"
