"""What the labels of articles say in this store: the article, where it stands, its price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec

from core.rules.label_prices import DatedPrice, LabelPrice, label_price
from core.rules.time import Instant
from sync.reading import Reader

MOST_CHANGES = 5_000
"""Labels that change on one day; more are another day's work."""


class LabelArticle(msgspec.Struct, frozen=True):
    """An article as a label says it; the place is empty where nobody has said, `before` where it is new."""

    id: int
    sku: str
    gtin: str
    name: str
    size: str
    colour: str
    zone: str
    aisle: str
    shelf: str
    content: int
    content_unit: str
    price: LabelPrice | None
    before_cents: int | None = None


_ARTICLE = (
    "SELECT a.id, a.sku, a.gtin, a.name, a.size, a.colour,"
    " coalesce(s.zone, ''), coalesce(s.aisle, ''), coalesce(s.shelf, ''),"
    " a.content, a.content_unit"
    " FROM article a LEFT JOIN article_place s ON s.location_id = :here AND s.article_id = a.id"
)
_CHANGED = (
    _ARTICLE + " WHERE a.id IN (SELECT p.article_id FROM article_price p"
    " WHERE p.valid_from >= :since AND p.valid_from < :until)"
    " AND (s.article_id IS NOT NULL OR EXISTS (SELECT 1 FROM position q WHERE q.article_id = a.id"
    " AND q.location_id = :here AND q.sellable + q.display > 0))"
    " ORDER BY s.zone, s.aisle, s.shelf, a.name, a.id LIMIT :most"
)
_PRICES = (
    "SELECT article_id, valid_from, price_cents, currency, kind FROM article_price"
    " WHERE article_id IN ({ids})"
)
_PAGE = 500


def labels_that_change(reader: Reader, since: Instant, until: Instant) -> list[LabelArticle]:
    """This store's articles whose price changes in a time, in walking order, with the price at its end."""
    asked = {"here": reader.location_id, "since": since, "until": until, "most": MOST_CHANGES}
    rows = reader.raw.execute(_CHANGED, asked).fetchall()
    prices = _prices(reader, [row[0] for row in rows])
    found = (_with_price(row, prices[row[0]], Instant(until - 1), since) for row in rows)
    return [one for one in found if one.price is not None and one.price.cents != one.before_cents]


def label_article(reader: Reader, article_id: int, at: Instant) -> LabelArticle | None:
    """One article with its price of now; None where the network does not have it."""
    row = reader.raw.execute(_ARTICLE + " WHERE a.id = :id", {"here": reader.location_id, "id": article_id})
    found = row.fetchone()
    return _with_price(found, _prices(reader, [article_id])[article_id], at, at) if found else None


def _with_price(row: Sequence[Any], prices: list[DatedPrice], at: Instant, before: Instant) -> LabelArticle:
    earlier = label_price(prices, Instant(before - 1))
    known = dict(zip(LabelArticle.__struct_fields__, row, strict=False))
    before_cents = earlier.cents if earlier else None
    return LabelArticle(**known, price=label_price(prices, at), before_cents=before_cents)


def _prices(reader: Reader, ids: Sequence[int]) -> dict[int, list[DatedPrice]]:
    found: dict[int, list[DatedPrice]] = defaultdict(list)
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        sql = _PRICES.format(ids=", ".join("?" * len(page)))
        for article_id, *price in reader.raw.execute(sql, page):
            found[article_id].append(DatedPrice(*price))
    return found
