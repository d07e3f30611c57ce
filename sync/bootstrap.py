"""Follows the network stream: deltas as they come, a snapshot where they do not lead.

A snapshot is downloaded in the background, resumed at the byte where it was cut, verified, unpacked, and only
then pointed to; the copy before it serves until that moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

import structlog

from core.rules.errors import CoulisseError, Damaged
from core.rules.time import Instant
from core.wire import Manifest, NeedsSnapshot, PieceRef, cover, decode_delta
from sync import network_copy
from sync.client import CoreClient
from sync.workstation import Workstation

T = TypeVar("T")
NETWORK = "network"
PROGRESS_BYTES = 512 * 1024
"""Tell the progress at least this often."""

log = structlog.get_logger(__name__)


class Do(Protocol):
    """Runs blocking work off the loop."""

    def __call__(self, work: Callable[[], T]) -> Awaitable[T]: ...


class NetworkPuller:
    """Brings this workstation's copy of the network to what a manifest names."""

    def __init__(
        self,
        workstation: Workstation,
        client: CoreClient,
        do: Do,
        on_download: Callable[[tuple[int, int] | None], None],
    ) -> None:
        self._workstation = workstation
        self._replica = workstation.replica
        self._world = workstation.world
        self._client = client
        self._do = do
        self._on_download = on_download
        self._download: asyncio.Task[None] | None = None

    async def follow(self, manifest: Manifest) -> None:
        """Apply the deltas that lead on, or begin to take a snapshot where none do.

        Raises:
            Offline: the line was cut; the next cycle goes on from where this one came to.
        """
        stream = manifest.streams.get(NETWORK)
        if stream is None or (self._download is not None and not self._download.done()):
            return
        self._reap()
        version = await self._usable_version(manifest)
        way = cover(stream, version) if version is not None else NeedsSnapshot("gap", stream.snapshot, [])
        if isinstance(way, NeedsSnapshot):
            if way.snapshot is not None:
                self._download = asyncio.create_task(self._take_snapshot(manifest, way.snapshot))
            return
        await self._apply(way, manifest.made_at)

    async def stop(self) -> None:
        """Give up a download; what has come of it is kept."""
        if self._download is not None:
            self._download.cancel()
            with suppress(asyncio.CancelledError, CoulisseError):
                await self._download

    def _reap(self) -> None:
        if self._download is not None and not self._download.cancelled():
            error = self._download.exception()
            self._download = None
            if error is not None and not isinstance(error, CoulisseError):
                raise error
            if error is not None:
                log.info("network.download_failed", code=error.code)

    async def _usable_version(self, manifest: Manifest) -> int | None:
        """The version of the copy in use, or None if it is another epoch's, another schema's, or damaged."""
        path = self._replica.network_path
        try:
            version, epoch, schema = await self._do(lambda: network_copy.copy_state(path))
        except Damaged as error:
            log.warning("network.damaged", reason=error.data.get("reason"))
            return None
        if epoch != manifest.epoch or schema != manifest.schema_version:
            return None
        return version

    async def _apply(self, deltas: list[PieceRef], made_at: Instant) -> None:
        for piece in deltas:
            data = await self._client.piece(piece)
            path = self._replica.network_path

            def work(data: bytes = data, path: Path = path) -> frozenset[str]:
                return network_copy.apply_delta(self._world, path, decode_delta(data), made_at)

            kinds = await self._do(work)
            self._workstation.announce(kinds | {NETWORK})

    async def _take_snapshot(self, manifest: Manifest, piece: PieceRef) -> None:
        folder = self._replica.folder
        part = folder.downloads / f"{piece.sha256}.part"
        name = folder.network_name(manifest.epoch, piece.to_version)
        try:
            await self._fetch(piece, part)
            if not await self._do(lambda: network_copy.is_whole(self._world, part, piece)):
                self._world.files.remove(part)
                raise Damaged("piece_damaged", name=piece.name)
            target = folder.network(name)
            await self._do(lambda: network_copy.unpack(self._world, part, piece, target, lambda _done: None))
            await self._do(lambda: self._replica.move_network_pointer(name))
        finally:
            self._on_download(None)
        self._world.files.remove(part)
        await self._do(lambda: network_copy.remove_old_copies(self._world, folder.root, target))
        self._workstation.announce({NETWORK, *network_copy.NETWORK_TABLES})

    async def _fetch(self, piece: PieceRef, part: Path) -> None:
        come = await self._do(lambda: network_copy.part_size(self._world, part))
        if come > piece.size_bytes:
            self._world.files.remove(part)
            come = 0
        if come == piece.size_bytes:
            return
        told = come
        self._on_download((come, piece.size_bytes))
        async for chunk in self._client.piece_from(piece, come):
            await self._do(_adding(self._world, part, chunk))
            come += len(chunk)
            if come - told >= PROGRESS_BYTES:
                told = come
                self._on_download((come, piece.size_bytes))


def _adding(world: Any, part: Path, chunk: bytes) -> Callable[[], None]:
    return lambda: network_copy.add_to_part(world, part, chunk)
