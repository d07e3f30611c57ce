"""A count is corrected only by what was known when it was made: what was done before it, and heard of after,
asks for another one.

Known are the rows of the store's stream up to the version that the count was made on, and what its own
workstation had done. Whatever else happened at the shelf before it was counted may be in the number that was
found, and is in the difference as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Select, and_, or_, select

from core.commands import CountArticle
from core.feed.streams import store_stream
from core.model import Change, CountTask, KeptEnvelope, Movement
from core.model.kept_statements import kept
from core.orchestration.unit import UnitOfWork
from core.rules.count import OPEN_COUNTS, OVERLAP_MS, CountState
from core.rules.ids import derive
from core.rules.stock import Bucket, MovementKind
from core.rules.time import Instant
from core.wire import read_own

MOVED: Final = "moved_meanwhile"
"""Why an article is counted again: something was done at its shelf that the count did not know of."""
AT_THE_SHELF: Final = frozenset(MovementKind) - {
    MovementKind.ALLOCATED,
    MovementKind.RELEASED,
    MovementKind.ADJUSTED,
}
"""What changes how many stand there."""
CARRIED_OFF: Final = ("taken_off", "sent_back", "written_off")
"""Why an adjustment is one that does, too: goods have left the shelf with it."""
_KINDS: Final = sorted(kind.value for kind in AT_THE_SHELF)
_RECENT: Final = "recently_counted"
_FOR_SALE: Final = Bucket.SELLABLE.value


def _is_at_the_shelf() -> ColumnElement[bool]:
    is_counted = or_(
        Movement.kind.in_(_KINDS),
        and_(Movement.kind == MovementKind.ADJUSTED.value, Movement.reason.in_(CARRIED_OFF)),
    )
    return and_(is_counted, or_(Movement.bucket == _FOR_SALE, Movement.to_bucket == _FOR_SALE))


class Told(msgspec.Struct, frozen=True):
    """A movement from outside, as far as a count cares; `id` is the movement's, `at` when it happened."""

    id: str
    at: Instant
    kind: str
    article_id: int
    location_id: int
    bucket: str


def after_count(unit: UnitOfWork, command: CountArticle, command_id: str) -> None:
    """Ask again where something was done before the count that it did not know of."""
    task = unit.session.get(CountTask, command.task_id)
    if task is None or task.state != CountState.COUNTED or task.counted_at is None:
        return
    unit.session.info.pop(_RECENT, None)
    kept = unit.session.scalars(select(KeptEnvelope).where(KeptEnvelope.command_id == command_id)).first()
    if kept is None:
        return
    found = unit.session.scalars(
        select(Movement).where(
            Movement.article_id == task.article_id,
            Movement.location_id == task.location_id,
            _is_at_the_shelf(),
            Movement.at <= task.counted_at,
            Movement.at > task.counted_at - OVERLAP_MS,
        )
    ).all()
    base = read_own(kept.body).base_version
    if any(not _was_known(unit, movement, kept.device_id, base) for movement in found):
        _ask_again(unit, task, command_id)


def _was_known(unit: UnitOfWork, movement: Movement, device_id: str, base: int) -> bool:
    own = select(KeptEnvelope.device_id).where(KeptEnvelope.command_id == movement.command_id)
    if device_id in unit.session.scalars(own).all():
        return True
    came = select(Change.version).where(
        Change.stream == store_stream(movement.location_id),
        Change.table_name == Movement.__tablename__,
        Change.row_key == msgspec.json.encode([movement.id]).decode(),
    )
    versions = unit.session.scalars(came).all()
    # Without any it left the log long ago, or it comes in with this very transaction.
    return min(versions) <= base if versions else movement.network_version is not None


def after_facts(unit: UnitOfWork, location_id: int, command_id: str) -> None:
    """Ask again for what was counted lately, where a command that came in now was done before that."""
    counted = _recently_counted(unit, location_id)
    if not counted:
        return
    unit.session.flush()
    made = unit.session.scalars(
        select(Movement).where(
            Movement.command_id == command_id, Movement.location_id == location_id, _is_at_the_shelf()
        )
    ).all()
    first: dict[int, int] = {}
    for movement in made:
        first[movement.article_id] = min(movement.at, first.get(movement.article_id, movement.at))
    for article_id, at in sorted(first.items()):
        _ask_if_before(unit, counted.get(article_id), at, command_id)


def after_told(unit: UnitOfWork, told: Iterable[Told]) -> None:
    """The same for what a till or a warehouse tells."""
    first: dict[tuple[int, int], Told] = {}
    for one in told:
        if one.kind in AT_THE_SHELF and one.bucket == _FOR_SALE:
            place = one.location_id, one.article_id
            first[place] = min(one, first.get(place, one), key=lambda movement: movement.at)
    counted = _last_counts(unit, {location_id for location_id, _ in first}) if first else {}
    for place, one in sorted(first.items()):
        _ask_if_before(unit, counted.get(place), one.at, one.id)


def _ask_if_before(unit: UnitOfWork, task: CountTask | None, at: int, cause: str) -> None:
    if task is not None and at <= (task.counted_at or 0):
        _ask_again(unit, task, cause)


def _recently_counted(unit: UnitOfWork, location_id: int) -> dict[int, CountTask]:
    """By article, the last count of a location; read once a transaction."""
    known: dict[int, dict[int, CountTask]] = unit.session.info.setdefault(_RECENT, {})
    if location_id not in known:
        wanted = {location_id} | unit.foreseen.stores
        known.update({one: {} for one in wanted})
        for (at, article_id), row in _last_counts(unit, wanted).items():
            known[at][article_id] = row
    return known[location_id]


def _last_counts(unit: UnitOfWork, location_ids: Collection[int]) -> dict[tuple[int, int], CountTask]:
    """By location and article, the last count of each."""
    wanted, since = sorted(location_ids), unit.at - OVERLAP_MS
    if unit.desk is not None:
        among = f"location_id IN ({', '.join(map(str, wanted))})"
        when = f"state = '{CountState.COUNTED}' AND counted_at > {since}"
        rows = unit.desk.read_beside(CountTask, f"{among} AND {when}")
    else:
        rows = list(_counted(unit.session, wanted, since))
    rows.sort(key=lambda row: (row.counted_at or 0, row.id))
    return {(row.location_id, row.article_id): row for row in rows}


@kept
def _counted(location_ids: list[int], since: int) -> Select[CountTask]:
    return select(CountTask).where(
        CountTask.location_id.in_(location_ids),
        CountTask.state == CountState.COUNTED.value,
        CountTask.counted_at > since,
    )


def _ask_again(unit: UnitOfWork, task: CountTask, cause: str) -> None:
    open_ = select(CountTask.id).where(
        CountTask.location_id == task.location_id,
        CountTask.article_id == task.article_id,
        CountTask.state.in_(sorted(OPEN_COUNTS)),
    )
    key = derive(cause, "recount", task.article_id)
    if unit.session.scalars(open_).first() is None and unit.session.get(CountTask, key) is None:
        unit.session.add(_again(task, key, unit.at))


def _again(task: CountTask, key: str, at: Instant) -> CountTask:
    same = ("location_id", "article_id", "aggregate", "gtin", "name", "size", "colour", "zone", "aisle")
    kept: Iterable[str] = (*same, "shelf", "asked_by", "is_blind")
    return CountTask(
        id=key,
        reason=MOVED,
        state=CountState.ASKED.value,
        asked_at=at,
        **{name: getattr(task, name) for name in kept},
    )
