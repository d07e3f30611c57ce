"""Envelopes: signed bytes are the truth, and everything has a bound."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wire_builders import KEY, OTHER_KEY, chain, envelope

from core.rules.errors import BadInput, NotAuthentic
from core.rules.time import Instant
from core.wire import (
    MAX_ARGUMENTS_BYTES,
    MAX_BATCH_BYTES,
    MAX_BATCH_ENVELOPES,
    CommandsAnswer,
    OutcomeRow,
    OutcomeStatus,
    SignedEnvelope,
    body_hash,
    decode_answer,
    decode_batch,
    encode_answer,
    encode_batch,
    fill_batch,
    open_envelope,
    seal,
)
from core.wire.envelope import ENVELOPE_CONTEXT

text = st.text(min_size=1, max_size=40)


@given(
    sequence=st.integers(1, 2**63 - 1),
    base=st.integers(0, 2**63 - 1),
    network=st.none() | st.integers(0, 2**63 - 1),
    names=st.tuples(text, text, text, text),
    arguments=st.binary(max_size=500),
    at=st.integers(-(2**53), 2**53),
    previous=st.binary(min_size=32, max_size=32),
)
def test_what_is_sealed_is_what_is_opened(
    sequence: int,
    base: int,
    network: int | None,
    names: tuple[str, str, str, str],
    arguments: bytes,
    at: int,
    previous: bytes,
) -> None:
    device, aggregate, name, author = names
    made = envelope(
        sequence=sequence,
        base_version=base,
        base_network_version=network,
        device_id=device,
        aggregate=aggregate,
        name=name,
        author=author,
        arguments=arguments,
        at=Instant(at),
        previous=previous,
    )
    sealed = seal(made, KEY)
    assert open_envelope(sealed, KEY.public) == made


def test_another_key_opens_nothing() -> None:
    with pytest.raises(NotAuthentic):
        open_envelope(seal(envelope(), OTHER_KEY), KEY.public)


def test_no_bit_of_the_body_or_the_signature_can_be_changed() -> None:
    sealed = seal(envelope(), KEY)
    for place in range(len(sealed.body) * 8):
        with pytest.raises(NotAuthentic):
            open_envelope(SignedEnvelope(_flip(sealed.body, place), sealed.signature), KEY.public)
    for place in range(len(sealed.signature) * 8):
        with pytest.raises(NotAuthentic):
            open_envelope(SignedEnvelope(sealed.body, _flip(sealed.signature, place)), KEY.public)


def _flip(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../../etc/passwd"},
        {"id": "018bcfe5-6800-7000-8000-00000000000G"},
        {"sequence": 0},
        {"base_version": -1},
        {"base_network_version": -1},
        {"version": 0},
        {"previous": bytes(31)},
        {"device_id": ""},
        {"aggregate": "a" * 129},
        {"arguments": bytes(MAX_ARGUMENTS_BYTES + 1)},
    ],
)
def test_a_field_outside_its_bounds_is_not_sealed(changes: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        seal(envelope(**changes), KEY)


@pytest.mark.parametrize("body", [b"", b"\xc1", b"\x80", b"<html>", b"\x91" * 5000, bytes(70_000)])
def test_authentic_rubbish_is_bad_input(body: bytes) -> None:
    signed = SignedEnvelope(body, KEY.sign(ENVELOPE_CONTEXT, body))
    with pytest.raises(BadInput):
        open_envelope(signed, KEY.public)


def test_a_field_of_a_later_program_is_passed_over_and_kept_in_the_bytes() -> None:
    fields = msgspec.to_builtins(envelope(), builtin_types=(bytes,)) | {"mood": "cheerful"}
    body = msgspec.msgpack.encode(fields)
    signed = SignedEnvelope(body, KEY.sign(ENVELOPE_CONTEXT, body))
    assert open_envelope(signed, KEY.public) == envelope()
    assert decode_batch(encode_batch([signed])) == [signed]


def test_each_envelope_holds_the_hash_of_the_one_before() -> None:
    first, second, third = (open_envelope(signed, KEY.public) for signed in chain(3))
    assert first.previous == bytes(32)
    assert second.previous == body_hash(chain(1)[0].body)
    assert third.previous != second.previous


@given(st.integers(0, MAX_BATCH_ENVELOPES))
def test_a_batch_arrives_as_it_was_sent(length: int) -> None:
    batch = _CHAIN[:length]
    assert decode_batch(encode_batch(batch)) == batch


_CHAIN = chain(MAX_BATCH_ENVELOPES)


def test_a_batch_has_a_largest_number_and_size() -> None:
    waiting = chain(1) * (MAX_BATCH_ENVELOPES + 5)
    assert len(fill_batch(waiting)) == MAX_BATCH_ENVELOPES
    with pytest.raises(BadInput):
        encode_batch(waiting)
    with pytest.raises(BadInput):
        decode_batch(msgspec.msgpack.encode(waiting))
    with pytest.raises(BadInput):
        decode_batch(bytes(MAX_BATCH_BYTES + 1))


@given(st.lists(st.integers(0, MAX_ARGUMENTS_BYTES), min_size=15, max_size=30))
def test_a_filled_batch_can_always_be_sent_and_is_never_empty(sizes: list[int]) -> None:
    waiting = [seal(envelope(arguments=bytes(size)), KEY) for size in sizes]
    batch = fill_batch(waiting)
    assert batch and batch == waiting[: len(batch)]
    assert decode_batch(encode_batch(batch)) == batch


@pytest.mark.parametrize("data", [b"", b"<html>oh</html>", b"\x80", b"\x91\x91\xc4\x01a", b"\x91" * 9000])
def test_what_is_not_a_batch_or_an_answer_is_bad_input(data: bytes) -> None:
    with pytest.raises(BadInput):
        decode_batch(data)
    with pytest.raises(BadInput):
        decode_answer(data)


def test_an_answer_arrives_as_it_was_given() -> None:
    outcome = OutcomeRow(
        id=envelope().id,
        sequence=1,
        status=OutcomeStatus.RECORDED,
        code="picked_after_cancel",
        data={"quantity": 2, "names": ["é", None]},
        store_version=8,
        network_version=3,
        decided_at=Instant(1_700_000_000_500),
    )
    answer = CommandsAnswer([outcome], accepted_through=1)
    assert decode_answer(encode_answer(answer)) == answer
    with pytest.raises(BadInput):
        decode_answer(encode_answer(answer)[:-1])
