"""The change log in commit order: one counter a stream, moved on as the last step of each transaction.

The counter's row is locked from then to the commit, so the transaction with the lower number has committed
before a higher one is given: nobody who reads up to a version misses a row of it. Streams are taken in sorted
order, so that two transactions never wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from core.feed.routing import NETWORK, Routed, device_stream, route, store_stream
from core.model import Change, Device, Movement, OutcomeRow, RowChange, Stream
from core.model.bulk_rows import put_rows
from core.model.capture import Image
from core.wire import OutcomeStatus

Versions = dict[str, int]
"""By stream, the version that a transaction made."""

_BUMP = text("UPDATE stream SET version = version + 1 WHERE name = :name RETURNING version")
_CREATE = text("INSERT INTO stream (name, version, floor) VALUES (:name, 0, 0) ON CONFLICT DO NOTHING")

_MOVEMENT = tuple(column.name for column in Movement.__table__.columns)
_LOGGED = ("stream", "version", "table_name", "row_key", "image")

row_key_decoder = msgspec.json.Decoder(list[Any])
image_decoder = msgspec.msgpack.Decoder(dict[str, Any])


def write(
    session: Session,
    changes: Collection[RowChange],
    restarted: Iterable[str] = (),
    unwritten: Sequence[Image] = (),
) -> Versions:
    """Number the transaction in each stream it touches and log its rows. Only the commit may follow.

    Movements and outcomes learn their versions here.

    Args:
        changes: all that the transaction changed through mapped rows.
        restarted: streams whose rows were loaded past the log: replicas below this version need a snapshot.
        unwritten: new movements that are logged and written here, with their version.
    """
    new = [RowChange("movement", (image["id"],), None, image) for image in unwritten]
    routed = route(session, [*changes, *new])
    restarted = set(restarted)
    streams = set(routed) | restarted
    if unwritten or any(change.table == "movement" for change in changes):
        streams.add(NETWORK)
    versions = {name: _bump(session, name) for name in sorted(streams)}
    for name in restarted:
        session.execute(update(Stream).where(Stream.name == name).values(floor=versions[name]))
    _fill_movements(session, changes, versions)
    if unwritten:
        _put_movements(session, unwritten, versions[NETWORK])
    _fill_outcomes(session, changes, versions)
    put_rows(session, Change.__tablename__, _LOGGED, _log_rows(routed, versions))
    return versions


def version_of(session: Session, stream: str) -> tuple[int, int]:
    """A stream's version and floor; (0, 0) for one that has nothing yet."""
    found = session.execute(select(Stream.version, Stream.floor).where(Stream.name == stream)).one_or_none()
    return (found.version, found.floor) if found else (0, 0)


def versions_of(session: Session, streams: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The version and floor of each stream, as `version_of` gives it."""
    found = session.execute(
        select(Stream.name, Stream.version, Stream.floor).where(Stream.name.in_(streams))
    ).all()
    known = {row.name: (row.version, row.floor) for row in found}
    return {name: known.get(name, (0, 0)) for name in streams}


def _bump(session: Session, name: str) -> int:
    version = session.execute(_BUMP, {"name": name}).scalar()
    if version is None:
        session.execute(_CREATE, {"name": name})
        version = session.execute(_BUMP, {"name": name}).scalar_one()
    return int(version)


def _fill_movements(session: Session, changes: Collection[RowChange], versions: Versions) -> None:
    made = _images(changes, "movement")
    for image in made:
        image["network_version"] = versions[NETWORK]
    if made:
        statement = update(Movement).values(network_version=versions[NETWORK])
        ids = [image["id"] for image in made]
        session.execute(
            statement.where(Movement.id.in_(ids)), execution_options={"synchronize_session": False}
        )


def _put_movements(session: Session, images: Sequence[Image], version: int) -> None:
    for image in images:
        image["network_version"] = version
    put_rows(session, "movement", _MOVEMENT, ([image[name] for name in _MOVEMENT] for image in images))


def _fill_outcomes(session: Session, changes: Collection[RowChange], versions: Versions) -> None:
    by_store: dict[str, list[str]] = {}
    network_version = versions.get(NETWORK, 0)
    for image in _decided(changes):
        if image["status"] == OutcomeStatus.REFUSED:
            # It has no effects; others of the same transaction may have some.
            continue
        device = session.get(Device, image["device_id"])
        store = store_stream(device.location_id) if device else device_stream(image["device_id"])
        image.update(store_version=versions.get(store, 0), network_version=network_version)
        by_store.setdefault(store, []).append(image["id"])
    for store, ids in by_store.items():
        known = {"store_version": versions.get(store, 0), "network_version": network_version}
        session.execute(
            update(OutcomeRow).where(OutcomeRow.id.in_(ids)).values(known),
            execution_options={"synchronize_session": False},
        )


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
