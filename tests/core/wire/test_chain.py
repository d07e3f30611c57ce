"""The chain of a device's envelopes: gaps and forks show."""

from hypothesis import given
from hypothesis import strategies as st
from wire_builders import KEY, chain, envelope

from core.wire import NOTHING_BEFORE, Place, SignedEnvelope, body_hash, open_envelope, place, seal

CHAIN = chain(6)
HASHES = [body_hash(signed.body) for signed in CHAIN]


def placed(signed: SignedEnvelope, taken_in: int) -> Place:
    """Where `signed` stands when the first `taken_in` of the chain have been taken in."""
    opened = open_envelope(signed, KEY.public)
    kept = HASHES[opened.sequence - 1] if opened.sequence <= taken_in else None
    return place(
        opened,
        body_hash(signed.body),
        last_sequence=taken_in,
        last_hash=HASHES[taken_in - 1] if taken_in else NOTHING_BEFORE,
        kept_hash=kept,
    )


@given(st.integers(0, 5), st.integers(0, 5))
def test_the_true_chain_is_next_known_or_after_a_gap(taken_in: int, index: int) -> None:
    expected = Place.KNOWN if index < taken_in else Place.NEXT if index == taken_in else Place.GAP
    assert placed(CHAIN[index], taken_in) is expected


@given(st.integers(0, 5), st.integers(1, 6))
def test_another_body_at_a_place_that_is_taken_is_a_fork(taken_in: int, sequence: int) -> None:
    previous = HASHES[sequence - 2] if sequence > 1 else NOTHING_BEFORE
    other = seal(envelope(sequence=sequence, previous=previous, author="someone-else"), KEY)
    expected = Place.FORK if sequence <= taken_in else Place.NEXT if sequence == taken_in + 1 else Place.GAP
    assert placed(other, taken_in) is expected


def test_a_next_envelope_with_another_past_is_a_fork() -> None:
    other = seal(envelope(sequence=4, previous=HASHES[0]), KEY)
    assert placed(other, 3) is Place.FORK


def test_a_first_envelope_has_nothing_before_it() -> None:
    assert placed(seal(envelope(previous=HASHES[0]), KEY), 0) is Place.FORK
