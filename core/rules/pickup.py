"""The customer's pickup code: how it is kept so that a store can check it with the line cut.

The store has a keyed digest of the code, and not the code. Six digits are few, so this keeps a code from
being read off a screen or a file by chance, not from a determined search; the encrypted replica does that.
Of what is ordered in exchange the store can tell the code as well: it prints it (`exchange_code`).
"""

from __future__ import annotations

import hashlib
import hmac

CODE_DIGITS = 6
SEED_BYTES = 16


def code_from(entropy: bytes) -> str:
    """A code of six digits from at least 8 bytes of randomness (bias below 2**-44)."""
    if len(entropy) < 8:
        raise ValueError("a pickup code needs 8 bytes of randomness")
    return f"{int.from_bytes(entropy[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def exchange_code(refund_id: str, seed: str) -> str:
    """The code of what was ordered in exchange with a refund: its customer has it on paper before
    headquarters has heard of the order.

    Args:
        seed: chance that the workstation has drawn for it (`SEED_BYTES`), known to its store and to
            headquarters alone. Without one, which is how it was before, the code follows from the refund's
            identifier, which others are told: such codes are out, and are taken still.
    """
    secret = f"{refund_id}:{seed}" if seed else refund_id
    return code_from(hashlib.blake2b(secret.encode(), digest_size=8, person=b"coulisse-pickup").digest())


def code_digest(order_id: str, code: str) -> str:
    """What is kept of a code: 64 hexadecimal characters, different for each order."""
    return hashlib.blake2b(
        code.strip().encode(), key=order_id.encode()[:64], digest_size=32, person=b"coulisse-pickup"
    ).hexdigest()


def is_right_code(order_id: str, code: str, digest: str) -> bool:
    """Whether `code` is the one whose digest was kept."""
    return hmac.compare_digest(code_digest(order_id, code), digest)
