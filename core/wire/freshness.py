"""Proof that an answer was made for this very question: whatever was kept of another on the way has none."""

from __future__ import annotations

import hashlib
from typing import Final

from core.rules.errors import NotAuthentic
from core.wire.signing import SigningKey, verify

PROOF: Final = "Coulisse-Proof"
"""The header beside an answer whose question had a mark: the core's signature, in hexadecimal."""
MARK_BYTES: Final = 16
MAX_MARK: Final = 64
"""Characters of a mark, as the core takes it."""
ANSWER_CONTEXT: Final = b"coulisse answer 1"


def prove_answer(mark: str, answer: bytes, key: SigningKey) -> str:
    """The core's signature over a question's mark, which nobody has used before, and the whole answer."""
    return key.sign(ANSWER_CONTEXT, _bound(mark, answer)).hex()


def check_answer(mark: str, answer: bytes, public_key: bytes, proof: str) -> None:
    """Say nothing if the core has answered so, and to the question with this mark.

    Raises:
        NotAuthentic: `answer_not_fresh`: it was the answer to another, or is none of the core's.
    """
    try:
        verify(public_key, ANSWER_CONTEXT, _bound(mark, answer), bytes.fromhex(proof))
    except (NotAuthentic, ValueError) as error:
        raise NotAuthentic("answer_not_fresh") from error


def _bound(mark: str, answer: bytes) -> bytes:
    # The digest has a fixed length, so no two pairs give the same bytes.
    return hashlib.sha256(answer).digest() + mark.encode()
