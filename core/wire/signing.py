"""Ed25519 signatures (RFC 8032) over bytes, each bound to what it was made for.

A signature covers a context before the message, so that one made for an envelope never passes for a manifest.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.rules.errors import BadInput, NotAuthentic

SEED_BYTES: Final = 32
PUBLIC_KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
KEYS_KEPT: Final = 1_024
"""Public keys that are ready to verify with: those of the devices that send most."""


class SigningKey:
    """A private key, made from 32 bytes of randomness that the caller got from its port.

    Attributes:
        seed: the private half, to be kept secret; the key can be made again from it.
        public: the public half, 32 bytes, as `verify` takes it.
    """

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise BadInput("bad_key", size_bytes=len(seed))
        self.seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw()

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public.hex()})"

    def sign(self, context: bytes, message: bytes) -> bytes:
        """The signature, 64 bytes, of the message in this context."""
        return self._key.sign(_bound(context, message))


def verify(public_key: bytes, context: bytes, message: bytes, signature: bytes) -> None:
    """Say nothing if the signature holds.

    Raises:
        NotAuthentic: it does not, or the key is not one.
    """
    try:
        _public_key(public_key).verify(signature, _bound(context, message))
    except (InvalidSignature, ValueError) as error:
        raise NotAuthentic("bad_signature") from error


@lru_cache(maxsize=KEYS_KEPT)
def _public_key(raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(raw)


def _bound(context: bytes, message: bytes) -> bytes:
    # A zero byte ends the context: contexts hold none, so no two pairs give the same bytes.
    return context + b"\x00" + message
