"""What must be true of the sales that a region's stores know of each other, written without the product."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from feed_model import Feed
from told import Broken, NotYet, Region, Row, Rows, Screen, Sold, differ

TABLE = "region_sale"
HASH_CHARS = 20
"""Of the receipt's SHA-256 in hexadecimal."""


def stream_of(region: str) -> str:
    """What a region's stream is called."""
    return f"sales:{region}"


def told_to_their_regions(feed: Feed, sold: Sold, claims: Iterable[tuple[str, str]]) -> None:
    """After each commit, each recent sale is told to the region of its store and to no other: its units, what
    was paid for them and with what, what refunds have claimed, and no name.

    Args:
        claims: (unit, refund).
    """
    claimed = defaultdict(list)
    for unit, _refund in sorted(claims):
        claimed[unit.rpartition(":")[0]].append(unit)
    found: Rows = {}
    for stream in [name for name in feed.newest if name.startswith(stream_of(""))]:
        for place, row in feed.fold(stream, feed.newest[stream]).items():
            if stream != stream_of(row["region"]):
                raise Broken("each row where its rule says", stream, f"{place} of {row['region']}")
            _says_no_name(place, row, sold.names)
            found[place] = row
    is_due = {
        id_: sold.regions.get(sale["location_id"], "")
        for id_, sale in sold.sales.items()
        if sale["location_id"] not in sold.untold and sale["sold_at"] > sold.oldest
    }
    expected = {id_: _as_told(region, sold.sales[id_], claimed) for id_, region in is_due.items() if region}
    told = {id_: _in_short(row) for (_table, (id_,)), row in found.items() if id_ in is_due}
    differ("a region knows what its stores have sold", "core", expected, told)


def _as_told(region: str, sale: Row, claimed: dict[str, list[str]]) -> Row:
    code = str(sale["receipt_code"]).strip().upper()
    return {
        "region": region,
        "location_id": sale["location_id"],
        "receipt_hash": hashlib.sha256(f"receipt:{code}".encode()).hexdigest()[:HASH_CHARS],
        "means": sale["means"],
        "lines": [(line["article_id"], line["quantity"], line["paid_cents"]) for line in sale["lines"]],
        "claimed": sorted(unit for line in sale["lines"] for unit in claimed[line["id"]]),
    }


def _in_short(row: Row) -> Row:
    body = row["body"]
    return {
        **{name: row[name] for name in ("region", "location_id", "receipt_hash")},
        # What is empty does not travel: a sale of which nothing has left yet has no lines.
        "means": body.get("means", []),
        "lines": [
            (article, quantity, paid)
            for _id, _no, article, quantity, _list, paid, *_ in body.get("lines", ())
        ],
        "claimed": sorted(body.get("claimed", ())),
    }


def _says_no_name(place: object, row: Row, names: Collection[str]) -> None:
    for text in _texts(row):
        if text in names:
            raise Broken("a region knows no names", str(place), text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


@dataclass
class Regions:
    """What the stores of a region know of each other's sales.

    Attributes:
        sold: what the core said when somebody looked last.
        shown: by workstation, what it had of its region's sales then.
    """

    sold: Sold | None = None
    shown: dict[str, Region] = field(default_factory=dict)

    def look_at_core(self, feed: Feed, sold: Sold, claims: Iterable[tuple[str, str]]) -> None:
        """After each commit."""
        told_to_their_regions(feed, sold, claims)
        self.sold = sold

    def look(self, feed: Feed, station: str, screen: Screen) -> None:
        """A workstation has what the stream says at its version, whatever is pending, but for its own store's
        sales; what is too old may have gone. Nothing goes backwards."""
        now, before = screen.region, self.shown.get(station)
        self.shown[station] = now
        is_same = before is not None and (before.stream, before.epoch) == (now.stream, now.epoch)
        if before is not None and is_same and now.version < before.version:
            raise Broken("reads are monotonic", station, f"{now.stream}: {before.version} to {now.version}")
        strange = [place for place, row in now.rows.items() if stream_of(row["region"]) != now.stream]
        if strange:
            raise Broken("each row where its rule says", station, f"{strange} of {now.stream}")
        if now.epoch != feed.epoch:
            return
        oldest = self.sold.oldest if self.sold is not None else 0
        expected = {
            place: row
            for place, row in feed.fold(now.stream, now.version).items()
            if row["location_id"] != screen.location and (row["sold_at"] > oldest or place in now.rows)
        }
        differ("sales of the region", station, expected, now.rows)

    def forget_shown(self, station: str) -> None:
        """It was put back, or becomes another device."""
        self.shown.pop(station, None)

    def at_rest(self, feed: Feed, station: str, screen: Screen) -> None:
        """It knows all that the region of its store was told; nothing where that is of none."""
        assert self.sold is not None, "somebody has looked at the core"
        region, now = self.sold.regions.get(screen.location, ""), screen.region
        wanted = stream_of(region) if region else ""
        newest = feed.newest.get(wanted, 0)
        # Of no stream an epoch says nothing.
        is_of_before = bool(wanted) and now.epoch not in ("", feed.epoch)
        if (now.stream, now.version) != (wanted, newest) or is_of_before:
            found = f"{now.stream} {now.version} of {wanted} {newest}"
            raise NotYet("replicas are equal to the core", station, found)
