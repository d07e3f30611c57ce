"""Proof that whoever asks for something with a public key has the private half of it."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from core.rules.errors import BadInput, NotAuthentic
from core.wire.signing import SigningKey, verify

ENROLMENT_CONTEXT: Final = b"coulisse enrolment 1"
APPROVAL_KEY_CONTEXT: Final = b"coulisse approval key 1"


def prove_enrolment(code: str, name: str, key: SigningKey) -> bytes:
    """The signature, 64 bytes, that goes with a request to be enrolled: over all that it asks for.

    The code is good once, so nobody else can use the proof for anything.
    """
    return key.sign(ENROLMENT_CONTEXT, _asked(code, name, key.public))


def check_enrolment(code: str, name: str, public_key: bytes, proof: bytes) -> None:
    """Say nothing if the request was signed with the key that it names.

    Raises:
        BadInput: `enrolment_unproven`.
    """
    try:
        verify(public_key, ENROLMENT_CONTEXT, _asked(code, name, public_key), proof)
    except NotAuthentic as error:
        raise BadInput("enrolment_unproven") from error


def _asked(code: str, name: str, public_key: bytes) -> bytes:
    return msgspec.msgpack.encode([code, name, public_key])


def prove_approval_key(device_id: str, staff_id: str, key: SigningKey) -> bytes:
    """The signature, 64 bytes, that goes with a person's approval key: for this device and this person."""
    return key.sign(APPROVAL_KEY_CONTEXT, _asked(device_id, staff_id, key.public))


def check_approval_key(device_id: str, staff_id: str, public_key: bytes, proof: bytes) -> None:
    """Say nothing if the key was shown by whoever has it, for this device and this person.

    Raises:
        BadInput: `approval_key_unproven`.
    """
    try:
        verify(public_key, APPROVAL_KEY_CONTEXT, _asked(device_id, staff_id, public_key), proof)
    except NotAuthentic as error:
        raise BadInput("approval_key_unproven") from error


def approval_key_id(public_key: bytes) -> str:
    """What a key is called: the first 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(public_key).hexdigest()[:32]
