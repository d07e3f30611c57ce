"""The replica's file as the program opens it, or sets it aside when nothing can read it any more."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from core.folder_lock import FolderLock
from core.rules.errors import Conflict, CoulisseError
from sync import Replica, World
from sync.backup import forget_unfinished, refuse_half_restored, set_aside
from sync.faults import database_faults
from sync.files import ReplicaFolder
from sync.keys import KEYS_FOLDER, KeyPlace, key_place, replica_key_name, usable_keys
from sync.rekeying import key_of

TRIES: Final = 20
BETWEEN_TRIES_S: Final = 0.25
"""A backup has the file open for a few seconds."""


def open_replica(profile: Path, world: World) -> tuple[Replica, KeyPlace]:
    """The replica of a folder, made where there is none, and where its key is kept.

    Raises:
        Damaged, Conflict, TooNew, StorageFull: see `sync.rekeying.key_of` and `sync.replica.Replica`.
    """
    folder = ReplicaFolder(profile, world.files)
    refuse_half_restored(folder)
    forget_unfinished(folder)
    keys, name = usable_keys(profile / KEYS_FOLDER, world.files), replica_key_name(profile)
    key = key_of(folder, keys, name, world.randomness)
    return Replica(folder, key, world.at), key_place(profile / KEYS_FOLDER, world.files)


def put_aside(profile: Path, world: World, lock: FolderLock) -> Path:
    """Set the replica's file aside: the next start begins with an empty one. Returns the folder it is in.

    Raises:
        CoulisseError: `already_running`.
        Conflict: `replica_busy`: another program has the file open, a backup perhaps, and Windows does not
            move it then.
        StorageFull, Damaged: it stays where it is.
    """
    with database_faults():
        if not lock.take():
            raise CoulisseError("already_running")
    try:
        folder, aside = ReplicaFolder(profile, world.files), profile / f"set-aside-{world.clock.now()}"
        for _ in range(TRIES - 1):
            with suppress(Conflict), database_faults():
                set_aside(folder, aside)
                return aside
            time.sleep(BETWEEN_TRIES_S)
        with database_faults():
            set_aside(folder, aside)
        return aside
    finally:
        lock.release()
