"""The core over HTTP, as a workstation sees it: answers, or our own errors that say what stood in the way."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx
import msgspec
from msgspec.structs import asdict

from core.rules.errors import BadInput, Damaged, NotAuthentic, Offline
from core.rules.time import Instant
from core.wire import (
    MAX_TAIL_RAW_BYTES,
    PUBLIC_KEY_BYTES,
    CommandsAnswer,
    FileRef,
    SignedEnvelope,
    SigningKey,
    decode_answer,
    encode_batch,
    prove_approval_key,
    prove_enrolment,
)
from sync.answers import Block, Enrolment, Greeting, Poke
from sync.connection import Cause
from sync.counter_questions import CounterQuestions
from sync.feed_questions import AS_IT_IS, FeedQuestions
from sync.line_faults import line_faults
from sync.piece_line import PieceLine
from sync.ports import has_proxy, trusted
from sync.responses import core_address, gathered, is_the_core_s, raise_for, read_as

T = TypeVar("T")

CONNECT_TIMEOUT_S = 3.0
READ_TIMEOUT_S = 15.0
"""Longest silence within an answer."""
ANSWER_TIMEOUT_S = 60.0
"""Longest whole answer, snapshots and pokes apart."""
MAX_ANSWER_BYTES = MAX_TAIL_RAW_BYTES
"""More than that is not the core; a piece says its own size."""
LEAST_BOUND_BYTES = 64 * 1024
"""Room for the answer that says why a small piece is not to be had."""
POKE_SILENCE_S = 40.0
"""Longer than two of the core's heartbeats: then the line is dead."""


class CoreClient(FeedQuestions, CounterQuestions):
    """One core at `base_url`.

    Raises (all methods):
        BadInput: `bad_core_url`, at once.
        Offline: nobody answered, or not the core; `data["cause"]` is a `Cause`.
        NotAuthentic: `token_refused`.
        Conflict, Refused, BadInput: the core's own no, with its code.
    """

    def __init__(
        self, base_url: str, token: str = "", transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.told: Mapping[str, str] = {}
        address = core_address(base_url)
        self._is_behind_proxy = transport is None and has_proxy(address.scheme, address.host)
        tls = trusted() if transport is None and address.scheme == "https" else None
        is_direct = transport is None and not self._is_behind_proxy
        self._line = PieceLine(tls, CONNECT_TIMEOUT_S, READ_TIMEOUT_S, is_open=is_direct)
        self._http = httpx.AsyncClient(
            base_url=address,
            verify=tls or False,
            headers=headers,
            timeout=httpx.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
            transport=transport,
            follow_redirects=False,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        self._line.close()
        await self._http.aclose()

    async def greet(self) -> Greeting:
        """Whether a core answers at this address; it is told nothing."""
        return read_as(await self._ask("GET", "/v1/health"), Greeting)

    async def enrol(self, code: str, name: str, key: SigningKey) -> Enrolment:
        """Make this machine a device of the core, with a one-time code and a key that it proves to have.

        Raises:
            NotAuthentic: `enrolment_code_refused`, with `reason`: `unknown`, `used` or `expired`.
        """
        proof = prove_enrolment(code, name, key)
        shown = {"public_key": key.public, "proof": proof}
        body = {"code": code, "name": name} | {
            part: base64.b64encode(value).decode() for part, value in shown.items()
        }
        try:
            content = await self._ask("POST", "/v1/devices/enrol", json=body)
        except NotAuthentic as error:
            why = str(error.data.get("why", "unknown"))
            raise NotAuthentic("enrolment_code_refused", reason=why) from error
        try:
            enrolment = msgspec.json.decode(content, type=Enrolment)
            is_key = len(bytes.fromhex(enrolment.core_public_key)) == PUBLIC_KEY_BYTES
        except (msgspec.MsgspecError, ValueError) as error:
            raise Offline("offline", cause=Cause.NOT_THE_CORE) from error
        if not is_key:
            raise Offline("offline", cause=Cause.NOT_THE_CORE)
        return enrolment

    async def register_key(self, device_id: str, staff_id: str, pin: str, key: SigningKey) -> None:
        """Tell the core the public half of the key that a person approves with here.

        Raises:
            Conflict: `approval_key_reused`.
        """
        shown = {"public_key": key.public, "proof": prove_approval_key(device_id, staff_id, key)}
        body = {part: base64.b64encode(value).decode() for part, value in shown.items()}
        await self._ask("POST", "/v1/devices/approval-keys", json=body | {"staff_id": staff_id, "pin": pin})

    async def change_pin(self, staff_id: str, pin: str, new_pin: str) -> None:
        """Change a person's PIN, which they show."""
        body = {"staff_id": staff_id, "pin": pin, "new_pin": new_pin}
        await self._ask("POST", "/v1/devices/pins", json=body)

    async def push(self, batch: Sequence[SignedEnvelope], device_now: Instant) -> CommandsAnswer:
        """Send envelopes, in order, with this machine's time beside them."""
        content = await self._ask(
            "POST",
            "/v1/commands",
            content=encode_batch(batch),
            headers={"Content-Type": "application/vnd.msgpack", "Coulisse-Device-Time": str(device_now)},
        )
        try:
            return decode_answer(content)
        except BadInput as error:
            raise Offline("offline", cause=Cause.NOT_THE_CORE) from error

    async def lease_block(self, kind: str) -> None:
        """Ask for more numbers; they come with the device's stream."""
        await self._ask("POST", "/v1/devices/blocks", json={"kind": kind})

    async def report_blocks(self, blocks: Sequence[Block]) -> None:
        """Tell a core that may have been put back to an older day which numbers this device holds."""
        await self._ask("POST", "/v1/devices/blocks/held", json={"blocks": [asdict(one) for one in blocks]})

    async def piece(self, piece: FileRef) -> bytes:
        """A small piece, whole and checked.

        Raises:
            Damaged: `piece_damaged`: cut off or changed on the way; ask again.
        """
        path = f"/v1/feed/pieces/{piece.name}"
        most_bytes = max(piece.size_bytes, LEAST_BOUND_BYTES)
        content = await self._ask("GET", path, most_bytes, headers=AS_IT_IS)
        piece.check(content)
        return content

    async def piece_from(
        self, piece: FileRef, start: int, *, is_anew: bool = False
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of a large piece from `start` on, as they come.

        Args:
            is_anew: what came before was wrong: a cache on the way is to ask the core again.

        Raises:
            Damaged: `range_not_served`: something on the way knows only whole files; begin anew.
        """
        headers = AS_IT_IS | ({"Range": f"bytes={start}-"} if start else {})
        headers |= {"Cache-Control": "no-cache"} if is_anew else {}
        path = f"/v1/feed/pieces/{piece.name}"
        async with self._answer(path, headers) as (status, chunks):
            if start and status != httpx.codes.PARTIAL_CONTENT:
                raise Damaged("range_not_served", start=start)
            async for chunk in chunks:
                yield chunk

    async def pokes(self) -> AsyncIterator[Poke]:
        """The core's pokes (server-sent events), until the line is cut."""
        async with self._stream("/v1/feed/pokes", {}, POKE_SILENCE_S) as response:
            async for line in response.aiter_lines():
                if line.startswith("data:"):
                    yield read_as(line.removeprefix("data:").encode(), Poke)

    async def _ask(self, method: str, path: str, most_bytes: int = MAX_ANSWER_BYTES, **options: Any) -> bytes:
        with line_faults(is_behind_proxy=self._is_behind_proxy):
            async with (
                asyncio.timeout(ANSWER_TIMEOUT_S),
                self._http.stream(method, path, **options) as response,
            ):
                content = await gathered(response.aiter_bytes(), most_bytes)
        raise_for(response, content)
        self.told = response.headers
        return content

    async def _ask_in_few_steps(self, path: str, params: Mapping[str, Any]) -> bytes:
        request = self._http.build_request("GET", path, params=params, headers=AS_IT_IS)
        with line_faults():
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                async with self._line.ask(request) as answer:
                    if answer is not None:
                        response, chunks = answer
                        content = await gathered(chunks, MAX_ANSWER_BYTES)
                if answer is None:
                    return await self._ask("GET", path, params=params)
        raise_for(response, content)
        self.told = response.headers
        return content

    @asynccontextmanager
    async def _answer(
        self, path: str, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[int, AsyncIterator[bytes]]]:
        """A success's status and body, over a line of its own where there can be one."""
        request = self._http.build_request("GET", path, headers=headers)
        async with self._line.ask(request) as answer:
            if answer is not None:
                response, chunks = answer
                if not is_the_core_s(response):
                    raise_for(response, await gathered(chunks, MAX_ANSWER_BYTES))
                yield response.status_code, chunks
                return
        async with self._stream(path, headers, READ_TIMEOUT_S) as response:
            yield response.status_code, response.aiter_raw()

    @asynccontextmanager
    async def _stream(
        self, path: str, headers: Mapping[str, str], silence_s: float
    ) -> AsyncIterator[httpx.Response]:
        timeout = httpx.Timeout(silence_s, connect=CONNECT_TIMEOUT_S)
        with line_faults(is_behind_proxy=self._is_behind_proxy):
            async with self._http.stream("GET", path, headers=headers, timeout=timeout) as response:
                if not is_the_core_s(response):
                    raise_for(response, await gathered(response.aiter_bytes(), MAX_ANSWER_BYTES))
                yield response
