"""Follows the network stream: deltas as they come, a snapshot where they do not lead.

A snapshot is taken in the background (`sync.arrival`) and only then pointed to; the copy before it serves
until that moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count

import structlog

from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.rules.errors import Conflict, CoulisseError, Damaged, Offline, TooNew
from core.rules.time import MINUTE_MS, SECOND_MS, Instant
from core.wire import Manifest, NeedsSnapshot, PieceRef, SnapshotRef, StreamManifest, cover
from sync import delta_apart, network_copy
from sync.answers import NOTHING, Have
from sync.arrival import Arrival
from sync.client import CoreClient
from sync.divergence import Divergence
from sync.do import Do, beside
from sync.files import EMPTY_NETWORK_FILE
from sync.memory import give_back, keep_little
from sync.progress import Download
from sync.workstation import Workstation

NETWORK = "network"
LONGEST_PAUSE_MS = 10 * MINUTE_MS
"""Between two tries of a snapshot that never comes whole."""

log = structlog.get_logger(__name__)


class NetworkPuller:
    """Brings this workstation's copy of the network to what a manifest names.

    Attributes:
        have: what deltas may lead on from; nothing while all of the manifest is needed.
    """

    def __init__(
        self,
        workstation: Workstation,
        client: CoreClient,
        do: Do,
        on_download: Callable[[Download | None], None],
    ) -> None:
        self._workstation = workstation
        self._replica = workstation.replica
        self._world = workstation.world
        self._client = client
        self._do = do
        self._on_download = on_download
        self.have = NOTHING
        self._divergence = Divergence(workstation, client, do)
        self._download: asyncio.Task[None] | None = None
        self._arrival: Arrival | None = None
        self._is_begun = self._is_tidy = False
        self._may_serve = asyncio.Event()
        self._failures = 0
        self._not_before_ms = 0
        self._fault: CoulisseError | None = None

    async def expect(self, manifest: Manifest) -> None:
        """Begin to take the network where there is none at all, while what waits goes up and the private
        streams come. It is pointed to once `follow` was asked for, and not before.

        Where the store's own rows are not here either, they come first: a store can work with these alone.
        """
        stream = manifest.streams.get(NETWORK)
        has_copy = self._replica.network_path.name != EMPTY_NETWORK_FILE
        if has_copy or stream is None or self._download is not None:
            return
        if manifest.schema_version != NETWORK_SCHEMA_VERSION:
            return
        if (await self._do(self._replica.state)).epoch == manifest.epoch:
            await self._tidy_before()
            self._may_serve.clear()
            self._begin(manifest, stream.snapshot)

    async def follow(self, manifest: Manifest) -> bool:
        """Apply the deltas that lead on, or begin to take a snapshot where none do.

        The private streams are here, as fresh as the manifest or fresher: a movement is known before the
        network's copy contains it.

        Returns:
            Whether the copy is now what the manifest names.

        Raises:
            Offline: the line was cut; the next cycle goes on from where this one came to.
            Damaged: a piece was changed on the way, or a download came to nothing; it is asked for again.
                `network_diverged`: the copy differs from the core's rows and could not be mended now.
                `manifest_is_old`: something on the way shows one of before; the copy does not go back.
            TooNew: `network_too_new`: only a newer program can read what the core publishes.
            Conflict: `network_too_old`: the core is older than this program, and is to be updated first.
            StorageFull: no room; the copy stays as it is.
        """
        self.have = NOTHING
        self._may_serve.set()
        await self._tidy_before()
        stream = manifest.streams.get(NETWORK)
        # The core may have begun anew since it made the manifest: this copy is to stand still then, since it
        # was written down which movements it contains (`sync.containment.remember`).
        if stream is None or (await self._do(self._replica.state)).epoch != manifest.epoch:
            return False
        if self._download is None or self._download.done():
            self._reap()
        if self._download is not None:
            return self._not_yet()
        if manifest.schema_version != NETWORK_SCHEMA_VERSION:
            raise _of_another_program(manifest.schema_version)
        version = await self._usable_version(manifest)
        if version is not None and version > stream.version:
            await self._refuse_older(manifest)
        way = cover(stream, version) if version is not None else NeedsSnapshot("gap", stream.snapshot, [])
        if isinstance(way, NeedsSnapshot):
            self._begin(manifest, way.snapshot)
            return self._not_yet()
        for piece in way:
            await self._apply(piece, manifest.made_at)
        if await self._differs_much(manifest, stream):
            self._begin(manifest, stream.snapshot)
            return self._not_yet()
        await self._tidy_after()
        self.have = Have(manifest.epoch, stream.version)
        return True

    async def _differs_much(self, manifest: Manifest, stream: StreamManifest) -> bool:
        """Whether the copy, now at the manifest's version, is to be taken again; little is mended here."""
        path = self._replica.network_path
        try:
            return await self._divergence.check(manifest, stream)
        except Damaged as error:
            if error.code == network_copy.DAMAGED:
                await self._do(partial(self._replica.distrust_network, path))
            raise

    def _not_yet(self) -> bool:
        """The copy is not the newest; what stood in its way last time still does, as far as is known."""
        if self._fault is not None:
            raise self._fault.with_traceback(None)
        return False

    async def stop(self) -> None:
        """Give up a download; what has come of it is kept."""
        if self._download is not None:
            self._download.cancel()
            with suppress(asyncio.CancelledError, CoulisseError):
                await self._download

    def _reap(self) -> None:
        """Take note of how the last download ended; raises a bug in it."""
        download, self._download = self._download, None
        if download is None or download.cancelled():
            return
        error = download.exception()
        if error is not None and not isinstance(error, CoulisseError):
            raise error
        if error is None or (isinstance(error, Offline) and self._arrival and self._arrival.has_come):
            # No reason to wait: some of it came, and the cycle has just reached the core again.
            self._fault = None
            return
        self._fault = error
        self._failures += 1
        pause_ms = min(2**self._failures * SECOND_MS, LONGEST_PAUSE_MS)
        self._not_before_ms = self._world.clock.monotonic_ms() + pause_ms

    async def _usable_version(self, manifest: Manifest) -> int | None:
        """The version of the copy in use, or None if it is another epoch's, another schema's, or damaged."""
        path = self._replica.network_path
        try:
            version, epoch, schema = await self._do(partial(network_copy.copy_state, path))
        except Damaged as error:
            log.warning("network.damaged", reason=error.data.get("reason"))
            await self._do(partial(self._replica.distrust_network, path))
            return None
        if epoch != manifest.epoch or schema != manifest.schema_version:
            return None
        return version

    async def _refuse_older(self, manifest: Manifest) -> None:
        """Within an epoch versions only grow: fewer of them are an old manifest, unless it was made since."""
        made_at = await self._do(partial(network_copy.made_at, self._replica.network_path))
        if manifest.made_at <= made_at:
            raise Damaged("manifest_is_old", made_at=manifest.made_at)

    async def _apply(self, piece: PieceRef, made_at: Instant) -> None:
        data = await self._client.piece(piece)
        path = self._replica.network_path

        def work() -> None:
            here = self._replica.state().location_id
            downloads = self._replica.folder.downloads
            kinds = self._workstation.network_led_on(
                partial(delta_apart.apply, self._world, path, piece, data, made_at, here, downloads)
            )
            # Here, since whoever waits for it may be cancelled meanwhile: the rows are new all the same.
            self._workstation.announce(kinds | {NETWORK})

        try:
            await self._do(work)
        except CoulisseError as error:
            self._divergence.is_to_read_again()
            if isinstance(error, Damaged) and error.code == network_copy.DAMAGED:
                await self._do(partial(self._replica.distrust_network, path))
            raise

    def _begin(self, manifest: Manifest, snapshot: SnapshotRef | None) -> None:
        if snapshot is None:
            return
        if self._arrival is None or self._arrival.snapshot != snapshot:
            # What stood in the way of another one, such as its being gone, says nothing of this one.
            self._arrival = Arrival(
                self._world,
                self._client,
                self._do,
                self._replica.folder.downloads,
                snapshot,
                self._on_download,
            )
            self._fault, self._failures, self._not_before_ms = None, 0, 0
        if self._world.clock.monotonic_ms() >= self._not_before_ms:
            self._download = asyncio.create_task(self._take_snapshot(manifest, self._arrival))
            # At its very end, and no sooner: whoever looks before takes it for still on its way, and what
            # leads on from it would wait for the next poke or poll.
            self._download.add_done_callback(lambda _download: self._on_download(None))

    async def _take_snapshot(self, manifest: Manifest, arrival: Arrival) -> None:
        """Bring a snapshot here and point to it. Until it ends well, nothing has changed."""
        keep_little()
        await beside(self._let_go)
        await arrival.fetch()
        await self._may_serve.wait()
        name = await self._do(partial(self._free_name, manifest.epoch, arrival.snapshot.to_version))
        await arrival.finish(self._replica.folder.network(name))
        await self._do(partial(self._workstation.serve_network, name, manifest.epoch))
        self._failures = 0
        self._arrival, self._is_tidy = None, False
        self._divergence.has_taken(arrival.snapshot)
        self._workstation.announce({NETWORK, *network_copy.NETWORK_TABLES})
        # Served first. What was there before is only removed once this task has come to its end.
        await self._do(self._replica.make_durable)
        await beside(give_back)

    def _let_go(self) -> None:
        """At a first start, of what the store's own rows took: a connection keeps up to 8 MB of pages."""
        self._replica.let_go()
        give_back()

    async def _tidy_before(self) -> None:
        """Remove what a program that was ended has left: once, since later on a connection may still hold a
        copy, whose name must not be given again."""
        if not self._is_begun:
            await self._do(self._remove_old_copies)
            self._is_begun = True

    async def _tidy_after(self) -> None:
        """The copy serves and is the newest: what led to it goes, and what makes search faster is made."""
        if not self._is_tidy:
            await self._do(self._remove_downloads)
            await self._do(self._remove_old_copies)
            await self._do(self._keep_place)
            self._is_tidy = True

    def _remove_downloads(self) -> None:
        for left in self._world.files.list(self._replica.folder.downloads):
            # One that something holds (Windows) goes another time.
            with suppress(OSError):
                self._world.files.remove(left)

    def _keep_place(self) -> None:
        with suppress(CoulisseError):
            here = self._replica.state().location_id
            network_copy.keep_place(self._world, self._replica.network_path, here)

    def _remove_old_copies(self) -> None:
        network_copy.remove_old_copies(self._world, self._replica.folder.root, self._replica.network_path)

    def _free_name(self, epoch: str, version: int) -> str:
        """A file name that no copy has or has left a log of: what is still attached is never written over."""
        folder = self._replica.folder
        taken = [path.name for path in self._world.files.list(folder.root)]
        names = (folder.network_name(epoch, version, place) for place in count())
        return next(name for name in names if not any(other.startswith(name) for other in taken))


def _of_another_program(schema_version: str) -> CoulisseError:
    """Which of the two is to be updated."""
    is_older = schema_version.isdecimal() and int(schema_version) < int(NETWORK_SCHEMA_VERSION)
    if is_older:
        return Conflict("network_too_old", schema_version=schema_version)
    return TooNew("network_too_new", schema_version=schema_version)
