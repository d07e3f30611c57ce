"""Movements as they stream in: whole lines cut from chunks, taken in batch by batch, in constant memory.

A stream that is cut off leaves what was committed; sent again, those lines are duplicates and change nothing.
"""

from __future__ import annotations

import asyncio
import zlib
from codecs import BOM_UTF8
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final, Protocol

import msgspec
import zstandard
from sqlalchemy.exc import IntegrityError

from core.orchestration import Core
from core.orchestration.stock_intake import LineAnswer, LineStatus, MovementDraft, take_in
from core.rules.errors import BadInput
from core.service.line_faults import Fault, sentence_of
from core.service.movement_lines import (
    MAX_MOVEMENTS,
    CsvReader,
    NoMovement,
    Read,
    Reader,
    read_array,
    read_json,
)
from core.service.problem_sentences import detail
from core.wire.frame import MAX_WINDOW_BYTES

TWO_TRIES: Final = 2
"""A batch that meets itself on a position that nobody had heard of is run again, and then found."""
MAX_LINE_BYTES: Final = 16 * 1024
"""Longer than any movement; what is not lines is not kept whole."""
UNREADABLE: Final = b"\x00"
MAX_ARRAY_BYTES: Final = 1024 * 1024
MAX_REFUSALS_TOLD: Final = 1_000
"""Of a stream that is longer than a batch; more are only counted."""
UNPACKED_AT_A_TIME_BYTES: Final = 1024
"""Compressed bytes fed at a time: what they unpack to stays small."""


class NumberedAnswer(msgspec.Struct, frozen=True):
    """What came of the movement at this place (from 1); `sentence` says the code to a person."""

    line: int
    id: str
    status: LineStatus
    code: str = ""
    sentence: str = ""


class BatchAnswer(msgspec.Struct, frozen=True):
    """What came of all lines: how many of each.

    `lines` has each of them in order, up to 2,000; of more, the first 1,000 that were refused.
    """

    accepted: int
    duplicate: int
    refused: int
    lines: list[NumberedAnswer]


class Decompressor(Protocol):
    """What is needed of a decompressor of one member (gzip) or frame (zstd)."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


_DECOMPRESSORS: Final[dict[str, Callable[[], Decompressor]]] = {
    "gzip": lambda: zlib.decompressobj(wbits=31),
    "zstd": lambda: zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW_BYTES).decompressobj(),
}
_AS_IT_IS: Final = ("", "identity")


class _Unpacking:
    """Members (or frames) one behind the other, each unpacked by a decompressor of its own."""

    def __init__(self, begin: Callable[[], Decompressor]) -> None:
        self._begin = begin
        self._work: Decompressor | None = None

    @property
    def is_within(self) -> bool:
        """Whether a member has begun and not ended."""
        return self._work is not None

    def feed(self, data: bytes) -> bytes:
        """What these bytes unpack to."""
        found = []
        while data:
            self._work = self._work or self._begin()
            found.append(self._work.decompress(data))
            data = b""
            if self._work.eof:
                data, self._work = self._work.unused_data, None
        return b"".join(found)


async def unpacked(chunks: AsyncIterator[bytes], encoding: str) -> AsyncIterator[bytes]:
    """The bytes of a body that was sent compressed (gzip, zstd) or as it is.

    Raises:
        BadInput: `unknown_encoding`; `bad_encoding`, also for a body that ends before its compression does.
    """
    if encoding in _AS_IT_IS:
        async for chunk in chunks:
            yield chunk
        return
    if encoding not in _DECOMPRESSORS:
        raise BadInput("unknown_encoding", encoding=encoding, known=["gzip", "zstd"])
    unpacking = _Unpacking(_DECOMPRESSORS[encoding])
    async for chunk in chunks:
        for start in range(0, len(chunk), UNPACKED_AT_A_TIME_BYTES):
            try:
                yield unpacking.feed(chunk[start : start + UNPACKED_AT_A_TIME_BYTES])
            except (zlib.error, zstandard.ZstdError) as error:
                raise BadInput("bad_encoding", encoding=encoding) from error
    if unpacking.is_within:
        raise BadInput("bad_encoding", encoding=encoding)


class LineCutter:
    """Cuts chunks into lines. One that is too long comes as one that nobody can read, and is refused."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_skipping = False

    def cut(self, chunk: bytes) -> list[bytes]:
        """The lines that are whole now."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if self._is_skipping and lines:
            lines[0], self._is_skipping = UNREADABLE, False
        if len(self._rest) > MAX_LINE_BYTES:
            self._rest, self._is_skipping = b"", True
        return [line if len(line) <= MAX_LINE_BYTES else UNREADABLE for line in lines]

    def end(self) -> list[bytes]:
        """What is left: a last line without an end."""
        return [UNREADABLE] if self._is_skipping else [self._rest] if self._rest.strip() else []


class MovementIntake:
    """Takes one body in. Blocking parts run in a thread; the next chunk is read when they are done."""

    def __init__(self, core: Core, actor: str, language: str) -> None:
        self._core = core
        self._actor = actor
        self._language = language
        self._count = dict.fromkeys(LineStatus, 0)
        self._told: list[NumberedAnswer] = []
        self._total = 0

    async def take(self, chunks: AsyncIterator[bytes], *, is_csv: bool) -> BatchAnswer:
        """Read to the end and answer.

        Raises:
            BadInput: `nothing_sent`, `bad_json`, `too_many_movements`, `bad_heading`, `bad_encoding`; what is
                in stays.
        """
        begun = await _first(chunks)
        if not begun.strip():
            raise BadInput("nothing_sent")
        if not is_csv and begun.lstrip().startswith(b"["):
            texts = read_array(await _whole(begun, chunks))
            await asyncio.to_thread(self._take_batch, read_json(texts))
        else:
            await self._take_lines(begun, chunks, is_csv=is_csv)
        return self._answer()

    async def _take_lines(self, begun: bytes, chunks: AsyncIterator[bytes], *, is_csv: bool) -> None:
        reader: Reader | None = None if is_csv else read_json
        cutter, waiting = LineCutter(), list[bytes]()
        async for lines in _cut(cutter, begun, chunks):
            waiting += [line for line in lines if line.strip()]
            if reader is None and waiting:
                reader = CsvReader(waiting.pop(0))
            while reader is not None and len(waiting) >= MAX_MOVEMENTS:
                batch, waiting = waiting[:MAX_MOVEMENTS], waiting[MAX_MOVEMENTS:]
                await asyncio.to_thread(self._read_and_take, reader, batch)
        if waiting and reader is not None:
            await asyncio.to_thread(self._read_and_take, reader, waiting)

    def _read_and_take(self, reader: Reader, lines: Sequence[bytes]) -> None:
        self._take_batch(reader(lines))

    def _take_batch(self, read: Sequence[Read]) -> None:
        drafts = [one for one in read if isinstance(one, MovementDraft)]
        taken = iter(take_in_batch(self._core, drafts, self._actor))
        for one in read:
            self._total += 1
            if isinstance(one, NoMovement):
                self._note(self._total, LineAnswer("", LineStatus.REFUSED, one.code), one.fault)
            else:
                self._note(self._total, next(taken))

    def _note(self, number: int, answer: LineAnswer, fault: Fault | None = None) -> None:
        self._count[answer.status] += 1
        is_refused = answer.status is LineStatus.REFUSED
        if number <= MAX_MOVEMENTS or (is_refused and len(self._told) < MAX_MOVEMENTS + MAX_REFUSALS_TOLD):
            sentence = self._sentence(answer.code, fault) if is_refused else ""
            self._told.append(NumberedAnswer(number, answer.id, answer.status, answer.code, sentence))

    def _sentence(self, code: str, fault: Fault | None) -> str:
        return sentence_of(fault, self._language) if fault else detail(code, 400, self._language)

    def _answer(self) -> BatchAnswer:
        told = self._told
        if self._total > MAX_MOVEMENTS:
            told = [one for one in told if one.status is LineStatus.REFUSED][:MAX_REFUSALS_TOLD]
        count = self._count
        return BatchAnswer(
            count[LineStatus.ACCEPTED], count[LineStatus.DUPLICATE], count[LineStatus.REFUSED], told
        )


def take_in_batch(core: Core, drafts: Sequence[MovementDraft], actor: str) -> list[LineAnswer]:
    """Take a batch in, in one transaction."""
    if not drafts:
        return []
    for _ in range(TWO_TRIES - 1):
        try:
            return core.transact(lambda unit: take_in(unit, drafts, actor))
        except IntegrityError:
            continue
    return core.transact(lambda unit: take_in(unit, drafts, actor))


async def _first(chunks: AsyncIterator[bytes]) -> bytes:
    """The beginning of a body, up to the first byte that says what it is; without a byte order mark."""
    begun = b""
    async for chunk in chunks:
        begun += chunk
        told = begun.removeprefix(BOM_UTF8).strip()
        if (told and not BOM_UTF8.startswith(begun)) or len(begun) > MAX_LINE_BYTES:
            break
    return begun.removeprefix(BOM_UTF8)


async def _whole(begun: bytes, chunks: AsyncIterator[bytes]) -> bytes:
    body = bytearray(begun)
    async for chunk in chunks:
        body += chunk
        if len(body) > MAX_ARRAY_BYTES:
            raise BadInput("too_many_movements", limit=MAX_MOVEMENTS)
    return bytes(body)


async def _cut(cutter: LineCutter, begun: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[list[bytes]]:
    yield cutter.cut(begun)
    async for chunk in chunks:
        yield cutter.cut(chunk)
    yield cutter.end()
