"""A workstation in one file, and back, with the work that headquarters has not heard of yet and the store's
own label templates.

The file is encrypted under a recovery code that this workstation keeps for all of its backups: the key in the
keyring dies with the machine that a backup is there for. It does not hold the device's own key: who restores
it enrols again, so that no two machines speak for one device (docs/decisions/0030).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from core.rules.errors import BadInput, Conflict, Damaged, TooNew
from core.rules.time import Instant
from sync.backup_templates import put_back, put_in, take_out
from sync.faults import database_faults
from sync.files import ReplicaFolder
from sync.keys import KeyStore, load_or_make
from sync.migrating import revisions
from sync.ports import Files, World
from sync.rekeying import key_in_use, key_of
from sync.store_copy import copy_store, forget_identity, make_durable, opened, opens

FORMAT: Final = "coulisse workstation backup 1"
RECOVERY_BYTES: Final = 15
"""24 characters of base32, 120 bits: no passphrase to think of, none to guess."""
GROUP_CHARS: Final = 4
MAX_ABOUT_BYTES: Final = 4096
CHUNK_BYTES: Final = 1024 * 1024
_MISREAD: Final = str.maketrans("018", "OIB")
"""Digits that a code never has, as the letters that they were read from."""


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself to anybody: one line of JSON before the encrypted file.

    Attributes:
        location_name: the store's.
        waiting: commands in it that headquarters had not answered.
        size_bytes, sha256: of the encrypted file.
    """

    format: str
    made_at: Instant
    location_name: str
    waiting: int
    size_bytes: int
    sha256: str


class Restored(msgspec.Struct, frozen=True):
    """What was put back, and where that went which stood in its place (None for nothing)."""

    about: About
    set_aside: Path | None


def recovery_code(keys: KeyStore, name: str, world: World) -> str:
    """The code that opens all backups of this workstation; drawn at the first of them."""
    secret = load_or_make(
        keys, _recovery_name(name), world.randomness, is_first=True, size_bytes=RECOVERY_BYTES
    )
    text = base64.b32encode(secret).decode()
    return "-".join(text[at : at + GROUP_CHARS] for at in range(0, len(text), GROUP_CHARS))


@database_faults()
def back_up(folder: ReplicaFolder, keys: KeyStore, name: str, world: World, out: Path) -> About:
    """Write a backup, whole or not at all, beside an open desktop or without one; of a symbolic link, what it
    leads to.

    Raises:
        BadInput: `not_replaceable`: something stands there that is no file; `backup_place_missing`: it is a
            link into a folder that is not there, such as one of a disk that is not connected.
        Damaged: `replica_missing`; `key_missing`; the replica cannot be read.
        Conflict: `restore_unfinished`; `replica_busy`: another backup is being made.
        StorageFull: no room.
    """
    files = world.files
    if files.size(folder.store) == 0:
        raise Damaged("replica_missing")
    refuse_half_restored(folder)
    if not files.is_replaceable(out):
        # A device or a pipe would be gone from this machine.
        raise BadInput("not_replaceable", path=str(out))
    # What a link leads to takes the new backup, beside which it is drafted; the link stays one.
    target = files.target_of(out)
    if target == out:
        files.make_folder(out.parent)
    elif not files.is_folder(target.parent):
        # Made here, it would be on this machine's own disk, and hidden as soon as the other is connected.
        raise BadInput("backup_place_missing", path=str(out), folder=str(target.parent))
    out = target
    secret = _secret(recovery_code(keys, name, world))
    # SQLite does not work on every share, and the device's key, which is in the copy at first, stays here.
    copy, draft = folder.backup_draft, out.with_name(f"{out.name}.part")
    try:
        key, backup_key = key_in_use(folder, keys, name), _key(secret)
        copy_store(files, folder.store, key, copy, backup_key)
        forget_identity(copy, backup_key)
        put_in(folder, copy, backup_key)
        about = _about(files, copy, backup_key, world.clock.now())
        files.remove(draft)
        with files.open_append(draft) as whole, files.open_read(copy) as part:
            whole.write(msgspec.json.encode(about) + b"\n")
            while chunk := part.read(CHUNK_BYTES):
                whole.write(chunk)
        make_durable(files, draft)
        world.at("backup.before_replace")
        files.replace(draft, out)
    finally:
        files.remove(copy)
        files.remove(draft)
    return about


def forget_unfinished(folder: ReplicaFolder) -> None:
    """Remove what a backup that was killed has left here; of one that is going on, which then says so.

    Windows does not let go of a file that somebody has open: there it goes at the next start.
    """
    with suppress(OSError):
        folder.files.remove(folder.backup_draft)


@database_faults()
def restore(
    folder: ReplicaFolder, keys: KeyStore, name: str, world: World, file: Path, code: str
) -> Restored:
    """Put a backup in the place of the replica in `folder`, which nobody may have open. Ended before its end,
    it is run again.

    What stood there is set aside and never deleted: it may hold work that was not sent.

    Raises:
        BadInput: `not_a_backup`; `recovery_code_wrong`.
        Damaged: `backup_damaged`.
        TooNew: `replica_too_new`: a newer version of the program has made it.
        StorageFull: no room. In each case what is here stays as it is.
    """
    files = world.files
    if files.size(folder.store):
        # What is set aside must go on opening with a key that stays: a change of keys is ended first.
        with suppress(Damaged, Conflict):
            key_of(folder, keys, name, world.randomness)
    with _unpacked(folder, file) as (about, copy):
        secret = _secret(code)
        if not opens(files, copy, _key(secret)):
            raise BadInput("recovery_code_wrong")
        _refuse_newer(copy, _key(secret))
        templates = take_out(copy, _key(secret))
        # The key that is here may be the one of what is set aside: it stays, and serves again.
        key = load_or_make(keys, name, world.randomness, is_first=True)
        copy_store(files, copy, _key(secret), folder.store_draft, key)
        keys.save(_recovery_name(name), secret)
    aside = _aside_of(folder, world)
    world.at("restore.begun")
    put_back(folder, templates, aside)
    is_anything_there = set_aside(folder, aside)
    world.at("restore.set_aside")
    files.replace(folder.store_draft, folder.store)
    world.at("restore.moved")
    files.remove(folder.restore_mark)
    return Restored(about, aside if is_anything_there else None)


def _aside_of(folder: ReplicaFolder, world: World) -> Path:
    """Where to set aside what is here; the same again for a restore that was ended half way."""
    files = folder.files
    begun = files.read(folder.restore_mark)
    named = begun.decode() if begun else f"set-aside-{world.clock.now()}"
    if begun is None:
        files.write(folder.restore_mark, named.encode())
    return folder.root / named


def set_aside(folder: ReplicaFolder, aside: Path) -> bool:
    """Move the replica's file, with all that belongs to it, into a folder; returns whether anything is there.

    The key stays where it is kept. What the folder has already stays: a file of that name that is here is
    then not the one that was to be set aside.
    """
    files = folder.files
    # The log before its file: SQLite throws away a log that it finds beside another file.
    parts = [*(folder.store.with_name(f"{folder.store.name}{end}") for end in ("-wal", "-shm")), folder.store]
    for path in (*parts, folder.key_mark):
        if files.size(path) and not files.size(aside / path.name):
            files.make_folder(aside)
            files.replace(path, aside / path.name)
    return bool(files.list(aside))


def refuse_half_restored(folder: ReplicaFolder) -> None:
    """A replica whose restore was ended half way is not to be opened.

    Raises:
        Conflict: `restore_unfinished`.
    """
    if folder.files.read(folder.restore_mark) is not None:
        raise Conflict("restore_unfinished")


def read_about(files: Files, file: Path) -> About:
    """What a backup says of itself.

    Raises:
        BadInput: `not_a_backup`.
    """
    try:
        with files.open_read(file) as whole:
            about = msgspec.json.decode(whole.readline(MAX_ABOUT_BYTES), type=About)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadInput("not_a_backup", path=str(file)) from error
    if about.format != FORMAT:
        raise BadInput("not_a_backup", path=str(file))
    return about


@contextmanager
def _unpacked(folder: ReplicaFolder, file: Path) -> Iterator[tuple[About, Path]]:
    """A backup's encrypted file by itself, checked, for as long as it is needed."""
    files, about = folder.files, read_about(folder.files, file)
    copy = folder.root / "restoring.copy"
    files.remove(copy)
    digest = hashlib.sha256()
    try:
        with files.open_read(file) as whole, files.open_append(copy) as part:
            whole.readline(MAX_ABOUT_BYTES)
            while chunk := whole.read(CHUNK_BYTES):
                digest.update(chunk)
                part.write(chunk)
        if files.size(copy) != about.size_bytes or digest.hexdigest() != about.sha256:
            raise Damaged("backup_damaged")
        yield about, copy
    finally:
        files.remove(copy)


def _about(files: Files, copy: Path, key: bytes, now: Instant) -> About:
    with opened(copy, key) as connection:
        (place,) = connection.execute("SELECT location_name FROM replica_state").fetchone()
        (waiting,) = connection.execute("SELECT count(*) FROM pending_command WHERE status = ''").fetchone()
    digest = hashlib.sha256()
    with files.open_read(copy) as part:
        while chunk := part.read(CHUNK_BYTES):
            digest.update(chunk)
    return About(FORMAT, now, place, waiting, files.size(copy), digest.hexdigest())


def _refuse_newer(copy: Path, key: bytes) -> None:
    known, _newest = revisions()
    with opened(copy, key) as connection:
        row: Any = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row[0] not in known:
        raise TooNew("replica_too_new")


def _recovery_name(name: str) -> str:
    return f"{name}-recovery"


def _secret(code: str) -> bytes:
    """The secret that a code stands for, however it is typed.

    Raises:
        BadInput: `recovery_code_wrong`.
    """
    plain = "".join(code.split()).replace("-", "").upper().translate(_MISREAD)
    try:
        secret = base64.b32decode(plain)
    except ValueError as error:
        raise BadInput("recovery_code_wrong") from error
    if len(secret) != RECOVERY_BYTES:
        raise BadInput("recovery_code_wrong")
    return secret


def _key(secret: bytes) -> bytes:
    """The raw key of a backup's file. The secret is random: nothing is gained by a slow derivation."""
    return hashlib.blake2b(secret, digest_size=32, person=b"coulisse backup").digest()
