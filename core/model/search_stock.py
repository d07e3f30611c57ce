"""Where there is some of each article, kept beside the positions so that search can rank by it.

`article_stock` has the units that can be promised in all places that are open. `search_stock` has the set of
articles that can be promised anywhere (`ANYWHERE`), and for each place that was asked for (`keep_place`).
Triggers of the file keep the numbers and note which sets change; `settle` writes those in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.model.search_lists import changed, packed_of

ANYWHERE = 0
"""Stands for a place in `search_stock`: somewhere in the network."""


def free_units(row: str) -> str:
    """Units of a position that can be promised, as `core.rules.availability` says of an open place; SQL."""
    return f"max(0, {row}sellable - {row}allocated - {row}soft_held - {row}safety)"


_OPEN = "coalesce((SELECT is_open FROM location WHERE id = {row}location_id), 1)"
_SETS = (
    " INSERT INTO search_flip SELECT {row}location_id, {row}article_id WHERE {when}"
    " AND EXISTS (SELECT 1 FROM search_stock WHERE place = {row}location_id)"
    " AND NOT EXISTS (SELECT 1 FROM search_flip WHERE place = {row}location_id"
    " AND article_id = {row}article_id);"
)


def _count(row: str, units: str) -> str:
    return (
        f" UPDATE article_stock SET available = available + ({units})"
        f" WHERE article_id = {row}article_id AND {_OPEN.format(row=row)};"
    )


def _shut(sign: str, row: str) -> str:
    return (
        f" UPDATE article_stock SET available = available {sign} {free_units('p.')} FROM position p"
        f" WHERE p.article_id = article_stock.article_id AND p.location_id = {row}id;"
    )


_NEW, _OLD = free_units("NEW."), free_units("OLD.")
TABLES = (
    "CREATE TABLE article_stock (article_id INTEGER PRIMARY KEY, available INTEGER NOT NULL)",
    "CREATE TABLE search_stock (place INTEGER PRIMARY KEY, articles BLOB NOT NULL)",
    "CREATE TABLE search_flip (place INTEGER NOT NULL, article_id INTEGER NOT NULL,"
    " PRIMARY KEY (place, article_id)) WITHOUT ROWID",
)
TRIGGERS = (
    "CREATE TRIGGER position_comes AFTER INSERT ON position BEGIN"
    " INSERT INTO article_stock SELECT NEW.article_id, 0"
    " WHERE NOT EXISTS (SELECT 1 FROM article_stock WHERE article_id = NEW.article_id);"
    + _count("NEW.", _NEW)
    + _SETS.format(row="NEW.", when=f"{_NEW} > 0")
    + " END",
    f"CREATE TRIGGER position_changes AFTER UPDATE ON position WHEN {_NEW} <> {_OLD} BEGIN"
    + _count("NEW.", f"{_NEW} - {_OLD}")
    + _SETS.format(row="NEW.", when=f"({_NEW} > 0) <> ({_OLD} > 0)")
    + " END",
    "CREATE TRIGGER position_goes AFTER DELETE ON position BEGIN"
    + _count("OLD.", f"-{_OLD}")
    + _SETS.format(row="OLD.", when=f"{_OLD} > 0")
    + " END",
    "CREATE TRIGGER location_opens AFTER UPDATE ON location WHEN NEW.is_open > OLD.is_open BEGIN"
    + _shut("+", "NEW.")
    + " END",
    "CREATE TRIGGER location_shuts AFTER UPDATE ON location WHEN NEW.is_open < OLD.is_open BEGIN"
    + _shut("-", "NEW.")
    + " END",
    "CREATE TRIGGER shut_location_comes AFTER INSERT ON location WHEN NOT NEW.is_open BEGIN"
    + _shut("-", "NEW.")
    + " END",
    "CREATE TRIGGER shut_location_goes AFTER DELETE ON location WHEN NOT OLD.is_open BEGIN"
    + _shut("+", "OLD.")
    + " END",
    "CREATE TRIGGER article_stock_turns AFTER UPDATE ON article_stock"
    " WHEN (NEW.available > 0) <> (OLD.available > 0) BEGIN"
    f" INSERT INTO search_flip SELECT {ANYWHERE}, NEW.article_id WHERE NOT EXISTS"
    f" (SELECT 1 FROM search_flip WHERE place = {ANYWHERE} AND article_id = NEW.article_id); END",
)


def build(connection: Any) -> None:
    """Fill the tables from positions that have been loaded, and keep them from now on."""
    for sql in TABLES:
        connection.execute(sql)
    connection.execute(
        f"INSERT INTO article_stock SELECT p.article_id, sum({free_units('p.')} * {_OPEN.format(row='p.')})"
        " FROM position p GROUP BY p.article_id"
    )
    stocked = connection.execute("SELECT article_id FROM article_stock WHERE available > 0").fetchall()
    _write(connection, ANYWHERE, packed_of([row[0] for row in stocked]))
    for sql in TRIGGERS:
        connection.execute(sql)


def recount(connection: Any, article_ids: Any) -> None:
    """Count some articles again from their positions, which may have changed without the triggers."""
    ids = sorted(set(article_ids))
    units = f"{free_units('p.')} * {_OPEN.format(row='p.')}"
    connection.executemany(
        "INSERT OR REPLACE INTO article_stock"
        f" SELECT ?, coalesce(sum({units}), 0) FROM position p WHERE p.article_id = ?",
        [(id_, id_) for id_ in ids],
    )
    places = [row[0] for row in connection.execute("SELECT place FROM search_stock").fetchall()]
    connection.executemany(
        "INSERT OR IGNORE INTO search_flip VALUES (?, ?)", [(place, id_) for place in places for id_ in ids]
    )


def keep_place(connection: Any, place: int) -> None:
    """Keep the set of articles that this place has, from now on."""
    known = connection.execute("SELECT 1 FROM search_stock WHERE place = ?", (place,)).fetchone()
    if known is None:
        _write(connection, place, packed_of(articles_at(connection, place)))


def articles_at(connection: Any, place: int) -> Iterator[int]:
    """Ids of the articles that can be promised at a place."""
    # Positions are clustered by article: one step to each is half the work of reading them all.
    rows = connection.execute(
        "SELECT p.article_id FROM article_stock s CROSS JOIN position p ON p.article_id = s.article_id"
        f" AND p.location_id = ? WHERE {free_units('p.')} > 0",
        (place,),
    )
    return (row[0] for row in rows)


def settle(connection: Any) -> None:
    """Write the sets that have changed since the last time."""
    places = [row[0] for row in connection.execute("SELECT DISTINCT place FROM search_flip").fetchall()]
    for place in places:
        flipped = connection.execute(
            "SELECT f.article_id, coalesce(s.available, 0) > 0 FROM search_flip f"
            " LEFT JOIN article_stock s ON s.article_id = f.article_id WHERE f.place = ?"
            if place == ANYWHERE
            else f"SELECT f.article_id, coalesce({free_units('p.')}, 0) > 0 FROM search_flip f"
            " LEFT JOIN position p ON p.article_id = f.article_id AND p.location_id = f.place"
            " WHERE f.place = ?",
            (place,),
        ).fetchall()
        (packed,) = connection.execute(
            "SELECT articles FROM search_stock WHERE place = ?", (place,)
        ).fetchone()
        come = [row[0] for row in flipped if row[1]]
        _write(connection, place, changed(packed, [row[0] for row in flipped], come))
    if places:
        connection.execute("DELETE FROM search_flip")


def _write(connection: Any, place: int, packed: bytes) -> None:
    connection.execute("INSERT OR REPLACE INTO search_stock VALUES (?, ?)", (place, packed))
