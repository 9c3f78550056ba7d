"""The rule of the chain, without a database: whatever is changed, removed or put in is found."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.audit.rules import ENTRY_FIELDS, STATE_FIELDS, Verification, canonical, kept_digest, sealed_text, walk

START = datetime(2026, 11, 23, 1, 2, 3, 456789, tzinfo=UTC)
Row = dict[str, Any]


def fingerprint(text: str) -> str:
    return hmac.new(b"a key", text.encode(), hashlib.sha256).hexdigest()


def seal_state(**values: Any) -> Row:
    state: Row = {"seq": 0, "digest": "", "sealed_at": START, "pruned_seq": 0, "pruned_digest": "", "pruned_at": None}
    state |= {"kept": 0, "kept_digest": "", **values}
    return {**state, "fingerprint": fingerprint(sealed_text(STATE_FIELDS, state))}


def chain_of(contents: list[tuple[str, str]]) -> tuple[Row, list[Row]]:
    """A sealed log of these (action, reason), as `seal` writes it."""
    rows: list[Row] = []
    previous = ""
    for number, (action, reason) in enumerate(contents, 1):
        row: Row = {"seq": number, "previous": previous, "at": START + timedelta(seconds=number)}
        row |= {"account_id": number % 3 or None, "account_name": "a@city.example", "role": "staff"}
        row |= {"address": "192.0.2.1", "action": action, "subject": "reservation:R7K39MXW", "person": "ab" * 32}
        row |= {"before": None, "after": canonical({"state": "reserved"}), "reason": reason}
        row["digest"] = previous = fingerprint(sealed_text(ENTRY_FIELDS, row))
        rows.append(row)
    return seal_state(seq=len(rows), digest=previous), rows


def prune(state: Row, rows: list[Row], cut: int, kept: set[int]) -> tuple[Row, list[Row]]:
    """What pruning up to `cut` leaves, `kept` being the numbers before it that stay."""
    stay = [row for row in rows if row["seq"] in kept and row["seq"] <= cut]
    values = {name: state[name] for name in STATE_FIELDS}
    values |= {"pruned_seq": cut, "pruned_digest": rows[cut - 1]["digest"] if cut else "", "pruned_at": START}
    values |= {"kept": len(stay), "kept_digest": kept_digest([row["digest"] for row in stay], fingerprint)}
    return seal_state(**values), stay + rows[cut:]


contents = st.lists(st.tuples(st.sampled_from(["reservation.moved", "account.created"]), st.text()), max_size=12)


@st.composite
def logs(draw: st.DrawFn) -> tuple[Row, list[Row]]:
    """A log in order, pruned or not."""
    state, rows = chain_of(draw(contents))
    cut = draw(st.integers(0, len(rows)))
    kept = draw(st.sets(st.integers(1, max(cut, 1))))
    return prune(state, rows, cut, kept)


def changed(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    return {type(None): 7, int: (value or 0) if isinstance(value, str) else (value or 0) + 1}.get(
        type(value), f"{value}x"
    )


@given(logs())
def test_a_log_in_order_verifies(log: tuple[Row, list[Row]]) -> None:
    state, rows = log
    assert walk(state, rows, fingerprint) == Verification(len(rows), head=(state["seq"], state["digest"]))


@given(logs(), st.data())
def test_a_change_of_any_field_of_any_entry_is_found(log: tuple[Row, list[Row]], data: st.DataObject) -> None:
    state, rows = log
    if not rows:
        return
    index = data.draw(st.integers(0, len(rows) - 1))
    field = data.draw(st.sampled_from([*(name for name in ENTRY_FIELDS if name != "seq"), "digest"]))
    rows[index] = {**rows[index], field: changed(rows[index][field])}
    found = walk(state, rows, fingerprint)
    assert (found.first_bad, found.why) == (rows[index]["seq"], "changed")
    assert found.entries == index


@given(logs(), st.data())
def test_the_removal_of_any_entry_is_found(log: tuple[Row, list[Row]], data: st.DataObject) -> None:
    state, rows = log
    if not rows:
        return
    gone = rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    found = walk(state, rows, fingerprint)
    if gone["seq"] > state["pruned_seq"]:
        assert (found.first_bad, found.why) == (gone["seq"], "missing")
    else:
        assert (found.first_bad, found.why) == (state["pruned_seq"], "checkpoint")


@given(logs(), st.data())
def test_an_entry_that_was_put_in_is_found(log: tuple[Row, list[Row]], data: st.DataObject) -> None:
    state, rows = log
    free = set(range(-1, state["seq"] + 3)) - {row["seq"] for row in rows}
    number = data.draw(st.sampled_from(sorted(free)))
    forged = chain_of([("reservation.moved", "forged")])[1][0]
    forged = {**forged, "seq": number, "digest": hashlib.sha256(b"no key").hexdigest()}
    found = walk(state, sorted([*rows, forged], key=lambda row: row["seq"]), fingerprint)
    assert found.first_bad == number
    assert found.why in ("inserted", "changed")


@given(logs(), st.data())
def test_two_entries_that_changed_places_are_found(log: tuple[Row, list[Row]], data: st.DataObject) -> None:
    state, rows = log
    if len(rows) < 2:
        return
    first = data.draw(st.integers(0, len(rows) - 2))
    a, b = rows[first], rows[first + 1]
    rows[first], rows[first + 1] = {**b, "seq": a["seq"]}, {**a, "seq": b["seq"]}
    assert walk(state, rows, fingerprint).first_bad == a["seq"]


def test_entries_of_another_log_under_the_same_key_do_not_fit() -> None:
    """A database that was restored from a backup and went on has digests of its own that are genuine."""
    state, rows = chain_of([("a.b", "one"), ("a.b", "two"), ("a.b", "three")])
    _, others = chain_of([("a.b", "one"), ("a.b", "another"), ("a.b", "three")])
    assert walk(state, [rows[0], others[1], rows[2]], fingerprint).first_bad == 3
    assert walk(state, [rows[0], rows[1], others[2]], fingerprint).first_bad == 3


@given(logs(), st.sampled_from([*STATE_FIELDS, "fingerprint"]))
def test_a_change_of_the_state_and_its_checkpoint_is_found(log: tuple[Row, list[Row]], field: str) -> None:
    state, rows = log
    found = walk({**state, field: changed(state[field])}, rows, fingerprint)
    assert found.why == "state"
    assert not found.is_sound


@given(logs())
def test_a_checkpoint_cannot_be_moved_to_hide_a_removal(log: tuple[Row, list[Row]]) -> None:
    state, rows = log
    later = [row for row in rows if row["seq"] > state["pruned_seq"]]
    if not later:
        return
    forged = {**state, "pruned_seq": later[0]["seq"], "pruned_digest": later[0]["digest"]}
    assert not walk(forged, [row for row in rows if row is not later[0]], fingerprint).is_sound


def test_an_empty_log_verifies_and_one_without_its_state_does_not() -> None:
    assert walk(None, [], fingerprint) == Verification(0)
    assert walk(seal_state(), [], fingerprint).is_sound
    assert walk(None, chain_of([("a.b", "")])[1], fingerprint) == Verification(0, 1, "state")


def test_what_sqlite_lets_into_a_column_is_no_crash() -> None:
    state, rows = chain_of([("a.b", ""), ("a.b", "")])
    assert walk(state, [rows[0], {**rows[1], "seq": "two"}], fingerprint).why == "inserted"
    assert walk(state, [rows[0], {**rows[1], "reason": b"\xff"}], fingerprint) == Verification(
        1, 2, "changed", (2, rows[1]["digest"])
    )


def test_the_sealed_text_never_changes_its_form() -> None:
    """A log of today must verify in ten years: whoever changes this text breaks every log there is."""
    row = chain_of([("setting.changed", "까닭")])[1][0]
    assert sealed_text(ENTRY_FIELDS, row) == (
        '[1,"","2026-11-23T01:02:04.456789+00:00",1,"a@city.example","staff","192.0.2.1","setting.changed",'
        f'"reservation:R7K39MXW","{"ab" * 32}",null,"{{\\"state\\":\\"reserved\\"}}","까닭"]'
    )


@pytest.mark.parametrize("key", ["phone", "question", "person_name", "password"])
def test_personal_content_is_kept_out(key: str) -> None:
    with pytest.raises(ValueError, match=key):
        canonical({"state": "reserved", key: "…"})


def test_before_and_after_are_the_same_text_whatever_the_order_of_their_keys() -> None:
    assert (
        canonical({"b": 1, "a": START})
        == canonical({"a": START, "b": 1})
        == ('{"a":"2026-11-23 01:02:03.456789+00:00","b":1}')
    )
    assert canonical(None) is None
