"""Each table of words is total over its enumeration."""

from __future__ import annotations

from core.commands import Proof
from core.rules.availability import Term
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.permissions import Role
from core.rules.stock import Bucket, ShortReason
from desktop.shell import wording
from desktop.shell.theme import ICONS
from sync.connection import Cause, ConnectionKind


def test_every_kind_has_words_and_a_drawing() -> None:
    for kind in FulfilmentKind:
        assert wording.kind_words(kind)
        assert wording.kind_phrase(kind)
        assert (ICONS / f"{wording.kind_icon(kind)}.svg").is_file()


def test_every_state_has_a_word_a_shape_and_a_colour() -> None:
    for state in FulfilmentState:
        look = wording.state_look(state)
        assert look.word
        assert (ICONS / f"{look.shape()}.svg").is_file()


def test_every_reason_says_what_it_does_to_the_stock() -> None:
    for reason in ShortReason:
        assert wording.short_reason_words(reason)
        assert wording.short_effect_words(reason)


def test_every_other_code_has_words() -> None:
    assert all(wording.term_words(term) for term in Term)
    assert all(wording.bucket_words(bucket) for bucket in Bucket)
    assert all(wording.connection_words(kind) for kind in ConnectionKind)
    assert all(wording.connection_tone(kind) for kind in ConnectionKind)
    assert all(wording.role_words(role) for role in Role)
    assert all(wording.proof_words(proof) for proof in Proof)


def test_every_cause_but_none_has_a_sentence() -> None:
    assert [cause for cause in Cause if not wording.cause_words(cause)] == [Cause.NONE]


def test_what_only_a_newer_core_knows_is_said_as_it_is_written() -> None:
    assert (wording.kind_words("locker"), wording.kind_phrase("locker")) == ("locker", "locker")
    assert (ICONS / f"{wording.kind_icon('locker')}.svg").is_file()
    assert wording.state_words("cooling") == wording.state_look("cooling").word == "cooling"
    assert (ICONS / f"{wording.state_look('cooling').shape()}.svg").is_file()
    assert wording.short_reason_words("eaten") == "eaten"
    assert wording.bucket_words("aloft") == "aloft"
    assert wording.cause_words("of tomorrow") == ""
