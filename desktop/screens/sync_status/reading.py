"""What Sync reads: the outbox, how much is to be settled, labels that were not printed, the copies' ages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Executable, and_, func, literal, or_, select

from core.commands import Command, KeepPlace, PackFulfilment, ReceivePieces, StageFulfilment, read_command
from core.model import (
    Article,
    Delivery,
    DeliveryLine,
    Fulfilment,
    FulfilmentLine,
    Return,
    ReturnLine,
    Transfer,
)
from core.rules.errors import CoulisseError
from core.rules.time import DAY_MS, Instant
from core.wire import OutcomeStatus, read_own
from desktop.screens.fulfilments import staff_names, this_place
from desktop.screens.sync_status.state import Copies, Done, FailedPrint, Standing, SyncState
from desktop.shell.amounts import article_words
from sync import numbers
from sync.containment import raw_of
from sync.divergence import last_told
from sync.erased import ERASED_UNTIL
from sync.presence import spans_since
from sync.reading import Reader
from sync.schema import LocalSetting, PendingCommand, ReplicaState, SpoolJob
from sync.spool import WAITING

MAX_WAITING = 100
"""More waiting actions than a person reads; the oldest come first."""
MAX_TURNED_DOWN = 50
MAX_LATELY = 20
"""Answered actions that are still listed, the newest ones; those that were simply done are only counted."""
MAX_PRINTS = 50

_TURNED_DOWN = ("refused", "quarantined")
_NOTHING_TO_SAY = ("", "applied", *_TURNED_DOWN)

_HEADS = {
    "fulfilment": (Fulfilment.id, Fulfilment.order_number, Fulfilment.customer_name),
    "return": (Return.id, Return.number, Return.customer_name),
    "delivery": (Delivery.id, Delivery.number, Delivery.origin),
    "transfer": (Transfer.id, Transfer.number, literal("")),
}
"""What has a number, by the kind that its aggregate begins with: its identifier, number, and whose it is."""
_LINES = (FulfilmentLine, ReturnLine, DeliveryLine)


def load_sync(reader: Reader, now: Instant) -> SyncState:
    """The screen without the connection, in one read."""
    state = reader.session.get_one(ReplicaState, 1)
    return SyncState(
        now=now,
        timezone=this_place(reader).timezone,
        waiting=_waiting(reader),
        accepted=_accepted(reader, now),
        done=_done(reader, _listed(reader), state.accepted_through),
        to_settle=_to_settle(reader),
        prints=_prints(reader),
        copies=_copies(reader, state),
        spans=spans_since(reader, Instant(now - DAY_MS), now),
        is_read=True,
    )


_TO_SEE = f"""SELECT
    (SELECT count(*) FROM (SELECT 1 FROM pending_command
        WHERE status IN ({", ".join(f"'{one}'" for one in _TURNED_DOWN)}) AND seen_at IS NULL
        LIMIT {MAX_TURNED_DOWN}))
    + (SELECT count(*) FROM (SELECT 1 FROM spool_job WHERE status = 'failed' LIMIT {MAX_PRINTS}))"""


def number_to_see(reader: Reader) -> int:
    """How many refusals nobody has seen, and labels that did not print, are listed."""
    return int(reader.raw.execute(_TO_SEE).fetchone()[0])


def _waiting(reader: Reader) -> int:
    count = select(func.count()).select_from(PendingCommand).where(PendingCommand.status == "")
    return reader.session.scalars(count).one()


def _accepted(reader: Reader, now: Instant) -> int:
    lately = and_(PendingCommand.status == "applied", PendingCommand.answered_at > now - DAY_MS)
    return reader.session.scalars(select(func.count()).select_from(PendingCommand).where(lately)).one()


def _listed(reader: Reader) -> list[PendingCommand]:
    """What nobody has seen, what waits, and what was lately answered with more than a yes."""
    turned_down = and_(PendingCommand.status.in_(_TURNED_DOWN), PendingCommand.seen_at.is_(None))
    answered = or_(PendingCommand.status.not_in(_NOTHING_TO_SAY), PendingCommand.seen_at.is_not(None))
    found: list[PendingCommand] = []
    for where, order, limit in (
        (turned_down, PendingCommand.sequence, MAX_TURNED_DOWN),
        (PendingCommand.status == "", PendingCommand.sequence, MAX_WAITING),
        (answered, PendingCommand.sequence.desc(), MAX_LATELY),
    ):
        found += reader.session.scalars(select(PendingCommand).where(where).order_by(order).limit(limit))
    return found


def _done(reader: Reader, rows: Sequence[PendingCommand], accepted_through: int) -> tuple[Done, ...]:
    commands = {row.id: _command(row) for row in rows}
    heads = _heads(reader, (row.aggregate for row in rows))
    articles = _articles(reader, commands.values())
    names = staff_names(reader, {row.author for row in rows})
    found = []
    for row in rows:
        number, customer = heads.get(row.aggregate, ("", ""))
        done = Done(
            id=row.id,
            name=row.name,
            standing=_standing(row, accepted_through),
            order_number=number,
            customer=customer,
            who=names.get(row.author, ""),
            at=Instant(row.made_at),
            code=row.code,
            data=dict(row.data or {}),
            stuck_code=row.stuck_code,
            is_seen=row.seen_at is not None,
            **_about(commands[row.id], articles),
        )
        found.append(done)
    return tuple(found)


def _standing(row: PendingCommand, accepted_through: int) -> Standing:
    if row.status:
        return Standing(row.status) if row.status in set(OutcomeStatus) else Standing.UNREADABLE
    return Standing.SENT if row.sequence <= accepted_through else Standing.WAITING


def _command(row: PendingCommand) -> Command | None:
    """What was done; None for what this version of the program cannot read any more."""
    try:
        return read_command(read_own(row.body))
    except CoulisseError:
        return None


def _about(command: Command | None, articles: dict[str, str]) -> dict[str, Any]:
    if isinstance(command, PackFulfilment):
        return {"quantity": len(command.parcels)}
    if isinstance(command, StageFulfilment):
        return {"bins": tuple(dict.fromkeys(command.bins.values()))}
    quantity = getattr(command, "quantity", 0)
    return {"article": articles.get(_article_key(command), ""), "quantity": quantity}


def _article_key(command: Command | None) -> str:
    """The line that it is about, or the article's own number."""
    if isinstance(command, KeepPlace | ReceivePieces):
        return str(command.article_id)
    return str(getattr(command, "line_id", ""))


def _heads(reader: Reader, aggregates: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Number of the order, the return, the delivery or the transfer, and whose it is, by aggregate."""
    found: dict[str, tuple[str, str]] = {}
    wanted = sorted(set(aggregates))
    for kind, columns in _HEADS.items():
        ids = [aggregate.partition(":")[2] for aggregate in wanted if aggregate.startswith(f"{kind}:")]
        if ids:
            rows = reader.session.execute(select(*columns).where(columns[0].in_(ids)))
            found |= {f"{kind}:{one}": (number, whose) for one, number, whose in rows}
    return found


def _articles(reader: Reader, commands: Iterable[Command | None]) -> dict[str, str]:
    """Names of the articles, by line; of those that were placed or received, by their own number."""
    commands = list(commands)
    lines = sorted({str(getattr(command, "line_id", "")) for command in commands} - {""})
    own = sorted({one.article_id for one in commands if isinstance(one, KeepPlace | ReceivePieces)})
    named: list[Executable] = [
        select(Article.id, Article.name, Article.size, Article.colour).where(Article.id.in_(own))
    ]
    if lines:
        named += [
            select(line.id, line.name, line.size, line.colour).where(line.id.in_(lines)) for line in _LINES
        ]
    return {
        str(key): article_words(name, size, colour)
        for query in named
        for key, name, size, colour in reader.session.execute(query)
    }


def _to_settle(reader: Reader) -> int:
    asked = "SELECT count(*) FROM exception_case WHERE location_id = ? AND settled_at IS NULL"
    return int(reader.raw.execute(asked, (reader.location_id,)).fetchone()[0])


def _prints(reader: Reader) -> tuple[FailedPrint, ...]:
    rows = reader.session.scalars(
        select(SpoolJob)
        .where(SpoolJob.status == "failed")
        .order_by(SpoolJob.asked_at, SpoolJob.id)
        .limit(MAX_PRINTS)
    ).all()
    heads = _heads(reader, (row.aggregate for row in rows))
    return tuple(
        FailedPrint(
            row.id, row.template, heads.get(row.aggregate, ("", ""))[0], row.code, Instant(row.asked_at)
        )
        for row in rows
    )


def _erased_until(reader: Reader) -> Instant:
    row = reader.session.get(LocalSetting, ERASED_UNTIL)
    return Instant(int(row.value)) if row is not None else Instant(0)


def _copies(reader: Reader, state: ReplicaState) -> Copies:
    left, leased = numbers.left(raw_of(reader.session), "sscc")
    queued = select(func.count()).select_from(SpoolJob).where(SpoolJob.status.in_(WAITING))
    return Copies(
        network_version=reader.network_version,
        network_made_at=reader.network_made_at,
        heard_at=Instant(state.heard_at),
        store_version=state.store_version,
        device_version=state.device_version,
        device_id=state.device_id,
        numbers_left=left,
        numbers_leased=leased,
        prints_waiting=reader.session.scalars(queued).one(),
        told=last_told(reader),
        erased_until=_erased_until(reader),
    )
