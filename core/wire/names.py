"""Names of pieces: what a file holds, and nothing that a path could be tricked with.

``<stream>/<partition>/<epoch>-<from>-<to>-<mark>`` and ``.delta``, ``.shard`` or ``.hashes``. A stream
such as ``store:12`` is written ``store.12``: Windows allows no colon. The mark is told by the core's key and
the piece's bytes: the name cannot be guessed, so to know it is to be allowed to have the piece, from any
cache.
"""

from __future__ import annotations

import re
from typing import Final, Literal, cast

import msgspec

from core.rules.errors import BadInput

MAX_NAME_CHARS: Final = 200

_NAME: Final = re.compile(
    r"(?P<kind>network|store|device|sales)(?:\.(?P<owner>[a-z0-9][a-z0-9-]{0,63}))?"
    r"/(?P<partition>0|[1-9][0-9]{0,5})"
    r"/(?P<epoch>[a-z0-9]{1,32})-(?P<first>0|[1-9][0-9]{0,17})-(?P<last>0|[1-9][0-9]{0,17})-(?P<mark>[0-9a-f]{8,64})"
    r"\.(?P<what>delta|shard|hashes)"
)

What = Literal["delta", "shard", "hashes"]


class PieceName(msgspec.Struct, frozen=True, kw_only=True):
    """A piece's name in its parts; `str()` builds it and `parse` reads it.

    Attributes:
        stream: such as ``network`` or ``store:12``.
        partition: share of the stream, from 0; one stream has one share until one counter is too few.
        epoch: of the feed; small letters and digits.
        from_version, to_version: what a delta leads from and to; for a shard its place in the file, from 0,
            and the version of the first snapshot that had it. Hashes are of both.
        mark: hexadecimal digits that only this core could tell.
        what: a delta, a shard of a snapshot, or hashes.
    """

    stream: str
    partition: int = 0
    epoch: str
    from_version: int
    to_version: int
    mark: str
    what: What

    def __str__(self) -> str:
        span = f"{self.from_version}-{self.to_version}"
        name = f"{self.stream.replace(':', '.')}/{self.partition}/{self.epoch}-{span}-{self.mark}.{self.what}"
        if _NAME.fullmatch(name) is None:
            raise BadInput("bad_piece_name", name=name[:MAX_NAME_CHARS])
        return name

    @staticmethod
    def parse(name: str) -> PieceName:
        """Read a name.

        Raises:
            BadInput: it is not one that this class writes; nothing of it should touch a file system.
        """
        parts = _NAME.fullmatch(name) if len(name) <= MAX_NAME_CHARS else None
        if parts is None:
            raise BadInput("bad_piece_name", name=name[:MAX_NAME_CHARS])
        owner = parts["owner"]
        return PieceName(
            stream=f"{parts['kind']}:{owner}" if owner else parts["kind"],
            partition=int(parts["partition"]),
            epoch=parts["epoch"],
            from_version=int(parts["first"]),
            to_version=int(parts["last"]),
            mark=parts["mark"],
            what=cast(What, parts["what"]),
        )
