"""What of this store could stand in for an article that is not there: read for `core.rules.substitutes`."""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgspec.structs import replace

from core.model.search_lists import unpack
from core.model.search_stock import articles_at
from core.rules.availability import available_to_promise
from core.rules.substitutes import Look
from core.rules.time import Instant
from sync.reading import Reader

MOST_COMPARED = 300
"""More articles of one category are not compared while somebody stands at a shelf."""

_COLUMNS = "a.id, a.style, a.category, a.brand, a.size, a.colour, a.colour_hex"
_PRICE = (
    "(SELECT p.price_cents FROM article_price p WHERE p.article_id = a.id AND p.valid_from <= :now"
    " ORDER BY p.valid_from DESC LIMIT 1)"
)
_ONE = f"SELECT a.name, {_COLUMNS}, {_PRICE} FROM article a WHERE a.id = :id"
_ALIKE = (
    f"SELECT a.name, {_COLUMNS}, {_PRICE} FROM json_each(:here) h JOIN article a ON a.id = h.value"
    " WHERE a.id <> :id AND (a.style = :style OR (a.category = :category AND a.category <> ''))"
    " ORDER BY a.style <> :style, a.brand <> :brand, a.size <> :size, a.id LIMIT :most"
)


def looks_here(reader: Reader, article_id: int, at: Instant) -> tuple[Look, dict[int, tuple[str, Look]]]:
    """The article, and by id those of its style and category that this store has, each with its name.

    Where the network has not come, the article is of no style and nothing is alike.
    """
    found = reader.raw.execute(_ONE, {"id": article_id, "now": at}).fetchone()
    if found is None:
        return Look(article_id, "", ""), {}
    missing = Look(*found[1:])
    asked = {
        "id": article_id,
        "now": at,
        "here": json.dumps(_ids_here(reader)),
        "style": missing.style,
        "category": missing.category,
        "brand": missing.brand,
        "size": missing.size,
        "most": MOST_COMPARED,
    }
    rows = reader.raw.execute(_ALIKE, asked).fetchall()
    stock = reader.stock_here([row[1] for row in rows])
    free = {key: available_to_promise(one).quantity for key, one in stock.items()}
    looks = [(str(row[0]), replace(Look(*row[1:]), free=free.get(row[1], 0))) for row in rows]
    return missing, {look.article_id: (name, look) for name, look in looks}


def _ids_here(reader: Reader) -> Sequence[int]:
    """The articles that can be promised here, as the network's copy has them."""
    asked = "SELECT articles FROM search_stock WHERE place = ?"
    row = reader.raw.execute(asked, (reader.location_id,)).fetchone()
    if row is not None:
        return [int(one) for one in unpack(row[0])]
    return list(articles_at(reader.raw, reader.location_id))
