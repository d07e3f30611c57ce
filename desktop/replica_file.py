"""The replica's file as the program opens it, or sets it aside when nothing can read it any more."""

from __future__ import annotations

from pathlib import Path

from core.folder_lock import FolderLock
from core.rules.errors import CoulisseError
from sync import Replica, World
from sync.backup import refuse_half_restored, set_aside
from sync.faults import database_faults
from sync.files import ReplicaFolder
from sync.keys import KEYS_FOLDER, KeyPlace, key_place, replica_key_name, usable_keys
from sync.rekeying import key_of


def open_replica(profile: Path, world: World) -> tuple[Replica, KeyPlace]:
    """The replica of a folder, made where there is none, and where its key is kept.

    Raises:
        Damaged, Conflict, TooNew, StorageFull: see `sync.rekeying.key_of` and `sync.replica.Replica`.
    """
    folder = ReplicaFolder(profile, world.files)
    refuse_half_restored(folder)
    keys, name = usable_keys(profile / KEYS_FOLDER, world.files), replica_key_name(profile)
    key = key_of(folder, keys, name, world.randomness)
    return Replica(folder, key, world.at), key_place(profile / KEYS_FOLDER, world.files)


def put_aside(profile: Path, world: World, lock: FolderLock) -> None:
    """Set the replica's file aside: the next start begins with an empty one.

    Raises:
        CoulisseError: `already_running`.
        StorageFull, Damaged: it stays where it is.
    """
    with database_faults():
        if not lock.take():
            raise CoulisseError("already_running")
        try:
            set_aside(ReplicaFolder(profile, world.files), profile / f"set-aside-{world.clock.now()}")
        finally:
            lock.release()
