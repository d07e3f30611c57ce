"""What is open on the disk: the lock of the folder, its replica, and the exchange that writes to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from core.folder_lock import FolderLock
from core.rules.errors import CoulisseError
from desktop.exchange import Exchange
from desktop.places import replica_lock
from desktop.replica_file import open_replica, put_aside
from sync import Workstation, World
from sync.faults import database_faults
from sync.keys import KeyPlace

T = TypeVar("T")


class ReplicaRoom:
    """Opens and closes off the GUI's thread: the keyring, a migration or a damaged file take their time.

    Attributes:
        workstation: the replica, once it is open.
        exchange: with the core, once this is a device.
        key_place: where the replica's key is kept.
    """

    def __init__(self, profile: Path, world: World, lock: FolderLock | None = None) -> None:
        """`lock` is the folder's, where it was taken already."""
        self._profile = profile
        self._world = world
        self._lock = lock or replica_lock(profile)
        # One thread: what closes the files comes after what is still opening them.
        self._files = ThreadPoolExecutor(1, "files")
        self.workstation: Workstation | None = None
        self.exchange: Exchange | None = None
        self.key_place = KeyPlace.KEYRING

    async def off(self, work: Callable[[], T]) -> T:
        """Read, open or close, one after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._files, work)

    async def open(self, core_url: str) -> tuple[Workstation, bool]:
        """The replica, and whether this is a device of a core already, which then is at `core_url`, if given.

        Raises:
            CoulisseError: `already_running`; and see `open_replica`.
        """
        return await self.off(lambda: self._open(core_url))

    async def begin_exchange(self, on_bug: Callable[[Exception], None]) -> Exchange:
        """An exchange with the core, of the replica that is open."""
        workstation = self.workstation
        assert workstation is not None
        self.exchange = await self.off(lambda: Exchange(workstation, on_bug))
        return self.exchange

    async def close(self) -> None:
        """Close what is open and let the folder go; it can be opened again."""
        await self.off(self._close)

    async def set_aside(self) -> Path:
        """Set the file aside that cannot be read; see `put_aside`."""
        return await self.off(lambda: put_aside(self._profile, self._world, self._lock))

    def leave(self) -> None:
        """Nothing is opened any more."""
        self._files.shutdown()

    def _open(self, core_url: str) -> tuple[Workstation, bool]:
        with database_faults():
            is_ours = self._lock.take()
        if not is_ours:
            raise CoulisseError("already_running")
        replica, self.key_place = open_replica(self._profile, self._world)
        workstation = self.workstation = Workstation(replica, self._world)
        is_enrolled = workstation.is_enrolled
        if is_enrolled and core_url:
            workstation.use_core(core_url)
        return workstation, is_enrolled

    def _close(self) -> None:
        if self.exchange is not None:
            self.exchange.close()
            self.exchange = None
        if self.workstation is not None:
            self.workstation.replica.close()
            self.workstation = None
        self._lock.release()
