"""The full-text index of the network's copy: for each word of the catalogue, the articles that have it.

Three sets a word, by how much it says of an article: it begins the name (`lead`), stands further on in it
(`named`), or stands in brand, category, colour, size or number (`other`). Beginnings that many words share
have their sets ready (`search_prefix`), so that one letter costs as little as a whole word. A set is read in
one piece and compared in memory (`core.model.search_lists`): true ranks over the whole catalogue take a few
milliseconds, where FTS5 would have to hand over each row.

GTINs are kept backwards too: their last digits are then a range, not a scan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from core.model.search_lists import NOTHING, Ids, as_ids, changed, count_of, pack
from core.numpy_later import np
from core.rules.words import compounds, folded_words, split_words

LEAD, NAMED, OTHER = 0, 1, 2
"""Which of the three sets of a word an article is in: the first that applies."""
CLASSES = ("lead", "named", "other")
MAX_PREFIX_CHARS = 5
MANY_WORDS = 48
"""Beginnings that more words than this share have sets of their own."""
GTIN_DIGITS = 14
LEAST_STYLE_DIGITS = 3

_SETS = "lead BLOB NOT NULL, named BLOB NOT NULL, other BLOB NOT NULL"
TABLES = (
    f"CREATE TABLE search_word (word TEXT PRIMARY KEY, articles INTEGER NOT NULL, {_SETS})",
    f"CREATE TABLE search_prefix (word TEXT PRIMARY KEY, articles INTEGER NOT NULL, {_SETS})",
    "CREATE TABLE search_gtin (backwards INTEGER NOT NULL, article_id INTEGER NOT NULL,"
    " PRIMARY KEY (backwards, article_id)) WITHOUT ROWID",
    "CREATE TABLE search_rank (id INTEGER PRIMARY KEY CHECK (id = 1), ranks BLOB NOT NULL)",
)
_VOCABULARY = "CREATE INDEX search_vocabulary ON search_word (word, articles) WHERE NOT word GLOB '*[0-9]*'"
_FIELDS = ("name", "brand", "category", "colour", "size", "sku", "style")
_WORDED_FIELDS = 4
"""So many of them, the first ones, are written in words; the others are sizes and numbers."""
_COLUMNS = f"id, gtin, {', '.join(_FIELDS)}"

Row = Sequence[Any]
"""`_COLUMNS` of an article."""


def words_of_article(fields: Sequence[str]) -> dict[str, int]:
    """The words of an article's `_FIELDS`, each with the best class that it has."""
    name, *others, style = fields
    words = {word: OTHER for field in (*others, style) for word in folded_words(field)}
    digits = "".join(char for char in style if char in "0123456789")
    if len(digits) >= LEAST_STYLE_DIGITS:
        words.setdefault(digits, OTHER)
    named = folded_words(name)
    words.update(dict.fromkeys(named, NAMED))
    words.update(dict.fromkeys(named[:1], LEAD))
    # "T-shirt" is written in one word as well; the first one of the name is as much its beginning so.
    for place, field in enumerate(fields[:_WORDED_FIELDS]):
        for start, _end, joined in compounds(field):
            is_lead = start == split_words(field)[0][0]
            class_ = OTHER if place else LEAD if is_lead else NAMED
            words[joined] = min(class_, words.get(joined, OTHER))
    return words


def backwards(gtin: str) -> int | None:
    """The digits of a GTIN from the last to the first, filled up with zeros; None for what is no GTIN."""
    is_gtin = gtin.isascii() and gtin.isdecimal() and len(gtin) <= GTIN_DIGITS
    return int(gtin.zfill(GTIN_DIGITS)[::-1]) if is_gtin else None


def build(connection: Any) -> None:
    """Index the articles that have been loaded."""
    for sql in TABLES:
        connection.execute(sql)
    lists: dict[str, tuple[list[int], ...]] = defaultdict(lambda: ([], [], []))
    gtins = []
    for row in connection.execute(f"SELECT {_COLUMNS} FROM article ORDER BY id"):
        for word, class_ in words_of_article(row[2:]).items():
            lists[word][class_].append(row[0])
        gtins.append((backwards(row[1]), row[0]))
    connection.executemany(
        "INSERT INTO search_gtin VALUES (?, ?)", [gtin for gtin in gtins if gtin[0] is not None]
    )
    words = {word: tuple(as_ids(ids) for ids in sets) for word, sets in sorted(lists.items())}
    for table, found in (("search_word", words), ("search_prefix", _prefixes(words))):
        _insert(connection, table, {word: [pack(ids) for ids in three] for word, three in found.items()})
    connection.execute(_VOCABULARY)
    connection.execute("INSERT INTO search_rank VALUES (1, ?)", (_ranks(connection),))


def _prefixes(words: Mapping[str, Sequence[Ids]]) -> dict[str, tuple[Ids, ...]]:
    sharing: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for length in range(1, min(len(word), MAX_PREFIX_CHARS) + 1):
            sharing[word[:length]].append(word)
    found: dict[str, tuple[Ids, ...]] = {}
    for prefix, ended in sorted(sharing.items()):
        if len(ended) > MANY_WORDS:
            lead, named, other = (
                as_ids(np.concatenate([words[word][class_] for word in ended])) for class_ in range(3)
            )
            named = np.setdiff1d(named, lead)
            found[prefix] = (lead, named, np.setdiff1d(np.setdiff1d(other, lead), named))
    return found


def _insert(connection: Any, table: str, sets: Mapping[str, Sequence[bytes]]) -> None:
    rows = ((word, sum(map(count_of, three)), *three) for word, three in sets.items())
    connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?, ?, ?)", rows)


def _ranks(connection: Any) -> bytes:
    """The place of each article among all, by id: styles that most places carry first, then by name."""
    rows = connection.execute(
        "WITH carried AS (SELECT article_id, count(*) AS places FROM position WHERE sellable > 0"
        " GROUP BY article_id), popular AS (SELECT a.style, avg(coalesce(c.places, 0)) AS places"
        " FROM article a LEFT JOIN carried c ON c.article_id = a.id GROUP BY a.style)"
        " SELECT a.id FROM article a JOIN popular USING (style)"
        " ORDER BY popular.places DESC, a.name, a.style, a.colour, a.id"
    ).fetchall()
    if not rows:
        return b""
    ids = np.array([row[0] for row in rows], dtype="<u4")
    ranks = np.full(int(ids.max()) + 1, len(ids), dtype="<u4")
    ranks[ids] = np.arange(len(ids), dtype="<u4")
    return ranks.tobytes()


# Deltas


def rows_of(connection: Any, ids: Iterable[int]) -> dict[int, Row]:
    """What the index must know of these articles, by id; those that are not there are left out."""
    found: dict[int, Row] = {}
    for id_ in ids:
        row = connection.execute(f"SELECT {_COLUMNS} FROM article WHERE id = ?", (id_,)).fetchone()
        if row is not None:
            found[id_] = row
    return found


def follow(connection: Any, before: Mapping[int, Row], after: Mapping[int, Row]) -> None:
    """Bring the index from what the articles were to what they are. Only sets that differ are written."""
    words: dict[str, dict[int, int | None]] = defaultdict(dict)
    prefixes: dict[str, dict[int, int | None]] = defaultdict(dict)
    for id_ in before.keys() | after.keys():
        old = words_of_article(before[id_][2:]) if id_ in before else {}
        new = words_of_article(after[id_][2:]) if id_ in after else {}
        _note(words, id_, old, new)
        _note(prefixes, id_, _beginnings(old), _beginnings(new))
    _change(connection, "search_word", words, makes=True)
    _change(connection, "search_prefix", prefixes, makes=False)
    gone = [(backwards(row[1]), id_) for id_, row in before.items()]
    come = [(backwards(row[1]), id_) for id_, row in after.items()]
    connection.executemany("DELETE FROM search_gtin WHERE backwards = ? AND article_id = ?", gone)
    connection.executemany(
        "INSERT OR REPLACE INTO search_gtin VALUES (?, ?)", [gtin for gtin in come if gtin[0] is not None]
    )


def _beginnings(words: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word, class_ in words.items():
        for length in range(1, min(len(word), MAX_PREFIX_CHARS) + 1):
            prefix = word[:length]
            found[prefix] = min(class_, found.get(prefix, class_))
    return found


def _note(
    changes: dict[str, dict[int, int | None]], id_: int, old: Mapping[str, int], new: Mapping[str, int]
) -> None:
    for word in old.keys() | new.keys():
        if old.get(word) != new.get(word):
            changes[word][id_] = new.get(word)


def _change(
    connection: Any, table: str, changes: Mapping[str, Mapping[int, int | None]], *, makes: bool
) -> None:
    for word, classes in changes.items():
        row = connection.execute(f"SELECT lead, named, other FROM {table} WHERE word = ?", (word,)).fetchone()
        if row is None and not makes:
            continue
        before = row or (NOTHING, NOTHING, NOTHING)
        sets = [
            changed(packed, classes, [id_ for id_, now in classes.items() if now == class_])
            for class_, packed in enumerate(before)
        ]
        if any(sets):
            _insert(connection, table, {word: sets})
        else:
            connection.execute(f"DELETE FROM {table} WHERE word = ?", (word,))
