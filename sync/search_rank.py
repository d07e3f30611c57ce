"""Which articles match, and in which order: over the whole catalogue at once, as arrays by article id.

Each word that is typed gives each article a grade, from a word nearly like it to a whole GTIN; an article
matches if every word has given it one. What this store has comes first, then what some place has, then the
rest; within that the sum of the grades decides, then how many places carry the style, then the name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from core.model.search_index import GTIN_DIGITS, MAX_PREFIX_CHARS
from core.model.search_lists import Ids, Mask, mask_of, put
from core.model.search_stock import ANYWHERE, articles_at
from sync.search_joined import LEAST_BEGUN_CHARS, joined, joined_in_doubt, parted
from sync.search_spelling import Meant, Vocabulary, may_be_mistyped
from sync.search_vocabulary import vocabulary_of
from sync.search_words import agreeing, says_nothing

Grades = NDArray[np.uint8]

MEANT_BEGUN, MEANT = (3, 2, 1), (6, 5, 4)
"""A word that was meant, not typed: the first one of the name, another one of it, one elsewhere. It goes on,
or is whole."""
BEGUN, WHOLE = (9, 8, 7), (12, 11, 10)
"""Likewise, a word that was typed, or one that it agrees with."""
GTIN_BEGUN, GTIN_ENDED, GTIN_WHOLE = 7, 13, 15
LEAST_TAIL_DIGITS = 4
"""An EAN is found by its last digits, or its first ones, from so many on."""
MAX_NUMBERS = 400
"""So many EANs that end, or begin, alike are looked at."""
NOWHERE_TIER = 2
GTIN_LENGTHS = (8, 12, 13, 14)
_SETS_OF_WORD = "SELECT lead, named, other FROM search_word WHERE word = ?"
_WORDS_AMONG = "SELECT word FROM search_word WHERE word IN (SELECT value FROM json_each(?))"
_PAST_ALL = "\U0010ffff"


class Ranked(msgspec.Struct, frozen=True):
    """The best articles for what was typed.

    Attributes:
        ids: the best first.
        words: folded, as they were read where that is not as they were typed: two as one, or one as two.
        meant: by word that was typed, the words of the catalogue that were looked for in its place.
    """

    ids: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    meant: Mapping[str, tuple[str, ...]] = {}


class Catalogue:
    """The index as one search reads it; what is read once is kept until the search is done.

    Args:
        raw: a DB-API connection to which the network's copy is attached.
        here: this store.
    """

    def __init__(self, raw: Any, here: int) -> None:
        self._raw = raw
        self._here = here
        self._graded: dict[str, Grades] = {}
        (last,) = raw.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()
        self._room = int(last) + 1

    def ranked(self, words: Sequence[str], limit: int) -> Ranked:
        """Articles that match all `words` as they are typed, or as far as they are."""
        return Ranked(self._best([self._grades(word) for word in words], limit))

    def best_of(self, ids: Ids, limit: int) -> tuple[int, ...]:
        """The best of these articles, which match alike."""
        if not len(ids):
            return ()
        given = np.zeros(self._room, dtype=np.uint8)
        given[ids[ids < self._room]] = 1
        return self._best([given], limit)

    def rejoined(self, words: Sequence[str], limit: int) -> Ranked:
        """Articles that match `words` if two of them are one word there, or one of them is two."""
        for reading in joined(words):
            if all(self._grades(word).any() for word in reading):
                ids = self._best([self._grades(word) for word in reading], limit)
                if ids:
                    return Ranked(ids, reading)
        return self._parted(words, limit)

    def _parted(self, words: Sequence[str], limit: int) -> Ranked:
        unknown = self._unknown(words)
        cuts = {word: list(parted(word)) for word in unknown or words}
        known = self._known({part for every in cuts.values() for parts in every for part in parts})
        grades: list[Grades] = []
        read: list[str] = []
        for place, word in enumerate(words):
            given, parts = self._grades(word), [word]
            if word in cuts:
                going_on = word if place == len(words) - 1 else ""
                given, parts = self._in_two(given, word, cuts[word], known, going_on)
            if not parts:
                return Ranked()
            grades.append(given)
            read += parts
        ids = self._best(grades, limit) if read != list(words) else ()
        return Ranked(ids, tuple(dict.fromkeys(read))) if ids else Ranked()

    def _known(self, parts: Set[str]) -> set[str]:
        """Those of these that are words of the catalogue, or agree with one."""
        forms = {part: (part, *agreeing(part)) for part in parts}
        every = json.dumps([form for known in forms.values() for form in known])
        rows = self._raw.execute(_WORDS_AMONG, (every,)).fetchall()
        found = {word for (word,) in rows}
        return {part for part, known in forms.items() if not found.isdisjoint(known)}

    def _in_two(
        self, given: Grades, word: str, cuts: Sequence[tuple[str, str]], known: Set[str], going_on: str
    ) -> tuple[Grades, list[str]]:
        """What a word gives if it is two that an article has both, and the parts of it that there are.

        Args:
            given: what it gives as one.
            known: parts that are words of the catalogue.
            going_on: the word that is being typed, if this is it.
        """
        read = [word] if given.any() else []
        for first, second in cuts:
            may_begin = bool(going_on) and len(second) >= LEAST_BEGUN_CHARS
            told = [part for part in (first, second) if not says_nothing(part)]
            if told and all(part in known or (may_begin and part == second) for part in told):
                both = np.minimum.reduce([self._grades(part) for part in told])
                if both.any():
                    given = np.maximum(given, both)
                    read += told
        return given, read

    def corrected(self, words: Sequence[str], limit: int) -> Ranked:
        """Articles that match `words` if some were mistyped: those that nothing begins with, or else any.

        Then if two are one word that is near to another: "tee shirt" to "T-shirt".
        """
        found = self._corrected(words, limit)
        for reading in joined_in_doubt(words):
            if not found.ids:
                found = msgspec.structs.replace(self._corrected(reading, limit), words=reading)
        return found

    def _unknown(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if not self._grades(word).any()]

    def _corrected(self, words: Sequence[str], limit: int) -> Ranked:
        typed = [self._grades(word) for word in words]
        for doubted in (self._unknown(words), words):
            meant = {word: self._meant(word) for word in doubted if may_be_mistyped(word)}
            grades = [
                np.maximum(known, self._grades_of(meant[word])) if word in meant else known
                for word, known in zip(words, typed, strict=True)
            ]
            ids = self._best(grades, limit) if meant else ()
            if ids:
                return Ranked(
                    ids, meant={word: tuple(near.word for near in known) for word, known in meant.items()}
                )
        return Ranked()

    def _grades(self, word: str) -> Grades:
        """What a word gives each article."""
        if word not in self._graded:
            self._graded[word] = self._graded_anew(word)
        return self._graded[word]

    def _graded_anew(self, word: str) -> Grades:
        given = np.zeros(self._room, dtype=np.uint8)
        for sets in self._beginning(word):
            _give(given, sets, BEGUN)
        for form in (word, *agreeing(word)):
            for sets in self._raw.execute(_SETS_OF_WORD, (form,)):
                _give(given, sets, WHOLE)
        if len(word) >= LEAST_TAIL_DIGITS and word.isascii() and word.isdecimal():
            self._give_numbers(given, word)
        return given

    def _grades_of(self, meant: Sequence[Meant]) -> Grades:
        """What words that were meant give."""
        given = np.zeros(self._room, dtype=np.uint8)
        for near in meant:
            for sets in self._raw.execute(_SETS_OF_WORD, (near.word,)):
                _give(given, sets, MEANT if near.is_whole else MEANT_BEGUN)
        return given

    def _meant(self, word: str) -> tuple[Meant, ...]:
        """Words of the catalogue that a mistyped one may stand for."""
        return self._vocabulary.meant(word)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return vocabulary_of(self._raw)

    def _best(self, grades: Sequence[Grades], limit: int) -> tuple[int, ...]:
        """Ids of the articles to which every word has given a grade, the best first."""
        matching = np.logical_and.reduce([given > 0 for given in grades])
        if not matching.any():
            return ()
        at_hand = self._stocked(self._here)
        ids = np.flatnonzero(matching & at_hand)
        # Where this store alone has enough, no other need be looked at.
        if len(ids) < limit:
            ids = np.flatnonzero(matching)
        tier = NOWHERE_TIER - self._stocked(ANYWHERE)[ids].astype(np.int64)
        tier[at_hand[ids]] = 0
        total = np.sum([given[ids] for given in grades], axis=0, dtype=np.int64)
        keys = (tier << 48) - (total << 32) + self._ranks(ids)
        if len(ids) > limit:
            kept = np.argpartition(keys, limit - 1)[:limit]
            ids, keys = ids[kept], keys[kept]
        return tuple(int(id_) for id_ in ids[np.argsort(keys, kind="stable")])

    def _stocked(self, place: int) -> Mask:
        row = self._raw.execute("SELECT articles FROM search_stock WHERE place = ?", (place,)).fetchone()
        if row is not None:
            return mask_of(row[0], self._room)
        # Until the first delta has come, nobody has asked for this place to be kept.
        mask = np.zeros(self._room, dtype=np.bool_)
        mask[[id_ for id_ in articles_at(self._raw, place) if id_ < self._room]] = True
        return mask

    def _ranks(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        (packed,) = self._raw.execute("SELECT ranks FROM search_rank").fetchone()
        ranks = np.frombuffer(packed, dtype="<u4")
        # Articles that a delta brought come last until the next snapshot.
        found = np.full(len(ids), len(ranks), dtype=np.int64)
        is_known = ids < len(ranks)
        found[is_known] = ranks[ids[is_known]]
        return found

    def _beginning(self, word: str) -> list[Any]:
        """The sets of the words that begin so: ready-made where they are many."""
        if len(word) <= MAX_PREFIX_CHARS:
            row = self._raw.execute(
                "SELECT lead, named, other FROM search_prefix WHERE word = ?", (word,)
            ).fetchone()
            if row is not None:
                return [row]
        found: list[Any] = self._raw.execute(
            "SELECT lead, named, other FROM search_word WHERE word >= ? AND word < ?",
            (word, word + _PAST_ALL),
        ).fetchall()
        return found

    def _give_numbers(self, given: Grades, digits: str) -> None:
        bare = digits.lstrip("0")
        if len(bare) > GTIN_DIGITS:
            return
        ended = digits[-GTIN_DIGITS:]
        least = int(ended[::-1].ljust(GTIN_DIGITS, "0"))
        past = least + 10 ** (GTIN_DIGITS - len(ended))
        # Leading zeros do not matter (GS1 General Specifications 7.1).
        whole = [bare.zfill(length) for length in GTIN_LENGTHS]
        for sql, asked, grade in (
            ("id FROM article WHERE gtin >= ? AND gtin < ?", (digits, digits + _PAST_ALL), GTIN_BEGUN),
            ("article_id FROM search_gtin WHERE backwards >= ? AND backwards < ?", (least, past), GTIN_ENDED),
            ("id FROM article WHERE gtin IN (?, ?, ?, ?)", whole, GTIN_WHOLE),
        ):
            rows = self._raw.execute(f"SELECT {sql} LIMIT {MAX_NUMBERS}", asked).fetchall()
            ids = [id_ for (id_,) in rows if id_ < self._room]
            given[ids] = np.maximum(given[ids], grade)


def _give(given: Grades, sets: Sequence[bytes], grades: Sequence[int]) -> None:
    for packed, grade in zip(sets, grades, strict=True):
        put(packed, given, grade)
