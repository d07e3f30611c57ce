"""The change log in commit order: one counter a stream, moved on as the last step of each transaction.

The counter's row is locked from then to the commit, so the transaction with the lower number has committed
before a higher one is given: nobody who reads up to a version misses a row of it. Streams are taken in sorted
order, so that two transactions never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from core.feed.routing import Routed, route
from core.feed.streams import NETWORK, device_stream, store_stream
from core.model import Change, Device, Movement, OutcomeRow, RowChange, Stream
from core.model.bulk_rows import put_rows
from core.model.capture import Image
from core.model.row_access import access_of
from core.wire import OutcomeStatus

Versions = dict[str, int]
"""By stream, the version that a transaction made."""

_BUMP_SQLITE: Final = (
    "UPDATE stream SET version = version + 1 WHERE name IN (SELECT value FROM json_each(?))"
    " RETURNING name, version"
)
_BUMP_POSTGRESQL: Final = (
    "WITH locked AS (SELECT name FROM stream WHERE name = ANY(%s) ORDER BY name FOR UPDATE)"
    " UPDATE stream SET version = version + 1 FROM locked WHERE stream.name = locked.name"
    " RETURNING stream.name, stream.version"
)
_CREATE = text("INSERT INTO stream (name, version, floor) VALUES (:name, 0, 0) ON CONFLICT DO NOTHING")

NUMBERED: Final = frozenset({Movement.__tablename__, OutcomeRow.__tablename__})
"""Tables whose rows carry the version that took them in."""
_MOVEMENT = tuple(column.name for column in Movement.__table__.columns)
MOST_AT_ONCE: Final = 1_000
"""Rows in one text; beyond that PostgreSQL has them copied."""
_LOGGED = ("stream", "version", "table_name", "row_key", "image")

row_key_decoder = msgspec.json.Decoder(list[Any])
image_decoder = msgspec.msgpack.Decoder(dict[str, Any])


def write(
    session: Session,
    changes: Collection[RowChange],
    restarted: Iterable[str] = (),
    unwritten: Sequence[RowChange] = (),
) -> Versions:
    """Number the transaction in each stream it touches and log its rows. Only the commit may follow.

    Movements and outcomes learn their versions here.

    Args:
        changes: all that the transaction changed through mapped rows.
        restarted: streams whose rows were loaded past the log: replicas below this version need a snapshot.
        unwritten: of the tables that are `NUMBERED`, what is logged and written here, with its version.
    """
    everything = [*changes, *unwritten]
    routed = route(session, everything)
    restarted = set(restarted)
    streams = set(routed) | restarted
    if any(change.table == "movement" for change in everything):
        streams.add(NETWORK)
    versions = _bump(session, streams)
    for name in restarted:
        session.execute(update(Stream).where(Stream.name == name).values(floor=versions[name]))
    _fill_movements(session, changes, versions)
    _fill_outcomes(session, changes, versions)
    if unwritten:
        _write_numbered(session, unwritten, versions)
    _put(session, Change.__table__, _LOGGED, _log_rows(routed, versions))
    return versions


def _put(session: Session, table: Any, columns: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> None:
    """Add the few rows of a transaction of requests; or the many of one that loads."""
    some = list(rows)
    if len(some) > MOST_AT_ONCE:
        put_rows(session, table.name, columns, some)
    elif some:
        access = access_of(session)
        images = [dict(zip(columns, row, strict=True)) for row in some]
        access.insert(access.shape(table), images, columns)


def version_of(session: Session, stream: str) -> tuple[int, int]:
    """A stream's version and floor; (0, 0) for one that has nothing yet."""
    return versions_of(session, [stream])[stream]


def versions_of(session: Session, streams: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The version and floor of each stream, as `version_of` gives it."""
    found = access_of(session).column(Stream.__table__, ["name", "version", "floor"], "name", streams)
    known = {name: (int(version), int(floor)) for name, version, floor in found}
    return {name: known.get(name, (0, 0)) for name in streams}


def _bump(session: Session, names: Collection[str]) -> Versions:
    """Move the counters on, locked in the order of their names."""
    access, wanted = access_of(session), sorted(names)
    if not wanted:
        return {}
    statement, values = (
        (_BUMP_SQLITE, msgspec.json.encode(wanted).decode())
        if access.is_sqlite
        else (_BUMP_POSTGRESQL, wanted)
    )
    versions = {name: int(version) for name, version in access.fetch(statement, [values])}
    missing = sorted(set(wanted) - versions.keys())
    if missing:
        for name in missing:
            session.connection().execute(_CREATE, {"name": name})
        versions |= _bump(session, missing)
    return versions


def _fill_movements(session: Session, changes: Collection[RowChange], versions: Versions) -> None:
    ids = _number_movements(changes, versions)
    if ids:
        access_of(session).fill(Movement.__table__, {"network_version": versions[NETWORK]}, "id", ids)


def _fill_outcomes(session: Session, changes: Collection[RowChange], versions: Versions) -> None:
    for (store_version, network_version), ids in _number_outcomes(session, changes, versions).items():
        known = {"store_version": store_version, "network_version": network_version}
        access_of(session).fill(OutcomeRow.__table__, known, "id", ids)


def _write_numbered(session: Session, changes: Sequence[RowChange], versions: Versions) -> None:
    _number_movements(changes, versions)
    _number_outcomes(session, changes, versions)
    new = _images(changes, "movement")
    _put(session, Movement.__table__, _MOVEMENT, ([image[name] for name in _MOVEMENT] for image in new))
    access_of(session).write(change for change in changes if change.table != "movement")


def _number_movements(changes: Collection[RowChange], versions: Versions) -> list[str]:
    made = _images(changes, "movement")
    for image in made:
        image["network_version"] = versions[NETWORK]
    return [image["id"] for image in made]


def _number_outcomes(
    session: Session, changes: Collection[RowChange], versions: Versions
) -> dict[tuple[int, int], list[str]]:
    """Number the images of outcomes; returns by versions, of the store and of the network, which."""
    by_versions: dict[tuple[int, int], list[str]] = {}
    network_version = versions.get(NETWORK, 0)
    for image in _decided(changes):
        if image["status"] == OutcomeStatus.REFUSED:
            # It has no effects; others of the same transaction may have some.
            continue
        device = session.get(Device, image["device_id"])
        store = store_stream(device.location_id) if device else device_stream(image["device_id"])
        store_version = versions.get(store, 0)
        image.update(store_version=store_version, network_version=network_version)
        by_versions.setdefault((store_version, network_version), []).append(image["id"])
    return by_versions


def _decided(changes: Collection[RowChange]) -> list[Image]:
    """The images of outcomes that this transaction has decided, for the first time or anew."""
    return [
        change.after
        for change in changes
        if change.table == "outcome"
        and change.after is not None
        and (change.before is None or change.before["status"] != change.after["status"])
    ]


def _images(changes: Collection[RowChange], table: str) -> list[Image]:
    """The images of a table's new rows."""
    return [c.after for c in changes if c.table == table and c.before is None and c.after is not None]


def _log_rows(routed: Routed, versions: Versions) -> Iterable[tuple[Any, ...]]:
    encode = msgspec.msgpack.Encoder().encode
    encode_key = msgspec.json.Encoder().encode
    for stream, rows in routed.items():
        version = versions[stream]
        for (table, key), image in rows.items():
            row = None if image is None else encode(image)
            yield (stream, version, table, encode_key(key).decode(), row)
