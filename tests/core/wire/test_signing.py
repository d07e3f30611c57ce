"""Signatures: for one key, one context and one message."""

import pytest

from core.rules.errors import BadInput, NotAuthentic
from core.wire import SigningKey, verify

# RFC 8032, section 7.1, test 2 (the message is one byte); our own messages carry a context before them.
RFC_SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
RFC_PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")


def test_a_seed_always_gives_the_same_key() -> None:
    assert SigningKey(RFC_SEED).public == RFC_PUBLIC
    assert SigningKey(SigningKey(RFC_SEED).seed).public == RFC_PUBLIC


def test_a_signature_holds_for_its_context_and_message_alone() -> None:
    key = SigningKey(RFC_SEED)
    signature = key.sign(b"one", b"message")
    verify(key.public, b"one", b"message", signature)
    for context, message in [(b"two", b"message"), (b"one", b"massage"), (b"on", b"emessage")]:
        with pytest.raises(NotAuthentic):
            verify(key.public, context, message, signature)


@pytest.mark.parametrize("public_key", [b"", b"short", bytes(33)])
def test_what_is_not_a_key_verifies_nothing(public_key: bytes) -> None:
    with pytest.raises(NotAuthentic):
        verify(public_key, b"one", b"message", bytes(64))


def test_a_key_needs_32_bytes_of_randomness_and_never_shows_them() -> None:
    with pytest.raises(BadInput):
        SigningKey(bytes(31))
    assert RFC_SEED.hex() not in repr(SigningKey(RFC_SEED))
