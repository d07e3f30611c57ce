"""What has been answered goes after its time, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable

from rebase_case import set_note
from sqlalchemy import select
from sync_world import Pair

from core.commands import (
    ClaimFulfilment,
    Command,
    PickLine,
)
from core.model import Movement
from core.rules.time import DAY_MS
from sync.pruning import EVERY_MS, KEEP_MS
from sync.schema import PendingCommand, SpoolJob
from sync.workstation import Print


def test_answered_commands_and_absorbed_movements_go_after_their_time_and_nothing_else_does(
    pair: Pair, theirs: Callable[[Command], None]
) -> None:
    first, second, third = pair.names.fulfilments
    line = pair.names.fulfilments[first][0]
    theirs(ClaimFulfilment(fulfilment_id=second))
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.do(ClaimFulfilment(fulfilment_id=second))
    applied, refused = pair.pending()
    pair.cycle()
    pair.cycle()
    pair.do(PickLine(fulfilment_id=third, line_id=pair.names.fulfilments[third][0]))
    [waiting] = pair.pending()
    pair.clock.advance(KEEP_MS + DAY_MS)
    pair.at_core(set_note(first, "a month later"))

    pair.pull()

    kept = pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id))))
    movements = pair.workstation.read(
        lambda reader: list(reader.session.scalars(select(Movement.command_id)))
    )
    assert applied not in kept
    assert {refused, waiting} <= set(kept), "unseen refusals and what has no answer stay"
    assert set(movements) == {waiting}

    pair.workstation.mark_seen(refused)
    pair.clock.advance(EVERY_MS)
    pair.at_core(set_note(first, "an hour later"))
    pair.pull()
    kept = pair.workstation.read(lambda reader: list(reader.session.scalars(select(PendingCommand.id))))
    assert kept == [waiting]


def test_a_movement_that_the_copy_does_not_contain_stays_however_old(pair: Pair) -> None:
    first, line = pair.names.first, pair.names.fulfilments[pair.names.first][0]
    pair.do(PickLine(fulfilment_id=first, line_id=line))
    pair.push()
    pair.pull()
    pair.clock.advance(2 * KEEP_MS)
    pair.at_core(set_note(first, "much later"))
    pair.pull()

    kinds = pair.workstation.read(lambda reader: list(reader.session.scalars(select(Movement.kind))))
    assert "picked" in kinds


def test_finished_prints_go_and_others_stay(pair: Pair) -> None:
    prints = [Print("parcel", {}), Print("parcel", {})]
    pair.do(ClaimFulfilment(fulfilment_id=pair.names.first), prints=lambda _reader: prints)
    [command_id] = pair.pending()
    pair.workstation.mark_spool(f"{command_id}:0", "confirmed")
    pair.clock.advance(KEEP_MS + 1)
    pair.at_core(set_note(pair.names.first, "a month later"))

    pair.pull()

    kept = pair.workstation.read(lambda reader: list(reader.session.scalars(select(SpoolJob.id))))
    assert kept == [f"{command_id}:1"]
