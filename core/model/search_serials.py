"""Pieces by both ends of their serial numbers: the first and the last characters lead to the articles.

For each end every piece has a code, a number of some characters in base 36. Those that have the outermost two
in common are kept together, in order, as gaps, beside the ids of the articles. Of a range of codes the
articles are known then, and few enough to look at their pieces: so an entry whose piece is gone does no harm.
An index over the numbers themselves knows one end alone, and is larger. What deltas bring stands apart
(`search_serial_since`) until the next snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from core.model.search_lists import Ids, no_ids
from core.numpy_later import np
from core.rules.words import folded_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEAD: Final = 0
TAIL: Final = 1
CODE_CHARS: Final = (6, 4)
"""Of each end: what numbers begin with is much alike (a maker, a year), what they end with is not."""
LEAST_CHARS: Final = 4
"""A piece is found by so many characters of its number, at least."""
_BASE: Final = 36
_PART_CHARS: Final = 2

TABLES = (
    "CREATE TABLE search_serial (side INTEGER NOT NULL, part INTEGER NOT NULL, gaps BLOB NOT NULL,"
    " articles BLOB NOT NULL, PRIMARY KEY (side, part)) WITHOUT ROWID",
    "CREATE TABLE search_serial_since (side INTEGER NOT NULL, code INTEGER NOT NULL,"
    " article_id INTEGER NOT NULL, PRIMARY KEY (side, code, article_id)) WITHOUT ROWID",
)


def folded_serial(serial: str) -> str:
    """A number as it is compared: no capitals, none of the signs that labels have between its groups."""
    return "".join(folded_words(serial))


def build(connection: Any) -> None:
    """Index the pieces that have been loaded."""
    for sql in TABLES:
        connection.execute(sql)
    pieces = connection.execute("SELECT serial, article_id FROM piece").fetchall()
    if not pieces:
        return
    articles = np.array([article_id for _, article_id in pieces], dtype=np.uint64)
    for side in (HEAD, TAIL):
        codes = np.array([_code(folded_serial(serial), side) for serial, _ in pieces], dtype=np.uint64)
        keys = np.sort((codes << np.uint64(32)) | articles)
        keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
        parts = keys >> np.uint64(32)
        parts //= np.uint64(_codes_a_part(side))
        starts = [0, *(np.flatnonzero(np.diff(parts)) + 1).tolist(), len(keys)]
        for first, end in pairwise(starts):
            row = (side, int(parts[first]), *_packed(keys[first:end]))
            connection.execute("INSERT INTO search_serial VALUES (?, ?, ?, ?)", row)


def _packed(keys: NDArray[np.uint64]) -> tuple[bytes, bytes]:
    gaps = np.diff(keys >> np.uint64(32), prepend=np.uint64(0)).astype("<u4")
    return gaps.tobytes(), keys.astype("<u4").tobytes()


def _codes_a_part(side: int) -> int:
    return int(_BASE ** (CODE_CHARS[side] - _PART_CHARS))


def come(connection: Any, pieces: Iterable[tuple[int, str]]) -> None:
    """Pieces, by article and number, are about to be written: those that are not there yet are indexed."""
    known = "SELECT 1 FROM piece WHERE article_id = ? AND serial = ?"
    new = [piece for piece in pieces if connection.execute(known, piece).fetchone() is None]
    rows = [(side, _code(folded_serial(serial), side), id_) for id_, serial in new for side in (HEAD, TAIL)]
    connection.executemany("INSERT OR IGNORE INTO search_serial_since VALUES (?, ?, ?)", rows)


def articles_by_end(connection: Any, side: int, folded: str) -> Ids:
    """Articles with a piece whose number may begin, or end, with this; its pieces say whether one does.

    `folded` has `LEAST_CHARS` or more. By as many characters as a code has, where more are given.
    """
    count = CODE_CHARS[side]
    least = _code(folded, side)
    past = least + _BASE ** max(0, count - len(folded))
    part = (side, least // _codes_a_part(side))
    row = connection.execute(
        "SELECT gaps, articles FROM search_serial WHERE side = ? AND part = ?", part
    ).fetchone()
    found = no_ids()
    if row is not None:
        codes = np.cumsum(np.frombuffer(row[0], dtype="<u4"), dtype=np.uint32)
        first, end = np.searchsorted(codes, np.array([least, past], dtype=np.uint64))
        found = np.frombuffer(row[1], dtype="<u4")[int(first) : int(end)]
    since = connection.execute(
        "SELECT article_id FROM search_serial_since WHERE side = ? AND code >= ? AND code < ?",
        (side, least, past),
    ).fetchall()
    return np.concatenate((found, np.array(since, dtype="<u4").reshape(-1)))


def _code(folded: str, side: int) -> int:
    """The characters of one end as a number, from the outermost on; zeros for those that are missing."""
    count = CODE_CHARS[side]
    chars = folded[:count] if side == HEAD else folded[: -count - 1 : -1]
    filled = chars.ljust(count, "0")
    return int(filled, _BASE) if filled.isascii() else _code_of_others(filled)


def _code_of_others(chars: Sequence[str]) -> int:
    code = 0
    for char in chars:
        code = code * _BASE + (int(char, _BASE) if char.isascii() else ord(char) % _BASE)
    return code
