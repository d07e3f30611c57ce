"""The private tail: whole transactions, last values, and no outcome before its effects."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.feed.streams import NETWORK
from core.feed.tail import read_tail
from core.model import Bin, Device, Location, OutcomeRow
from core.orchestration import Core, UnitOfWork
from core.rules.errors import Conflict
from core.wire import SigningKey, Tail, decode_tail, encode_tail
from tests.core.builders import make_article, make_device, make_fulfilment, make_location

KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def store(core: Core) -> Core:
    """A core with one store, its device, and five transactions on the store's stream."""
    core.transact(lambda unit: make_device(unit, make_location(unit), KEY))
    for number in range(5):
        core.transact(lambda unit, number=number: _put_bin(unit, "b1", f"A{number}"))
    return core


def test_from_zero_it_gives_the_last_value_of_each_row(store: Core) -> None:
    store.transact(lambda unit: _put_bin(unit, "b2", "B"))
    tail = _tail(store)
    [bins] = tail.tables
    assert sorted(bins.rows()) == [("b1", 1, "A4", 0), ("b2", 1, "B", 0)]
    assert (tail.store_from, tail.store_to, tail.more) == (0, 6, False)


def test_it_is_cut_where_a_transaction_ends_and_says_that_there_is_more(store: Core) -> None:
    store.transact(lambda unit: [_put_bin(unit, f"c{n}", f"C{n}") for n in range(4)])
    seen, tail = {}, _tail(store, most_rows=2)
    while True:
        for table in tail.tables:
            seen.update({row[0]: row[2] for row in table.rows()})
        if not tail.more:
            break
        tail = _tail(store, tail.store_to, tail.device_to, most_rows=2)
    assert seen == {"b1": "A4"} | {f"c{n}": f"C{n}" for n in range(4)}
    assert tail.store_to == 6


def test_a_transaction_larger_than_the_bound_comes_whole(store: Core) -> None:
    store.transact(lambda unit: [_put_bin(unit, f"c{n}", f"C{n}") for n in range(9)])
    tail = _tail(store, store_from=5, most_rows=2)
    assert tail.tables[0].row_count == 9
    assert not tail.more


def test_what_is_gone_is_told_by_its_key(store: Core) -> None:
    store.transact(lambda unit: unit.session.delete(unit.session.get(Bin, "b1")))
    [bins] = _tail(store).tables
    assert (bins.row_count, bins.deleted_keys) == (0, [["b1"]])


def test_an_outcome_comes_with_its_effects_and_never_before(store: Core) -> None:
    store.transact(lambda unit: (_put_bin(unit, "b9", "Z"), _decide(unit, 1)))
    early = _tail(store, most_rows=3)
    assert (early.store_to, early.outcomes, early.more) == (3, [], True)
    late = _tail(store, early.store_to, early.device_to, most_rows=3)
    assert [(o.sequence, o.store_version) for o in late.outcomes] == [(1, 6)]
    assert late.store_to == 6


def test_effects_and_outcomes_never_part_however_small_the_answers(store: Core) -> None:
    for sequence in range(1, 9):
        rows = 2 if sequence % 4 == 0 else 0

        def work(unit: UnitOfWork, sequence: int = sequence, rows: int = rows) -> None:
            _decide(unit, sequence)
            for number in range(rows):
                _put_bin(unit, f"s{sequence}-{number}", f"S{sequence}-{number}")

        store.transact(work)
    decided = {
        row.sequence: row.store_version for row in store.read(lambda s: s.scalars(select(OutcomeRow)).all())
    }
    assert 0 in decided.values(), "many without an effect"
    for most_rows in (1, 2, 3, 5):
        told: set[int] = set()
        tail = _tail(store, most_rows=most_rows)
        for _ in range(60):
            told |= {outcome.sequence for outcome in tail.outcomes}
            due = {sequence for sequence, version in decided.items() if 0 < version <= tail.store_to}
            assert {sequence for sequence in told if decided[sequence]} == due
            if not tail.more:
                break
            before = (tail.store_to, tail.device_to)
            tail = _tail(store, *before, most_rows=most_rows)
            assert (tail.store_to, tail.device_to) != before, "each answer leads on"
        assert (told, tail.more) == (set(decided), False)


def test_the_answer_survives_its_journey(store: Core) -> None:
    store.transact(lambda unit: make_fulfilment(unit, _location(unit), [(make_article(unit), 2)]))
    tail = _tail(store)
    assert decode_tail(encode_tail(tail)) == tail
    names = [table.name for table in tail.tables]
    assert names.index("fulfilment") < names.index("fulfilment_line")


@pytest.mark.parametrize("versions", [(99, 0), (0, 99)])
def test_a_version_that_the_core_has_not_reached_is_a_conflict(
    store: Core, versions: tuple[int, int]
) -> None:
    with pytest.raises(Conflict) as caught:
        _tail(store, *versions)
    assert caught.value.code == "stream_restarted"


def test_another_store_s_rows_do_not_come(store: Core) -> None:
    store.transact(lambda unit: make_location(unit, "S2"))
    store.transact(lambda unit: unit.session.add(Bin(id="x", location_id=2, code="X")))
    assert _tail(store).store_to == 5
    assert NETWORK not in {table.name for table in _tail(store).tables}


def _tail(core: Core, store_from: int = 0, device_from: int = 0, **bounds: Any) -> Tail:
    device = core.read(lambda session: session.scalars(select(Device)).one())
    return core.read(lambda session: read_tail(session, device, store_from, device_from, **bounds))


def _put_bin(unit: UnitOfWork, bin_id: str, code: str) -> None:
    row = unit.session.get(Bin, bin_id)
    if row is None:
        unit.session.add(Bin(id=bin_id, location_id=1, code=code))
    else:
        row.code = code


def _decide(unit: UnitOfWork, sequence: int) -> None:
    device = unit.session.scalars(select(Device)).one()
    unit.session.add(
        OutcomeRow(
            id=unit.ids.new(), device_id=device.id, sequence=sequence, status="applied", decided_at=unit.at
        )
    )


def _location(unit: UnitOfWork) -> Location:
    return unit.session.scalars(select(Location)).one()
