"""The store's rows add up to the same here and on the core, whatever was done here and is not answered."""

from __future__ import annotations

from sync_world import Pair

from core.commands import ClaimFulfilment, PickLine
from core.feed.private_hashes import private_hashes
from core.feed.streams import store_stream
from core.model import Location, row_hashes
from core.orchestration import UnitOfWork
from core.wire import RowHashes, decode_hashes, encode_hashes
from sync.containment import raw_of
from sync.private_rows import private_sums


def here(pair: Pair) -> RowHashes:
    with pair.workstation.replica._engine.connect() as connection:
        return private_sums(connection.connection.driver_connection)


def there(pair: Pair) -> RowHashes:
    found = pair.core.read(lambda session: private_hashes(session, store_stream(pair.names.store)))
    return decode_hashes(encode_hashes(found))


def differing(pair: Pair) -> dict[str, int]:
    mine, theirs = here(pair), there(pair)
    assert (mine.epoch, mine.version) == (theirs.epoch, theirs.version)
    nothing = row_hashes.pack(row_hashes.no_sums())
    found = {
        name: len(
            row_hashes.differing(
                row_hashes.unpack(mine.sums.get(name, nothing)),
                row_hashes.unpack(theirs.sums.get(name, nothing)),
            )
        )
        for name in mine.sums.keys() | theirs.sums.keys()
    }
    return {name: count for name, count in found.items() if count}


def test_a_store_in_step_adds_up_as_the_core_does(pair: Pair) -> None:
    assert differing(pair) == {}
    assert here(pair).rows["fulfilment"] == there(pair).rows["fulfilment"] > 0


def test_what_waits_here_is_left_out_and_what_was_answered_is_not(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(ClaimFulfilment(fulfilment_id=first))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    assert differing(pair) == {}
    pair.cycle()
    assert differing(pair) == {}
    assert pair.pending() == []


def test_a_row_changed_lost_or_added_behind_the_program_s_back_is_seen(pair: Pair) -> None:
    for sql, expected in (
        (
            "UPDATE fulfilment SET note = note || '.' WHERE id = (SELECT min(id) FROM fulfilment)",
            {"fulfilment": 1},
        ),
        ("DELETE FROM customer WHERE id = (SELECT min(id) FROM customer)", {"fulfilment": 1, "customer": 1}),
    ):
        with pair.workstation.replica.writing("test") as session:
            raw_of(session).execute(sql)
        assert differing(pair) == expected


def test_what_is_done_at_headquarters_is_told_once_it_has_come(pair: Pair) -> None:
    def rename(unit: UnitOfWork) -> None:
        unit.session.get_one(Location, pair.names.store).name = "Autre"

    pair.at_core(rename)
    pair.pull()
    assert differing(pair) == {}
