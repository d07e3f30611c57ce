"""A small shop to search in: a few articles, three places, a few orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from core.model import Article, ArticlePrice, Fulfilment, Location, Piece, Position, network_file
from core.rules.time import Instant
from sync.reading import Reader
from sync.schema import store_metadata

HERE, AWAY, SHUT = 1, 2, 3
NOW = Instant(1_795_343_880_000)


def article(id_: int, name: str, **changes: Any) -> Article:
    """An article called so, each of its fields changed or as usual."""
    known = {
        "sku": f"SKU{id_}",
        "gtin": f"20000000{id_:05d}",
        "style": f"S{id_}",
        "size": "38",
        "colour": "Marine",
        "category": "Robes",
        "brand": "Orvane",
    }
    return Article(id=id_, name=name, **(known | changes))


def place(id_: int, **changes: Any) -> Location:
    """A store."""
    known = {"code": f"L{id_}", "name": f"Store {id_}", "kind": "store", "latitude": 45.7, "longitude": 4.8}
    return Location(id=id_, **(known | changes))


def position(article_id: int, location_id: int, sellable: int, **changes: Any) -> Position:
    """So many units of an article in a place."""
    return Position(article_id=article_id, location_id=location_id, sellable=sellable, **changes)


def order(key: str, number: str, customer: str, location_id: int = HERE) -> Fulfilment:
    """A store's share of an order."""
    return Fulfilment(
        id=key,
        order_id=f"o-{key}",
        location_id=location_id,
        kind="pickup",
        state="proposed",
        state_at=NOW,
        order_number=number,
        customer_name=customer,
        promised_at=NOW,
        created_at=NOW,
    )


ROWS = (
    place(HERE),
    place(AWAY),
    place(SHUT, is_open=False),
    article(1, "Robe longue lin Réséda", size="40", colour="Écru"),
    article(2, "Robe longue lin Réséda", size="38", colour="Écru"),
    article(3, "Robe maille Édith", size="40", colour="Noir", gtin="2061803601203"),
    article(4, "Chemise lin Alba", category="Chemisiers et blouses", sku="CHE1001-BLC-38"),
    article(5, "Montre titane Antarès", category="Montres", size="38 mm", brand="Équinoxe"),
    article(6, "Petite histoire de la marinière", category="Livres", size="", colour="", brand=""),
    article(7, "Jean slim", size="W32 L34", colour="Brut", category="Jeans", brand=""),
    position(1, AWAY, 4),
    position(2, HERE, 3, safety=1, allocated=1),
    position(3, HERE, 1, allocated=1),
    position(3, SHUT, 9),
    position(4, HERE, 2),
    position(4, AWAY, 5, safety=2),
    position(5, HERE, 1),
    Piece(id="p1", article_id=5, serial="TEGJK-GEPV", location_id=HERE),
    Piece(id="p2", article_id=5, serial="AM0007TP3", location_id=HERE),
    ArticlePrice(article_id=4, valid_from=0, price_cents=5_900),
    ArticlePrice(article_id=4, valid_from=NOW - 1, price_cents=3_900, kind="markdown"),
    ArticlePrice(article_id=4, valid_from=NOW + 1, price_cents=1_900, kind="markdown"),
    order("f1", "C-20418", "Claire Martin"),
    order("f2", "C-20423", "Zoé Lefèvre"),
    order("f3", "C-20499", "Martine Diallo"),
    order("f4", "C-20500", "Claire Martin", location_id=AWAY),
)


def fill(path: Path, *rows: Any) -> None:
    """Make a file of both the store's and the network's tables, with these rows."""
    with closing(sqlite3.connect(path)) as connection:
        network_file.create_tables(connection)
        network_file.set_state(connection, 1, "epoch", NOW)
        connection.commit()
    engine = create_engine(f"sqlite:///{path}")
    store_metadata().create_all(engine)
    with Session(engine) as session:
        session.add_all(session.merge(row) for row in rows)
        session.commit()
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        network_file.create_indexes(connection)
        connection.commit()


@contextmanager
def opened(path: Path, *rows: Any) -> Iterator[Reader]:
    """A reader of a file with these rows."""
    fill(path, *rows)
    engine = create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        yield Reader(session, HERE)
    engine.dispose()


def marked(matches: list[Any]) -> list[tuple[str, str]]:
    """Where what was found matches: field and letters."""
    return [
        (mark.field, getattr(match, mark.field)[mark.start : mark.end])
        for match in matches
        for mark in match.marks
    ]
