"""A private key that is kept wrapped: by a PIN, and by a secret of the device, and of no use without both."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.ports import Randomness
from core.rules.errors import Refused
from core.wire import SigningKey

PASSES: Final = 3
MEMORY_KIB: Final = 64 * 1024
"""RFC 9106, section 4, second recommended option of argon2id, on one lane: about 150 ms here."""
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32
_INFO: Final = b"coulisse approval key 1"


class Wrapped(msgspec.Struct, frozen=True, array_like=True):
    """A sealed key, with what it takes besides the two secrets. Its cost may be raised later on."""

    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
    passes: Annotated[int, msgspec.Meta(ge=1, le=16)]
    memory_kib: Annotated[int, msgspec.Meta(ge=8, le=1024 * 1024)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=NONCE_BYTES, max_length=NONCE_BYTES)]
    sealed: Annotated[bytes, msgspec.Meta(max_length=256)]


def wrap(key: SigningKey, pin: str, device_secret: bytes, owner: bytes, randomness: Randomness) -> bytes:
    """The key's private half, sealed. Takes about 150 ms.

    Args:
        owner: whose it is, and on which device: opened for another it does not open.
    """
    salt, nonce = randomness.secret(SALT_BYTES), randomness.secret(NONCE_BYTES)
    cipher = _cipher(pin, device_secret, salt, PASSES, MEMORY_KIB)
    sealed = cipher.encrypt(nonce, key.seed, owner)
    return msgspec.msgpack.encode(Wrapped(salt, PASSES, MEMORY_KIB, nonce, sealed))


def unwrap(wrapped: bytes, pin: str, device_secret: bytes, owner: bytes) -> SigningKey:
    """The key. Takes about 150 ms.

    Raises:
        Refused: `approval_key_shut`: another PIN, another device or owner, or bytes that were changed.
    """
    try:
        parts = msgspec.msgpack.decode(wrapped, type=Wrapped)
        cipher = _cipher(pin, device_secret, parts.salt, parts.passes, parts.memory_kib)
        return SigningKey(cipher.decrypt(parts.nonce, parts.sealed, owner))
    except (msgspec.MsgspecError, InvalidTag) as error:
        raise Refused("approval_key_shut") from error


def _cipher(pin: str, device_secret: bytes, salt: bytes, passes: int, memory_kib: int) -> AESGCM:
    slow = hash_secret_raw(pin.encode(), salt, passes, memory_kib, 1, KEY_BYTES, Type.ID)
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=device_secret, info=_INFO).derive(slow))
