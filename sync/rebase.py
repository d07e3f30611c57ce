"""What came from the core meets what was done here: the rebase.

In one transaction: take back the effects of pending commands whose aggregates are touched, write what came,
drop what the core has answered, run the rest again. Afterwards what screens read is the core's rows at the
stream's version plus the pending commands run on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from core.commands import aggregate_of, aggregates_of
from core.commands.aggregates import return_aggregate
from core.model import Movement, Sale, SaleLine
from core.rules.errors import Conflict
from core.rules.time import Instant
from core.wire import OutcomeRow, TableDelta, Tail
from sync.box_readers import box_readers_beside
from sync.containment import know_network, remember
from sync.erased import erased_in, let_go, let_go_of_prints
from sync.images import PRIVATE_TABLES, delete_keys, pack, write_columns
from sync.journal import take_back
from sync.rerun import run_all_again
from sync.schema import BeforeImage, PendingCommand, ReplicaState, SpoolJob
from sync.stock_readers import piece_readers, stock_readers_beside
from sync.understanding import not_understood, unknown_answers

_RETURNS = return_aggregate("")
_SALES = frozenset({Sale.__tablename__, SaleLine.__tablename__})


def apply_tail(session: Session, tail: Tail, now: Instant) -> frozenset[str]:
    """Write the tail and rebase on it; returns the kinds of thing that changed.

    What a newer core sends beyond what this program knows is noted (see `sync.understanding`).

    Raises:
        Conflict: `tail_does_not_follow`, if it does not begin where this replica ends; `stream_restarted`, if
            it is of another epoch; nothing was written.
    """
    state = session.get_one(ReplicaState, 1)
    if state.epoch and tail.epoch != state.epoch:
        raise Conflict("stream_restarted", epoch=tail.epoch)
    if (tail.store_from, tail.device_from) != (state.store_version, state.device_version):
        raise Conflict("tail_does_not_follow", store_version=state.store_version, store_from=tail.store_from)
    # From here on the movements are this epoch's.
    if state.epoch != tail.epoch:
        state.epoch = tail.epoch
        session.flush()
    known = [delta for delta in tail.tables if delta.name in PRIVATE_TABLES]
    answered = _answered(session, tail.outcomes)
    touched = {row.aggregate for row in answered} | _aggregates_in(session, known)
    touched |= _readers_beside(session, touched, known)
    pending, kinds = take_back(session, touched)
    kinds |= {delta.name for delta in known if delta.row_count or delta.deleted_keys}
    erased = erased_in(session, known)
    for delta in known:
        _write(session, delta)
    let_go(session, erased, now)
    if let_go_of_prints(session, known):
        kinds.add(SpoolJob.__tablename__)
    _note_answers(session, tail.outcomes, now)
    kinds |= run_all_again(session, [row for row in pending if row.status == ""], state)
    left_out = not_understood(tail.tables) | unknown_answers(tail.outcomes)
    if not left_out <= set(state.not_understood):
        state.not_understood = sorted({*state.not_understood, *left_out})
    state.store_version, state.device_version = tail.store_to, tail.device_to
    if answered:
        kinds.add(PendingCommand.__tablename__)
    return frozenset(kinds)


def _answered(session: Session, outcomes: Sequence[OutcomeRow]) -> list[PendingCommand]:
    ids = [outcome.id for outcome in outcomes]
    return list(session.scalars(select(PendingCommand).where(PendingCommand.id.in_(ids)))) if ids else []


def _note_answers(session: Session, outcomes: Iterable[OutcomeRow], now: Instant) -> None:
    for outcome in outcomes:
        row = session.get(PendingCommand, outcome.id)
        if row is not None:
            row.status = outcome.status
            row.code = outcome.code
            row.data = outcome.data
            row.answered_at = now
            row.stuck_code = ""
    session.flush()


def _aggregates_in(session: Session, deltas: Iterable[TableDelta]) -> set[str]:
    touched: set[str | None] = set()
    for delta in deltas:
        if delta.row_count:
            touched |= aggregates_of(delta.name, delta.columns, delta.values)
        for key in delta.deleted_keys:
            touched |= _owners_of_key(session, PRIVATE_TABLES[delta.name], key)
    return {aggregate for aggregate in touched if aggregate is not None}


def _readers_beside(session: Session, touched: set[str], known: Sequence[TableDelta]) -> set[str]:
    """The aggregates whose pending commands have read rows of those that are touched, or of what comes."""
    found = frozenset(touched)
    while True:
        more = _returns_beside(session, found, known) | box_readers_beside(session, found, known)
        more |= stock_readers_beside(session, found | more, known)
        if more <= found:
            return set(found - touched)
        # Those that run again for one reason may be what others have read for another.
        found |= more


def _returns_beside(session: Session, touched: Iterable[str], known: Iterable[TableDelta]) -> set[str]:
    """The pending returns, where anything of a return or of a sale comes.

    What one return may take of a sale is what no other has claimed: they read each other's rows.
    """
    is_of_returns = any(one.startswith(_RETURNS) for one in touched)
    if not is_of_returns and not any(delta.name in _SALES for delta in known):
        return set()
    waiting = select(PendingCommand.aggregate).where(
        PendingCommand.status == "", PendingCommand.aggregate.startswith(_RETURNS)
    )
    return set(session.scalars(waiting))


def _owners_of_key(session: Session, table: Table, key: Sequence[Any]) -> set[str | None]:
    """To whom a row belongs that is to go: by the row itself, and by commands that have changed it here."""
    conditions = [column == part for column, part in zip(table.primary_key.columns, key, strict=True)]
    owners: set[str | None] = {
        aggregate_of(table.name, dict(row))
        for row in session.execute(select(table).where(*conditions)).mappings()
    }
    owners |= set(
        session.scalars(
            select(PendingCommand.aggregate)
            .join(BeforeImage, BeforeImage.command_id == PendingCommand.id)
            .where(BeforeImage.table_name == table.name, BeforeImage.row_key == pack(tuple(key)))
        )
    )
    return owners


def _write(session: Session, delta: TableDelta) -> None:
    table = PRIVATE_TABLES[delta.name]
    delete_keys(session, table, delta.deleted_keys)
    write_columns(session, table, delta.columns, delta.values)


def start_over(session: Session) -> frozenset[str]:
    """Empty what the private streams gave, to take them again from the start. Pending commands stay, and run
    again when the rows have come back: unsynced work is never discarded."""
    state = session.get_one(ReplicaState, 1)
    _take_back_all(session)
    remember(session)
    for table in PRIVATE_TABLES.values():
        session.execute(table.delete())
    state.store_version = state.device_version = 0
    state.epoch, state.not_understood = "", []
    # A number of the epoch that ends says nothing of the one that begins.
    state.network_known = None
    return frozenset(PRIVATE_TABLES)


def has_all(session: Session, epoch: str, network_version: int) -> frozenset[str]:
    """The private streams have come to their end, after the network was seen at this version.

    If the copy was ahead of `store.db`, what is pending was counted with care until now and reads other stock
    from here on: it runs again.
    """
    state = session.get_one(ReplicaState, 1)
    # The streams may have begun anew since the manifest: the next one tells.
    if state.epoch != epoch or not know_network(session, network_version):
        return frozenset()
    return frozenset({Movement.__tablename__} | rerun_all(session))


def rerun_all(session: Session) -> frozenset[str]:
    """Run again all that waits: the network's copy beside it is another than the one that it was run on."""
    pending, kinds = _take_back_all(session)
    return frozenset(kinds | run_all_again(session, pending, session.get_one(ReplicaState, 1)))


def rerun_piece_readers(session: Session) -> frozenset[str]:
    """Run again what has read where a piece stands: the network's copy may say another place now."""
    reading = piece_readers(session)
    pending, kinds = take_back(session, reading | _readers_beside(session, set(reading), []))
    return frozenset(kinds | run_all_again(session, pending, session.get_one(ReplicaState, 1)))


def _take_back_all(session: Session) -> tuple[list[PendingCommand], set[str]]:
    waiting = select(PendingCommand.aggregate).where(PendingCommand.status == "")
    return take_back(session, set(session.scalars(waiting)))


def rerun_orphans(session: Session) -> frozenset[str]:
    """Run again the pending commands that have no effects on the rows, after a start from nothing.

    Each in its place among the others of its aggregate, and among those that have read what it changes.
    """
    state = session.get_one(ReplicaState, 1)
    with_effects = select(BeforeImage.command_id)
    without = select(PendingCommand.aggregate).where(
        PendingCommand.status == "", PendingCommand.id.not_in(with_effects)
    )
    orphaned = set(session.scalars(without))
    pending, kinds = take_back(session, orphaned | _readers_beside(session, orphaned, []))
    return frozenset(kinds | run_all_again(session, pending, state))
