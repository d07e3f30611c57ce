"""What must be true of the feed: versions in order, rows as they were logged, whatever way they took.

Nothing here imports `core` or `sync`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from told import Broken, Delivery, Piece, Place, Row, Rows, Shards, differ

WAYS_TRIED = 3
"""Ways through the published pieces that are tried each time."""


@dataclass
class Feed:
    """The streams as the core has logged them.

    Attributes:
        newest: by stream, the last version committed.
        began: by command, stream and version of the first movement that it made.
    """

    epoch: str = ""
    newest: dict[str, int] = field(default_factory=dict)
    log: dict[str, list[tuple[int, Place, Row | None]]] = field(default_factory=lambda: defaultdict(list))
    began: dict[str, tuple[str, int]] = field(default_factory=dict)
    _delivered: dict[tuple[str, str], int] = field(default_factory=dict)
    _sum_of: dict[tuple[str, int, frozenset[str]], int] = field(default_factory=dict)
    _rows_of: dict[tuple[str, int, int], frozenset[str]] = field(default_factory=dict)

    def begin(self, epoch: str, versions: Mapping[str, int]) -> None:
        """The core begins an epoch, with what it knows at its beginning."""
        self.epoch, self.newest = epoch, dict(versions)
        self.log.clear()
        self.began.clear()

    def committed(self, versions: Mapping[str, int]) -> None:
        """One transaction; in each of its streams it must be the next."""
        for stream, version in versions.items():
            if version != self.newest.get(stream, 0) + 1:
                raise Broken("versions in order", stream, f"{version} after {self.newest.get(stream, 0)}")
            self.newest[stream] = version

    def logged(self, stream: str, version: int, place: Place, row: Row | None) -> None:
        """What a version left of a row."""
        self.log[stream].append((version, place, row))
        if place[0] == "movement" and row and row["command_id"]:
            self.began.setdefault(str(row["command_id"]), (stream, version))

    def fold(self, stream: str, up_to: int) -> Rows:
        """The rows of a stream at a version."""
        rows: Rows = {}
        for version, place, row in self.log[stream]:
            if version <= up_to:
                rows.pop(place, None)
                if row is not None:
                    rows[place] = row
        return rows

    def delivered(self, station: str, delivery: Delivery) -> None:
        """What came to a workstation: all that was committed between two versions, and nothing else."""
        if delivery.epoch != self.epoch:
            return
        expected: dict[Place, Row | None] = {}
        for stream, (after, to) in delivery.spans.items():
            last = self._delivered.get((station, stream), after)
            if after != last or to < after:
                raise Broken("delivered in order", station, f"{stream}: ({after}, {to}] after {last}")
            self._delivered[(station, stream)] = to
            expected |= {place: row for version, place, row in self.log[stream] if after < version <= to}
        expected = {place: row for place, row in expected.items() if place[0] != "outcome"}
        differ("every committed version is delivered", station, expected, dict(delivery.rows))

    def forget_delivered(self, station: str) -> None:
        """It begins its streams anew, or was put back."""
        self._delivered = {where: to for where, to in self._delivered.items() if where[0] != station}

    def any_cover(self, pieces: Iterable[Piece], newest: int, chance: random.Random) -> None:
        """Whatever way through the published deltas a copy takes, it comes to the rows of the whole log."""
        known = sorted(pieces, key=lambda piece: (piece.after, piece.to))
        if not known:
            return
        expected = self.fold("network", newest)
        for _ in range(WAYS_TRIED):
            at = chance.randrange(min(piece.after for piece in known), newest)
            rows, way = self.fold("network", at), [at]
            while at < newest:
                piece = chance.choice([one for one in known if one.after <= at < one.to])
                for place, row in piece.rows.items():
                    rows.pop(place, None)
                    if row is not None:
                        rows[place] = row
                at = piece.to
                way.append(at)
            tables = {place[0] for place in rows} | {place[0] for piece in known for place in piece.rows}
            wanted = {place: row for place, row in expected.items() if place[0] in tables}
            differ("any cover gives the rows of the whole log", f"by {way}", wanted, rows)

    def same_sums(self, who: str, shards: Shards) -> None:
        """Equal sums if and only if equal rows, whoever has them and since whenever."""
        for (table, shard), (total, rows) in shards.items():
            if self._sum_of.setdefault((table, shard, rows), total) != total:
                raise Broken("equal rows have equal hashes", who, f"{table} {shard}: {sorted(rows)[:3]}")
            if self._rows_of.setdefault((table, shard, total), rows) != rows:
                raise Broken("equal hashes have equal rows", who, f"{table} {shard}: {sorted(rows)[:3]}")
