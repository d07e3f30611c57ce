"""Where the replica's key is kept: the system's keyring, or a file that its owner alone can read.

A raw key of 32 random bytes: opening takes about 2 ms, where a passphrase would take over 100.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Protocol

import keyring
from keyring.errors import KeyringError

from core.ports import Randomness

KEY_BYTES = 32
SERVICE = "coulisse"


class KeyStore(Protocol):
    """Keeps secrets by name."""

    def load(self, name: str) -> bytes | None: ...

    def save(self, name: str, secret: bytes) -> None: ...


class KeyringKeys:
    """The system's keyring (Secret Service, Windows Credential Manager, macOS Keychain)."""

    def load(self, name: str) -> bytes | None:
        text = keyring.get_password(SERVICE, name)
        return bytes.fromhex(text) if text else None

    def save(self, name: str, secret: bytes) -> None:
        keyring.set_password(SERVICE, name, secret.hex())


class FileKeys:
    """Files of mode 0600 in one folder, for machines without a keyring."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> bytes | None:
        path = self._folder / f"{name}.key"
        return bytes.fromhex(path.read_text().strip()) if path.exists() else None

    def save(self, name: str, secret: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{name}.key"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secret.hex())
            out.flush()
            os.fsync(out.fileno())


def usable_keys(folder: Path) -> KeyStore:
    """The keyring if this machine has one that works, else files in `folder`."""
    try:
        keyring.get_password(SERVICE, "probe")
    except (KeyringError, RuntimeError, OSError):
        return FileKeys(folder)
    return KeyringKeys()


def load_or_make(store: KeyStore, name: str, randomness: Randomness) -> bytes:
    """The key of this name, made now if there is none."""
    known = store.load(name)
    if known is None:
        known = randomness.secret(KEY_BYTES)
        store.save(name, known)
    return known


def fingerprint(key: bytes) -> str:
    """Sixteen hexadecimal digits that tell keys apart without saying anything about them."""
    return hashlib.blake2b(key, digest_size=8, person=b"coulisse-replica"[:16]).hexdigest()
