"""Whatever was published, gathered, let go of or cut: any cover of pieces gives the rows of the whole log."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from core.feed import publication
from core.feed.publication import FAN, TOP_TIER, Published
from core.feed.span import Logged, last_values
from core.rules.time import Instant
from core.wire import Delta, FileRef, NeedsSnapshot, PieceRef, SnapshotRef, cover, decode_delta, encode_delta

NOW = Instant(1_000_000)
Rows = dict[tuple[str, str], int]
Log = list[list[tuple[tuple[int, int], int | None]]]
"""For each version the rows that it left: key and units, None for one that went."""

keys = st.tuples(st.integers(1, 5), st.integers(1, 2))
logs = st.lists(
    st.dictionaries(keys, st.none() | st.integers(0, 9), min_size=1, max_size=4).map(
        lambda rows: list(rows.items())
    ),
    min_size=1,
    max_size=70,
)


def logged(log: Log, after: int, to: int) -> list[Logged]:
    encode = msgspec.msgpack.encode
    return [
        Logged(
            version,
            "position",
            msgspec.json.encode(key).decode(),
            None
            if units is None
            else encode({"article_id": key[0], "location_id": key[1], "sellable": units}),
        )
        for version in range(after + 1, to + 1)
        for key, units in log[version - 1]
    ]


def delta_of(log: Log, after: int, to: int) -> Delta:
    tables = last_values(logged(log, after, to))
    made = Delta(stream="network", epoch="e1", from_version=after, to_version=to, tables=tables)
    return decode_delta(encode_delta(made))


def apply(rows: dict[Any, Any], delta: Delta) -> dict[Any, Any]:
    """What a copy does, in Python."""
    after = dict(rows)
    for table in delta.tables:
        for key in table.deleted_keys:
            after.pop(tuple(key), None)
        place = table.columns.index("sellable")
        after |= {(row[0], row[1]): row[place] for row in table.rows()}
    return after


def whole(log: Log, version: int) -> dict[Any, Any]:
    """The rows as the log leaves them at a version, worked out one change after another."""
    rows: dict[Any, Any] = {}
    for changes in log[:version]:
        for key, units in changes:
            if units is None:
                rows.pop(key, None)
            else:
                rows[key] = units
    return rows


class Feed:
    """A log as it is published, version by version."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.pieces: dict[str, Delta] = {}
        self.state = Published("e1")
        self.state.restart(self._snapshot_ref(0), NOW)

    def publish(self, version: int) -> None:
        self.state.add_delta(self._delta(version - 1, version))
        for tier in range(TOP_TIER):
            while loose := self.state.to_gather(tier):
                into = self._delta(loose[0].from_version, loose[-1].to_version)
                self.state.gather(tier, [into], NOW)
        self.state.forget_old(NOW)

    def snapshot(self, version: int) -> None:
        self.state.add_snapshot(self._snapshot_ref(version), NOW)

    def _delta(self, after: int, to: int) -> PieceRef:
        delta = delta_of(self.log, after, to)
        ref = self._ref(after, to, 100 + 10 * delta.row_count)
        self.pieces[ref.name] = delta
        return ref

    @staticmethod
    def _snapshot_ref(version: int) -> SnapshotRef:
        shard = FileRef(
            name=f"network/0/e1-0-{version}-00000000.shard",
            size_bytes=1_000_000,
            raw_bytes=1,
            sha256="0" * 64,
        )
        return SnapshotRef(to_version=version, rows=1, shards=[shard])

    @staticmethod
    def _ref(after: int, to: int, size_bytes: int) -> PieceRef:
        return PieceRef(
            name=f"network/0/e1-{after}-{to}-00000000.delta",
            from_version=after,
            to_version=to,
            size_bytes=size_bytes,
            raw_bytes=size_bytes,
            sha256="0" * 64,
            rows=1,
        )

    def lead(self, have: int) -> dict[Any, Any]:
        """The rows to which a replica at a version comes, by deltas or by the snapshot and what leads on."""
        way = cover(self.state.manifest(), have)
        rows = whole(self.log, have)
        if isinstance(way, NeedsSnapshot):
            assert way.snapshot is not None
            rows, way = whole(self.log, way.snapshot.to_version), way.deltas
        for piece in way:
            rows = apply(rows, self.pieces[piece.name])
        return rows


@given(logs, st.data())
@settings(max_examples=30, deadline=None)
def test_any_cover_gives_the_rows_of_the_whole_log(log: Log, data: st.DataObject) -> None:
    feed = Feed(log)
    snapshot_at = data.draw(st.integers(0, len(log)))
    for version in range(1, len(log) + 1):
        feed.publish(version)
        if version == snapshot_at:
            feed.snapshot(version)
    for have in range(len(log) + 1):
        assert feed.lead(have) == whole(log, len(log))


@given(logs, st.data())
@settings(max_examples=30, deadline=None)
def test_it_makes_no_difference_how_changes_are_gathered(log: Log, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(log)), max_size=5)) | {0, len(log)})
    spans = list(pairwise(cuts))
    start = data.draw(st.integers(0, cuts[1]))
    rows = whole(log, start)
    for after, to in spans:
        rows = apply(rows, delta_of(log, after, to))
    assert rows == apply(whole(log, start), delta_of(log, 0, len(log))) == whole(log, len(log))


@given(st.integers(1, FAN**2 + 3 * FAN), st.integers(0, 40))
@settings(max_examples=8, deadline=None)
def test_the_number_of_pieces_is_bounded_and_below_the_floor_only_a_snapshot_leads(
    versions: int, bound: int
) -> None:
    most = max(bound, 2 * FAN)
    feed = Feed([[((1, 1), 1)]] * versions)
    saved, publication.MAX_DELTAS = publication.MAX_DELTAS, most  # type: ignore[misc]
    try:
        for version in range(1, versions + 1):
            feed.publish(version)
    finally:
        publication.MAX_DELTAS = saved  # type: ignore[misc]
    stream = feed.state.manifest()
    assert len(stream.deltas) <= most
    for have in {0, stream.floor - 1, stream.floor, versions - 1, versions, versions + 1} - {-1}:
        way = cover(stream, have)
        if stream.floor <= have <= versions:
            assert not isinstance(way, NeedsSnapshot)
            assert len(way) <= 2 * FAN * (TOP_TIER + 1)
        else:
            assert isinstance(way, NeedsSnapshot)
            assert way.why == ("ahead" if have > versions else "gap")
