"""Proof that whoever asks for something with a public key has the private half of it."""

from __future__ import annotations

from typing import Final

import msgspec

from core.rules.errors import BadInput, NotAuthentic
from core.wire.signing import SigningKey, verify

ENROLMENT_CONTEXT: Final = b"coulisse enrolment 1"


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
