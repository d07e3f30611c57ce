"""Search as one types, over the network's copy and this store's own orders.

Words are matched by their beginnings, in any order, with accents or without, in name, brand, category,
colour, size, SKU and EAN; an EAN also by its last digits, a piece by its serial number. The work is bounded
whatever is typed: one letter that half of the catalogue begins with costs as much as a whole name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import select, text

from core.model import Fulfilment, Location
from core.rules.availability import Terms, available_to_promise
from core.rules.time import Instant
from sync.reading import Reader
from sync.search_words import LONG_NUMBER_DIGITS, MAX_TEXT_CHARS, folded_words, matched_spans, words_of

MAX_CANDIDATES = 400
"""Up to so many matches are ranked by how well they match; of more, only by where there are some."""
MAX_MATCHES = 10_000
"""Matches of a very short text beyond that are not looked at."""
MAX_FULFILMENTS = 2_000
"""The newest ones of this store; older ones are found by their whole number at headquarters."""
LEAST_TAIL_DIGITS = 4
"""An EAN is found by its last digits from so many on."""
LEAST_SERIAL_CHARS = 4
_SHORT_NUMBER_DIGITS = 3

_WEIGHTS = "10.0, 2.0, 4.0, 4.0, 5.0, 6.0, 6.0"
"""How much a match in each of `core.model.network_file.SEARCH_COLUMNS` is worth."""
_WORDY_COLUMNS = "{name brand category colour size sku}"
"""Where a number of one to three digits is looked for: every EAN of a chain begins alike."""
_FREE = "p.sellable - p.allocated - p.soft_held - p.safety"
_PLACE = (
    "CASE"
    " WHEN EXISTS (SELECT 1 FROM position p WHERE p.article_id = {id} AND p.location_id = :here"
    f" AND {_FREE} > 0) THEN 0"
    f" WHEN EXISTS (SELECT 1 FROM position p WHERE p.article_id = {{id}} AND {_FREE} > 0) THEN 1"
    " ELSE 2 END"
)
"""0 where this store has some, 1 where some place has, else 2."""

_COUNT = text(
    "SELECT count(*) FROM ("
    "SELECT rowid FROM article_search WHERE article_search MATCH :match LIMIT :candidates)"
)
_CLOSEST = text(
    "WITH found AS MATERIALIZED ("
    f"SELECT rowid AS id, bm25(article_search, {_WEIGHTS}) AS score FROM article_search"
    " WHERE article_search MATCH :match LIMIT :candidates)"
    f" SELECT id FROM found ORDER BY {_PLACE.format(id='id')}, score, id LIMIT :limit"
)
_IN_STOCK_HERE = text(
    "SELECT id FROM (SELECT rowid AS id FROM article_search WHERE article_search MATCH :match LIMIT :matches)"
    " WHERE EXISTS (SELECT 1 FROM position p WHERE p.article_id = id AND p.location_id = :here"
    f" AND {_FREE} > 0) LIMIT :limit"
)
_AMONG = text(f"SELECT value FROM json_each(:ids) ORDER BY {_PLACE.format(id='value')}, value LIMIT :limit")
_BY_TAIL = text("SELECT id FROM article WHERE gtin LIKE :tail LIMIT :limit")
_BY_SERIAL = text("SELECT article_id, serial FROM piece WHERE serial LIKE :head ESCAPE '\\' LIMIT :limit")
_DETAILS = text(
    "SELECT a.id, a.sku, a.gtin, a.style, a.name, a.brand, a.category, a.size, a.colour, a.colour_hex,"
    " (SELECT r.price_cents FROM article_price r WHERE r.article_id = a.id AND r.valid_from <= :at"
    "  ORDER BY r.valid_from DESC LIMIT 1) AS price_cents,"
    f" (SELECT coalesce(sum(max(0, {_FREE})), 0) FROM position p WHERE p.article_id = a.id"
    "  AND p.location_id <> :here AND p.location_id NOT IN (SELECT id FROM location WHERE NOT is_open))"
    "  AS available_elsewhere"
    " FROM article a WHERE a.id IN (SELECT value FROM json_each(:ids))"
)


class Mark(msgspec.Struct, frozen=True):
    """What of a field was matched: characters `start` to `end`, the last one not included."""

    field: str
    start: int
    end: int


class ArticleMatch(msgspec.Struct, frozen=True):
    """An article that was found.

    Attributes:
        price_cents: its price now, tax included; None if none has begun.
        available_here: units that can be promised at this store.
        available_elsewhere: units that can be promised at all other places that are open.
        serial: of the piece that was asked for, if it was one.
        marks: where it matches.
    """

    id: int
    sku: str
    gtin: str
    style: str
    name: str
    brand: str
    category: str
    size: str
    colour: str
    colour_hex: str
    price_cents: int | None
    available_here: int
    available_elsewhere: int
    serial: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def available(self) -> int:
        """Units that can be promised in the whole network."""
        return self.available_here + self.available_elsewhere


class OrderMatch(msgspec.Struct, frozen=True):
    """This store's share of an order that was found."""

    fulfilment_id: str
    order_number: str
    customer_name: str
    kind: str
    state: str
    promised_at: Instant
    marks: tuple[Mark, ...] = ()


class Found(msgspec.Struct, frozen=True):
    """Everything that a text was found in, the best first."""

    articles: tuple[ArticleMatch, ...] = ()
    orders: tuple[OrderMatch, ...] = ()


def search_everything(
    reader: Reader, wanted: str, at: Instant, most_articles: int = 40, most_orders: int = 5
) -> Found:
    """Articles and orders; nothing for a text without a letter or digit."""
    return Found(
        tuple(search_articles(reader, wanted, at, most_articles)),
        tuple(search_orders(reader, wanted, most_orders)),
    )


def search_articles(reader: Reader, wanted: str, at: Instant, limit: int = 40) -> list[ArticleMatch]:
    """Articles: those that this store has first, then those that some place has, then by how well they match.

    Args:
        at: when the price is asked for.
    """
    words = words_of(wanted)
    if not words:
        return []
    ids = _ranked(reader, words, limit)
    serials: dict[int, str] = {}
    if not ids:
        serials = _by_serial(reader, wanted.strip(), limit)
        ids = list(serials)
    found = [_marked(article, words, serials) for article in articles_by_id(reader, ids, at)]
    return sorted(found, key=lambda article: (not article.available_here, not article.available))


def articles_by_id(reader: Reader, ids: Sequence[int], at: Instant) -> list[ArticleMatch]:
    """The articles with these ids, in this order, as a search would give them; unknown ones are left out."""
    if not ids:
        return []
    is_open = reader.session.execute(
        select(Location.is_open).where(Location.id == reader.location_id)
    ).scalar()
    terms = Terms(is_location_open=is_open is not False)
    stocks = reader.stock_here(ids)
    asked = {"ids": json.dumps(list(ids)), "here": reader.location_id, "at": at}
    found: dict[int, ArticleMatch] = {}
    for row in reader.session.execute(_DETAILS, asked).mappings():
        free = available_to_promise(stocks[row["id"]], terms).quantity
        found[row["id"]] = ArticleMatch(**row, available_here=free)
    return [found[id_] for id_ in ids if id_ in found]


def search_orders(reader: Reader, wanted: str, limit: int = 50) -> list[OrderMatch]:
    """This store's share of orders, by number or by the customer's name, the newest first."""
    words = words_of(wanted)
    if not words:
        return []
    rows = reader.session.execute(
        select(
            Fulfilment.id,
            Fulfilment.order_number,
            Fulfilment.customer_name,
            Fulfilment.kind,
            Fulfilment.state,
            Fulfilment.promised_at,
        )
        .where(Fulfilment.location_id == reader.location_id)
        .order_by(Fulfilment.created_at.desc())
        .limit(MAX_FULFILMENTS)
    )
    whole = "".join(words)
    found: list[OrderMatch] = []
    for row in rows:
        number, name = row.order_number, row.customer_name
        if whole in "".join(folded_words(number)):
            marks = _marks("order_number", number, words)
        elif all(any(part.startswith(word) for part in folded_words(name)) for word in words):
            marks = _marks("customer_name", name, words)
        else:
            continue
        found.append(OrderMatch(*row[:5], promised_at=Instant(row[5]), marks=marks))
        if len(found) == limit:
            break
    return found


# Articles


def _match(words: Sequence[str]) -> str:
    """The words as FTS5 reads them: each quoted, so that nothing that is typed is syntax."""
    return " AND ".join(_term(word) for word in words)


def _term(word: str) -> str:
    is_short_number = word.isdecimal() and len(word) <= _SHORT_NUMBER_DIGITS
    return f'{_WORDY_COLUMNS} : "{word}" *' if is_short_number else f'"{word}" *'


def _ranked(reader: Reader, words: Sequence[str], limit: int) -> list[int]:
    """Ids of the best articles."""
    run = reader.session.execute
    asked = {"match": _match(words), "here": reader.location_id, "limit": limit}
    ids: list[int] = []
    if run(_COUNT, asked | {"candidates": MAX_CANDIDATES + 1}).scalar_one() > MAX_CANDIDATES:
        ids = list(run(_IN_STOCK_HERE, asked | {"matches": MAX_MATCHES}).scalars())
    if len(ids) < limit:
        closest = run(_CLOSEST, asked | {"candidates": MAX_CANDIDATES}).scalars()
        ids = list(dict.fromkeys([*ids, *closest]))[:limit]
    tail = _tail(words)
    if tail:
        ended = run(_BY_TAIL, {"tail": f"%{tail}", "limit": MAX_CANDIDATES}).scalars()
        both = json.dumps(list(dict.fromkeys([*ids, *ended])))
        ids = list(run(_AMONG, asked | {"ids": both}).scalars())
    return ids


def _tail(words: Sequence[str]) -> str:
    """The digits in which an EAN may end; without the zeros that a longer form of it begins with (GS1 General
    Specifications 7.1)."""
    word = words[0]
    is_digits = len(words) == 1 and word.isascii() and word.isdecimal()
    if not is_digits or len(word) < LEAST_TAIL_DIGITS:
        return ""
    return word.lstrip("0").zfill(LONG_NUMBER_DIGITS) if len(word) > LONG_NUMBER_DIGITS else word


def _by_serial(reader: Reader, wanted: str, limit: int) -> dict[int, str]:
    """Serial numbers that begin like this, by article."""
    if len(wanted) < LEAST_SERIAL_CHARS or len(wanted) > MAX_TEXT_CHARS or not wanted.isprintable():
        return {}
    head = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = reader.session.execute(_BY_SERIAL, {"head": f"{head}%", "limit": limit})
    found: dict[int, str] = {}
    for article_id, serial in rows:
        found.setdefault(int(article_id), str(serial))
    return found


def _marks(field: str, content: str, words: Sequence[str]) -> tuple[Mark, ...]:
    return tuple(Mark(field, start, end) for start, end in matched_spans(content, words))


def _marked(article: ArticleMatch, words: Sequence[str], serials: Mapping[int, str]) -> ArticleMatch:
    marks: list[Mark] = []
    for field in ("name", "brand", "category", "colour", "size", "sku", "gtin"):
        marks += _marks(field, getattr(article, field), words)
    tail = _tail(words)
    is_marked = any(mark.field == "gtin" for mark in marks)
    if tail and not is_marked and article.gtin.endswith(tail):
        marks.append(Mark("gtin", len(article.gtin) - len(tail), len(article.gtin)))
    serial = serials.get(article.id, "")
    return msgspec.structs.replace(article, serial=serial, marks=tuple(marks))
