"""The words of each copy of the network, kept in memory: a mistyped word may be any of them."""

from __future__ import annotations

from typing import Any

from sync.search_spelling import Vocabulary

_VOCABULARY = "SELECT word, articles FROM search_word WHERE NOT word GLOB '*[0-9]*' ORDER BY word"
_NEWEST_WORD = (
    "SELECT (SELECT group_concat(file) FROM pragma_database_list), epoch, w.rowid, w.word FROM network_state"
    " LEFT JOIN (SELECT rowid, word FROM search_word ORDER BY rowid DESC LIMIT 1) w"
)
"""Which vocabulary it is: whatever a delta writes of a word becomes the newest row. Of a word that is gone
nothing is found, so that one may still be thought to be meant."""
_vocabularies: dict[tuple[Any, ...], Vocabulary] = {}
MAX_VOCABULARIES = 4
"""Copies of the network whose words are kept in memory, half a megabyte each: reading them takes as long as a
whole search."""


def vocabulary_of(raw: Any) -> Vocabulary:
    """The words of the copy of the network that is attached to a connection: read once, until they change."""
    which = raw.execute(_NEWEST_WORD).fetchone()
    known = _vocabularies.get(which)
    if known is None:
        if len(_vocabularies) >= MAX_VOCABULARIES:
            _vocabularies.clear()
        known = _vocabularies[which] = Vocabulary(raw.execute(_VOCABULARY).fetchall())
    return known
