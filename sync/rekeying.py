"""Which key opens `store.db`, and another key in its place.

The new key is kept beside the old one before anything is written with it, and the file changes keys in one
rename: whenever the machine ends, one of the two opens the file, and the next start finds out which.
"""

from __future__ import annotations

from core.ports import Randomness
from core.rules.errors import Conflict, Damaged
from sync.files import ReplicaFolder
from sync.keys import KeyStore, fingerprint, load_or_make
from sync.ports import CommitPoint, World, nothing_at
from sync.store_copy import copy_store, opens, settle


def next_name(name: str) -> str:
    """Under which name the key is kept that is to take the place of the one of this name."""
    return f"{name}-next"


def key_of(folder: ReplicaFolder, keys: KeyStore, name: str, randomness: Randomness) -> bytes:
    """The key of the replica in `folder`, made now for one that is not there yet. What a change of keys left
    half done when it was ended is brought to its end, or taken back.

    Raises:
        Damaged: `key_missing`: there is a file, and no key for it; `key_damaged`; `disk_error`.
        StorageFull: no room to find out which key it is.
    """
    is_made = folder.files.size(folder.store) > 0
    if not is_made:
        return load_or_make(keys, name, randomness, is_first=True)
    coming = keys.load(next_name(name))
    if coming is not None:
        _end_change(folder, keys, name, coming)
    known = keys.load(name)
    if known is None:
        raise Damaged("key_missing")
    return load_or_make(keys, name, randomness)


def key_in_use(folder: ReplicaFolder, keys: KeyStore, name: str) -> bytes:
    """The key that opens the replica now; changes nothing, so that it may be asked beside whoever works here.

    Raises:
        Damaged: `key_missing`: no key that is kept opens the file; `disk_error`.
        StorageFull: no room to find out.
    """
    for known in (keys.load(name), keys.load(next_name(name))):
        if known is not None and opens(folder.files, folder.store, known):
            return known
    raise Damaged("key_missing")


def change_key(folder: ReplicaFolder, keys: KeyStore, name: str, world: World) -> None:
    """Write the replica's file anew under a new key. Nobody may have it open.

    Raises:
        Damaged: `replica_missing`; the file cannot be read with its key. It stays as it is.
        Conflict: `replica_busy`; `keys_not_kept`: the keyring did not take the new key. Likewise.
        StorageFull: no room for a second file. Likewise.
    """
    if folder.files.size(folder.store) == 0:
        raise Damaged("replica_missing")
    known = key_of(folder, keys, name, world.randomness)
    coming = load_or_make(keys, next_name(name), world.randomness)
    if keys.load(next_name(name)) != coming:
        raise Conflict("keys_not_kept")
    world.at("rekey.kept")
    settle(folder.store, known)
    world.at("rekey.settled")
    copy_store(folder.files, folder.store, known, folder.store_draft, coming)
    world.at("rekey.copied")
    folder.files.replace(folder.store_draft, folder.store)
    world.at("rekey.moved")
    _end_change(folder, keys, name, coming, world.at)


def _end_change(
    folder: ReplicaFolder,
    keys: KeyStore,
    name: str,
    coming: bytes,
    at: CommitPoint = nothing_at,
) -> None:
    """Forget whichever of the two keys does not open the file."""
    if opens(folder.files, folder.store, coming):
        folder.files.write(folder.key_mark, fingerprint(coming).encode("ascii"))
        at("rekey.marked")
        keys.save(name, coming)
        at("rekey.saved")
        if keys.load(name) != coming:
            # Both stay: the next start looks again.
            raise Conflict("keys_not_kept")
    folder.files.remove(folder.store_draft)
    keys.remove(next_name(name))
