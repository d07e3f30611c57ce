"""What a count would be of: a zone, an aisle, a shelf, or one article of this store."""

from __future__ import annotations

import msgspec

from core.commands import ToCount
from core.commands.definitions import MAX_COUNTED_ARTICLES
from desktop.devices.scanner import Article, Piece, Shelf
from sync.reading import Reader

LEAST_GTIN_DIGITS = 8
MAX_ZONES = 60


class Counting(msgspec.Struct, frozen=True):
    """What is chosen: the articles that stand there; `zones` of this store, each with how many."""

    wanted: str = ""
    articles: tuple[ToCount, ...] = ()
    zones: tuple[tuple[str, int], ...] = ()
    is_blind: bool = False

    @property
    def is_too_much(self) -> bool:
        """Whether it is more than is counted in one go."""
        return len(self.articles) > MAX_COUNTED_ARTICLES

    @property
    def may_begin(self) -> bool:
        """Whether there is something to count."""
        return bool(self.articles) and not self.is_too_much


class AskedCount(msgspec.Struct, frozen=True):
    """Articles that are to be counted now, and those that somebody was to count already."""

    new: int = 0
    known: int = 0


def asked_by(reader: Reader, aggregate: str) -> int:
    """How many articles a count was asked for."""
    asked = "SELECT count(*) FROM count_task WHERE aggregate = ?"
    return int(reader.raw.execute(asked, (aggregate,)).fetchone()[0])


def wanted_by(scan: Article | Piece | Shelf) -> str:
    """What a scan chooses, as it would be typed."""
    if isinstance(scan, Shelf):
        return "-".join(part for part in (scan.zone, scan.aisle, scan.shelf) if part)
    return scan.gtin


_ZONES = (
    "SELECT zone, count(*) FROM article_place WHERE location_id = ? AND zone <> ''"
    f" GROUP BY zone ORDER BY zone LIMIT {MAX_ZONES}"
)
_COLUMNS = "a.id, a.gtin, a.name, a.size, a.colour, p.zone, p.aisle, p.shelf"
_BY_PLACE = (
    f"SELECT {_COLUMNS} FROM article_place p JOIN article a ON a.id = p.article_id"
    " WHERE p.location_id = :here AND upper(p.zone) = :zone AND (:aisle = '' OR upper(p.aisle) = :aisle)"
    " AND (:shelf = '' OR upper(p.shelf) = :shelf) ORDER BY p.aisle, p.shelf, a.id"
    f" LIMIT {MAX_COUNTED_ARTICLES + 1}"
)


def load_counting(reader: Reader, wanted: str, is_blind: bool) -> Counting:
    """What stands at what is wanted, and which zones there are."""
    zones = tuple((zone, int(count)) for zone, count in reader.raw.execute(_ZONES, (reader.location_id,)))
    return Counting(wanted, tuple(_articles(reader, wanted.strip())), zones, is_blind)


def _articles(reader: Reader, wanted: str) -> list[ToCount]:
    if not wanted:
        return []
    if wanted.isdecimal() and len(wanted) >= LEAST_GTIN_DIGITS:
        article = reader.article_by_gtin(wanted)
        if article is None:
            return []
        place = reader.raw.execute(
            "SELECT zone, aisle, shelf FROM article_place WHERE location_id = ? AND article_id = ?",
            (reader.location_id, article.id),
        ).fetchone()
        look = (article.id, article.gtin, article.name, article.size, article.colour)
        return [ToCount(*look, *(place or ("", "", "")))]
    zone, aisle, shelf = (*wanted.upper().replace(" ", "-").split("-", 2), "", "")[:3]
    asked = {"here": reader.location_id, "zone": zone, "aisle": aisle, "shelf": shelf}
    return [ToCount(*row) for row in reader.raw.execute(_BY_PLACE, asked)]
