"""Where the replica's key is kept: the system's keyring, or a file that its owner alone can read.

A raw key of 32 random bytes: opening takes about 2 ms, where a passphrase would take over 100.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from core.ports import Randomness
from core.rules.errors import Damaged
from sync.ports import SYSTEM_FILES, Files

KEY_BYTES = 32
SERVICE = "coulisse"
KEYS_FOLDER = "keys"
"""Beside the replica's files: where a key is kept on a machine whose keyring does not take it."""


class KeyPlace(StrEnum):
    """Where a replica's key is kept."""

    KEYRING = "keyring"
    FILE = "file"


def key_place(folder: Path, files: Files = SYSTEM_FILES) -> KeyPlace:
    """Where the key is kept of the replica whose files of keys are in `folder`."""
    return KeyPlace.FILE if any(path.suffix == ".key" for path in files.list(folder)) else KeyPlace.KEYRING


class KeyStore(Protocol):
    """Keeps secrets by name."""

    def load(self, name: str) -> bytes | None: ...

    def save(self, name: str, secret: bytes) -> None: ...

    def remove(self, name: str) -> None:
        """Forget it; nothing if there is none."""


class NoKeyring(RuntimeError):
    """The system's keyring is not there, is locked, or does not answer."""


@contextmanager
def _keyring() -> Iterator[Any]:
    # Here, and not above: looking for what keyrings there are loads much, and files of keys need none of it.
    import keyring
    from keyring.errors import KeyringError

    try:
        yield keyring
    except KeyringError as error:
        raise NoKeyring(str(error)) from error


class KeyringKeys:
    """The system's keyring (Secret Service, Windows Credential Manager, macOS Keychain).

    Raises (all methods):
        NoKeyring: there is none that works.
    """

    def load(self, name: str) -> bytes | None:
        with _keyring() as ring:
            text = ring.get_password(SERVICE, name)
        return _from_text(text) if text else None

    def save(self, name: str, secret: bytes) -> None:
        with _keyring() as ring:
            ring.set_password(SERVICE, name, secret.hex())

    def remove(self, name: str) -> None:
        with _keyring() as ring, suppress(ring.errors.PasswordDeleteError):
            ring.delete_password(SERVICE, name)


class FileKeys:
    """Files of mode 0600 in one folder, for machines without a keyring."""

    def __init__(self, folder: Path, files: Files = SYSTEM_FILES) -> None:
        self._folder = folder
        self._files = files

    def load(self, name: str) -> bytes | None:
        content = self._files.read(self._folder / f"{name}.key")
        return None if content is None else _from_text(content.decode("ascii", "replace"))

    def save(self, name: str, secret: bytes) -> None:
        self._files.make_folder(self._folder)
        self._files.write(self._folder / f"{name}.key", secret.hex().encode("ascii"))

    def remove(self, name: str) -> None:
        self._files.remove(self._folder / f"{name}.key")


class KeyringOrFile:
    """The keyring, and files where it has nothing or does not answer: a key is found again whichever of the
    two was there on the day it was made."""

    def __init__(self, ring: KeyStore, files: KeyStore) -> None:
        self._ring = ring
        self._files = files

    def load(self, name: str) -> bytes | None:
        try:
            known = self._ring.load(name)
        except _NO_KEYRING:
            known = None
        except Damaged:
            # Something else stands in the keyring under our name: a file may still have the key.
            known = self._files.load(name)
            if known is None:
                raise
        return known or self._files.load(name)

    def save(self, name: str, secret: bytes) -> None:
        try:
            self._ring.save(name, secret)
        except _NO_KEYRING:
            self._files.save(name, secret)

    def remove(self, name: str) -> None:
        with suppress(*_NO_KEYRING):
            self._ring.remove(name)
        self._files.remove(name)


_NO_KEYRING = (RuntimeError, OSError)


def _from_text(text: str) -> bytes:
    try:
        return bytes.fromhex(text.strip())
    except ValueError as error:
        raise Damaged("key_damaged") from error


def usable_keys(folder: Path, files: Files = SYSTEM_FILES) -> KeyStore:
    """The keyring of this machine, with files in `folder` for when it has none that works."""
    return KeyringOrFile(KeyringKeys(), FileKeys(folder, files))


def load_or_make(
    store: KeyStore, name: str, randomness: Randomness, *, is_first: bool = False, size_bytes: int = KEY_BYTES
) -> bytes:
    """The key of this name, made now if there is none. `is_first`: nothing was written with any key yet, so
    that one which cannot be read makes room for another.

    Raises:
        Damaged: `key_damaged`: what is kept is not a key.
    """
    try:
        known = store.load(name)
    except Damaged:
        if not is_first:
            raise
        known = None
    if known is None:
        known = randomness.secret(size_bytes)
        store.save(name, known)
    if len(known) != size_bytes:
        raise Damaged("key_damaged")
    return known


def replica_key_name(folder: Path) -> str:
    """Under which name the key of the replica in `folder` is kept."""
    return "replica-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def fingerprint(key: bytes) -> str:
    """Sixteen hexadecimal digits that tell keys apart without saying anything about them."""
    return hashlib.blake2b(key, digest_size=8, person=b"coulisse-replica"[:16]).hexdigest()
