"""The pair's core as an httpx transport: what a core answers, in this process, with faults where a test wants
them."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import msgspec
from arranged import snapshot_of
from sync_world import CORE_KEY, Pair

from core.feed.private_hashes import private_hashes
from core.feed.region_tail import read_region_tail
from core.feed.settings import Setting, setting
from core.feed.streams import store_stream
from core.feed.tail import read_tail
from core.model import Device
from core.model.network_file import NETWORK_SCHEMA_VERSION
from core.orchestration.command_intake import receive
from core.orchestration.leasing import HeldBlock, lease_block, note_held
from core.orchestration.reactions import after
from core.rules.errors import Conflict, CoulisseError
from core.wire import (
    CORE_TIME,
    PROOF,
    Manifest,
    PieceRef,
    SnapshotRef,
    StreamManifest,
    decode_batch,
    encode_answer,
    encode_delta,
    encode_hashes,
    encode_region_tail,
    encode_tail,
    for_replica_at,
    prove_answer,
    sign_manifest,
)
from tests.support.bodies import Body

Fault = Callable[[httpx.Request], httpx.Response]


class Pokes(httpx.AsyncByteStream):
    """Server-sent events that a test sends."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (item := await self.queue.get()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item


TAIL_PARAMETERS = ("store_from", "device_from", "store_floor", "device_floor")


class PairTransport(httpx.AsyncBaseTransport):
    """Answers for the core of a pair.

    Attributes:
        faults: by the last part of a path, what to answer instead; a fault stays until it is taken out.
        asked: paths, in order.
        asked_from: for each manifest, the version that it was to lead on from.
        pieces: by name.
        pokes: the open streams of pokes.
        ahead_ms: how far the core's clock is ahead of the workstation's.
    """

    def __init__(self, pair: Pair, *, has_snapshot: bool = True, has_history: bool = False) -> None:
        self.pair = pair
        self.faults: dict[str, Fault] = {}
        self.asked: list[str] = []
        self.asked_from: list[int] = []
        self.ranges: list[str] = []
        self.pieces: dict[str, bytes] = {}
        self.pokes: list[Pokes] = []
        self.page_rows = 50
        self.ahead_ms = 0
        self.epoch = pair.core.read(lambda session: setting(session, Setting.EPOCH))
        self.schema_version = NETWORK_SCHEMA_VERSION
        self.snapshot: SnapshotRef | None = None
        self.deltas: list[PieceRef] = []
        self.version = pair.published()
        if has_snapshot:
            self.publish_snapshot()
        if has_history:
            self._publish_delta(0, self.version)

    def publish_snapshot(self) -> SnapshotRef:
        """Publish a snapshot of now; older deltas are forgotten."""
        self.snapshot, shards = snapshot_of(self.pair.core, self.pair.folder)
        self.pieces |= shards
        self.version, self.deltas = self.snapshot.to_version, []
        return self.snapshot

    def publish_delta(self) -> PieceRef | None:
        """Publish what has changed since, if anything has."""
        before, self.version = self.version, self.pair.published()
        return self._publish_delta(before, self.version) if before < self.version else None

    def _publish_delta(self, before: int, to: int) -> PieceRef:
        delta = msgspec.structs.replace(self.pair.delta(before, to), epoch=self.epoch)
        data = encode_delta(delta)
        digest = hashlib.sha256(data).hexdigest()
        piece = PieceRef(
            name=f"network/0/{self.epoch}-{before}-{to}-{digest[:8]}.delta",
            from_version=before,
            to_version=to,
            size_bytes=len(data),
            raw_bytes=len(data),
            sha256=digest,
            rows=delta.row_count,
        )
        self.pieces[piece.name] = data
        self.deltas.append(piece)
        return piece

    def manifest(self) -> Manifest:
        self.publish_delta()
        stream = StreamManifest(
            version=self.version, floor=0, snapshot=self.snapshot, deltas=list(self.deltas)
        )
        return Manifest(
            core_id="core",
            epoch=self.epoch,
            made_at=self.pair.clock.now(),
            schema_version=self.schema_version,
            streams={"network": stream},
        )

    def _manifest_for(self, request: httpx.Request) -> Manifest:
        """As the core does, for a replica that says what it has."""
        manifest, have = self.manifest(), int(request.url.params.get("have", 0))
        self.asked_from.append(have)
        if not have or request.url.params["epoch"] != manifest.epoch:
            return manifest
        streams = {name: for_replica_at(stream, have) for name, stream in manifest.streams.items()}
        return msgspec.structs.replace(manifest, streams=streams)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/v1/")
        self.asked.append(path)
        await request.aread()
        for part, fault in self.faults.items():
            if path.startswith(part):
                return fault(request)
        try:
            return self._answer(path, request)
        except CoulisseError as error:
            return problem(409 if isinstance(error, Conflict) else 422, error.code, **error.data)

    def _answer(self, path: str, request: httpx.Request) -> httpx.Response:
        if path.startswith("feed/pieces/"):
            return self._piece(path.removeprefix("feed/pieces/"), request)
        if path == "feed/pokes":
            stream = Pokes()
            self.pokes.append(stream)
            return httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=stream)
        simple: dict[str, Callable[[httpx.Request], bytes]] = {
            "feed/manifest": lambda request: sign_manifest(self._manifest_for(request), CORE_KEY),
            "feed/tail": self._tail,
            "feed/sales": self._region,
            "feed/hashes": self._hashes,
            "commands": self._commands,
            "devices/blocks": self._lease,
            "devices/blocks/held": self._note_held,
        }
        content, told = simple[path](request), {}
        if path == "feed/manifest":
            proof = prove_answer(request.url.params["mark"], content, CORE_KEY)
            told = {CORE_TIME: str(self.pair.clock.now() + self.ahead_ms), PROOF: proof}
        return httpx.Response(200, headers=told, stream=Body(content))

    def _tail(self, request: httpx.Request) -> bytes:
        asked = [int(request.url.params[name]) for name in TAIL_PARAMETERS]
        versions, floors = asked[:2], (asked[2], asked[3])
        device_id = self.pair.names.device
        tail = self.pair.core.read(
            lambda session: read_tail(
                session, session.get_one(Device, device_id), *versions, self.page_rows, floors
            )
        )
        return encode_tail(tail)

    def _region(self, request: httpx.Request) -> bytes:
        asked = request.url.params
        have = asked["stream"], asked["epoch"], int(asked["have"]), int(asked["floor"])
        device_id = self.pair.names.device
        tail = self.pair.core.read(
            lambda session: read_region_tail(
                session, session.get_one(Device, device_id), *have, 0, self.page_rows
            )
        )
        return encode_region_tail(tail)

    def _hashes(self, _request: httpx.Request) -> bytes:
        stream = store_stream(self.pair.names.store)
        return encode_hashes(self.pair.core.read(lambda session: private_hashes(session, stream)))

    def _commands(self, request: httpx.Request) -> bytes:
        batch = decode_batch(request.content)
        return encode_answer(receive(self.pair.core, self.pair.names.device, batch, after))

    def _lease(self, request: httpx.Request) -> bytes:
        kind = msgspec.json.decode(request.content)["kind"]
        self.pair.core.transact(lambda unit: lease_block(unit, self.pair.names.device, kind) and None)
        return b"{}"

    def _note_held(self, request: httpx.Request) -> bytes:
        blocks = msgspec.convert(msgspec.json.decode(request.content)["blocks"], list[HeldBlock])
        self.pair.core.transact(lambda unit: note_held(unit, self.pair.names.device, blocks))
        return b"{}"

    def _piece(self, name: str, request: httpx.Request) -> httpx.Response:
        data = self.pieces.get(name)
        if data is None:
            return problem(404, "unknown_piece", name=name)
        wanted = request.headers.get("range", "")
        self.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
        return httpx.Response(206 if wanted else 200, stream=Body(data[start:]))

    # Faults

    def cut_after(self, size_bytes: int) -> Fault:
        """A piece of which so many bytes come, and then the line is cut."""

        def fault(request: httpx.Request) -> httpx.Response:
            whole = self._piece(request.url.path.removeprefix("/v1/feed/pieces/"), request)
            assert isinstance(whole.stream, Body)
            content = whole.stream._content[:size_bytes]
            return httpx.Response(whole.status_code, stream=Body(content, httpx.ReadError("cut")))

        return fault


def problem(status: int, code: str, **data: Any) -> httpx.Response:
    """A problem document."""
    return httpx.Response(
        status,
        headers={"content-type": "application/problem+json"},
        content=msgspec.json.encode({"type": "about:blank", "status": status, "code": code, **data}),
    )


def page(_request: httpx.Request) -> httpx.Response:
    """The sign-in page of a Wi-Fi."""
    return httpx.Response(200, headers={"content-type": "text/html"}, content=b"<html>welcome</html>")


def unreachable(_request: httpx.Request) -> httpx.Response:
    """Nobody there."""
    raise httpx.ConnectError("refused")
