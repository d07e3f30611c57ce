"""What a workstation has the core asked for of the feed: the small answers that no cache may give."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from core.ports import SystemRandomness
from core.rules.errors import BadInput, Damaged, NotAuthentic, Offline
from core.wire import (
    MARK_BYTES,
    PROOF,
    Delta,
    Manifest,
    RegionTail,
    RowHashes,
    Tail,
    check_answer,
    decode_delta,
    decode_hashes,
    decode_region_tail,
    decode_tail,
    open_manifest,
)
from sync.answers import NOTHING, Have, Versions
from sync.connection import Cause

AS_IT_IS = {"Accept-Encoding": "identity"}
"""Pieces are compressed already, and ranges count their bytes."""

T = TypeVar("T")

_CHANCE: Final = SystemRandomness()
"""For marks alone: nothing else depends on them, so a simulated world need not draw them."""


class FeedQuestions(ABC):
    """The client's part that asks what is new.

    Attributes:
        told: the headers of the last answer.
        is_fresh: whether the last manifest came with the proof that it was made for its question.
    """

    told: Mapping[str, str]
    is_fresh: bool = False

    @abstractmethod
    async def _ask(self, method: str, path: str, most_bytes: int = ..., **options: Any) -> bytes: ...

    @abstractmethod
    async def _ask_in_few_steps(self, path: str, params: Mapping[str, Any]) -> bytes: ...

    async def manifest(self, core_public_key: bytes, have: Have = NOTHING) -> Manifest:
        """The newest manifest; of its pieces those that lead on from what we have.

        Its signature is verified, and that the core has made the answer now, for this very question. A core
        of a version before gives no proof of that: its answer counts, and is not `is_fresh`.

        Raises:
            Offline: also with `Cause.OLD_ANSWER`: the core's word, which something on the way has kept.
        """
        self.is_fresh = False
        known = {"have": have.version, "epoch": have.epoch} if have.version else {}
        marked = _marked(known)
        content = await self._ask("GET", "/v1/feed/manifest", params=marked)
        try:
            manifest = open_manifest(content, core_public_key)
        except (BadInput, NotAuthentic) as error:
            raise Offline("offline", cause=Cause.NOT_THE_CORE) from error
        proof = self.told.get(PROOF)
        if proof is None:
            return manifest
        try:
            check_answer(marked["mark"], content, core_public_key, proof)
        except NotAuthentic as error:
            raise Offline("offline", cause=Cause.OLD_ANSWER) from error
        self.is_fresh = True
        return manifest

    async def tail(self, versions: Versions, floors: Versions = (0, 0)) -> Tail:
        """The newest changes of this device's private streams.

        Args:
            versions: of the store's and the device's stream, as this workstation has them.
            floors: as the page that began at nothing told them.
        """
        wanted = dict(zip(("store_from", "device_from"), versions, strict=True))
        begun = dict(zip(("store_floor", "device_floor"), floors, strict=True))
        content = await self._ask_in_few_steps("/v1/feed/tail", _marked(wanted | begun))
        return _whole(decode_tail, content)

    async def region_tail(self, stream: str, epoch: str, version: int, floor: int) -> RegionTail:
        """The newest of what the stores of this region have sold."""
        known = {"stream": stream, "epoch": epoch, "have": version, "floor": floor}
        content = await self._ask("GET", "/v1/feed/sales", params=_marked(known))
        return _whole(decode_region_tail, content)

    async def shard(self, table: str, number: int) -> Delta:
        """The rows of one shard of the network, as of the version that is published: `to_version`.

        Raises:
            Refused: `unknown_shard`: the core has none to give now.
        """
        content = await self._ask(
            "GET", f"/v1/feed/shards/{table}/{number}", params=_marked({}), headers=AS_IT_IS
        )
        return _whole(decode_delta, content)

    async def private_hashes(self) -> RowHashes:
        """What the rows of this store's stream add up to on the core, now."""
        content = await self._ask("GET", "/v1/feed/hashes", params=_marked({}), headers=AS_IT_IS)
        return _whole(decode_hashes, content)


def _whole(decode: Callable[[bytes], T], content: bytes) -> T:
    """What cannot be read was broken off on its way."""
    try:
        return decode(content)
    except Damaged as error:
        raise Offline("offline", cause=Cause.CUT) from error


def _marked(known: Mapping[str, Any]) -> dict[str, Any]:
    """With a mark that makes the address this question's own: what a cache keeps of another does not fit."""
    return {**known, "mark": _CHANCE.secret(MARK_BYTES).hex()}
