"""A `store.db` that is older than the network's copy beside it, as damage to its log leaves it: what waits
here may be in the copy already. Until the next pull no more is shown than there can be; then all is right."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from sync_world import Pair, core_rows

from core.commands import ClaimFulfilment, ShortLine, UndoShort
from core.model import Article, Location, Position
from core.orchestration import UnitOfWork
from core.rules.availability import Stock, available_to_promise
from core.rules.stock import MovementKind, ShortReason
from sync.overlay import is_in_doubt
from tests.core.builders import move


def scarves(pair: Pair) -> Stock:
    return pair.workstation.read(lambda reader: reader.stock_here([pair.names.scarf]))[pair.names.scarf]


def at_the_core(pair: Pair) -> Stock:
    place = (pair.names.scarf, pair.names.store)
    return pair.core.read(lambda session: session.get_one(Position, place).stock())


def free(stock: Stock) -> int:
    return available_to_promise(stock).quantity


def in_doubt(pair: Pair) -> bool:
    return pair.workstation.read(
        lambda reader: is_in_doubt(reader.session, pair.names.store, pair.names.scarf)
    )


def with_its_store_put_back(pair: Pair, meanwhile: Callable[[], None]) -> None:
    """What is done meanwhile is in the copy, and `store.db` has never heard of it."""
    path = pair.workstation.replica.folder.store
    older = pair.folder / "older.db"
    pair.workstation.replica.close()
    shutil.copy(path, older)
    pair.reopen()
    meanwhile()
    pair.workstation.replica.close()
    shutil.copy(older, path)
    pair.reopen()


def elsewhere(pair: Pair) -> None:
    """Something moves that is not of this store: the copy goes on, the private streams do not."""

    def work(unit: UnitOfWork) -> None:
        scarf = unit.session.get_one(Article, pair.names.scarf)
        move(unit, MovementKind.RECEIVED, scarf, unit.session.get_one(Location, pair.names.elsewhere), 1)

    pair.at_core(work)


def exchange(pair: Pair) -> None:
    """Until the copy holds what was done here."""
    pair.cycle()
    pair.cycle()


def short(pair: Pair, place: int = 0) -> str:
    """A line of a fulfilment is short; returns the command's id."""
    head = list(pair.names.fulfilments)[place]
    pair.do(ClaimFulfilment(fulfilment_id=head))
    line = pair.names.fulfilments[head][0]
    pair.do(ShortLine(fulfilment_id=head, line_id=line, quantity=1, reason=ShortReason.NOT_FOUND))
    return pair.pending()[-1]


def undo(pair: Pair, told: str, place: int = 0) -> None:
    head = list(pair.names.fulfilments)[place]
    line = pair.names.fulfilments[head][0]
    pair.do(UndoShort(fulfilment_id=head, line_id=line, quantity=1, undoes=told))


@pytest.mark.parametrize("adds", [False, True])
def test_what_the_copy_holds_already_never_makes_more_free(pair: Pair, adds: bool) -> None:
    pair.cycle()
    told = short(pair)
    if adds:
        exchange(pair)
        undo(pair, told)
    assert not in_doubt(pair)
    with_its_store_put_back(pair, lambda: exchange(pair))
    assert pair.pending()

    assert in_doubt(pair)
    assert free(scarves(pair)) <= free(at_the_core(pair))

    exchange(pair)
    assert not in_doubt(pair)
    assert scarves(pair) == at_the_core(pair)
    assert pair.rows() == core_rows(pair)


def test_what_the_copy_does_not_hold_yet_never_makes_more_free_and_counts_after_the_pull(pair: Pair) -> None:
    pair.cycle()
    told = short(pair)
    exchange(pair)
    kept = scarves(pair)
    undo(pair, told)
    undone = scarves(pair)
    assert free(undone) > free(kept)

    def without_an_answer() -> None:
        elsewhere(pair)
        version = pair.published()
        pair.pull()
        pair.knows_all(version)
        pair.follow(version)
        assert not in_doubt(pair), "written down before the copy went on"
        assert scarves(pair) == undone

    with_its_store_put_back(pair, without_an_answer)
    assert in_doubt(pair)
    assert scarves(pair) == kept

    pair.pull()
    pair.knows_all(pair.published())
    assert not in_doubt(pair)
    assert scarves(pair) == undone


def test_what_is_done_on_this_very_copy_is_never_in_doubt(pair: Pair) -> None:
    pair.cycle()
    with_its_store_put_back(pair, lambda: (elsewhere(pair), exchange(pair)))
    before = scarves(pair)
    told = short(pair)
    undo(pair, told)

    assert not in_doubt(pair)
    assert scarves(pair) == before


def test_a_short_told_in_doubt_corrects_what_is_there_once_that_is_known(pair: Pair) -> None:
    pair.cycle()
    short(pair)
    with_its_store_put_back(pair, lambda: exchange(pair))
    short(pair, place=1)
    exchange(pair)

    assert scarves(pair) == at_the_core(pair)
    assert pair.rows() == core_rows(pair)
