"""Cuts a finished network file in shards and publishes each, a few at a time and in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from core.feed.piece_files import PieceFiles, Written
from core.feed.snapshot import SnapshotGivenUp
from core.wire import FileRef, PieceName, pack_shard, shard_spans

AT_A_TIME: Final = min(4, os.cpu_count() or 1)
"""Compressed at once: each is two shards in memory, and none of it holds up the interpreter."""


NameOf = Callable[[int, Written], PieceName]
"""Names a shard by its place in the file and its bytes."""


def cut_in_shards(
    raw: Path,
    files: PieceFiles,
    known: Sequence[FileRef],
    name_of: NameOf,
    keep_going: Callable[[], bool] = lambda: True,
) -> list[FileRef]:
    """Publish the shards of `raw`, in the order of the file. One that is `known`, and there, keeps its name.

    Raises:
        SnapshotGivenUp: `keep_going` said no; it is asked before each shard.
    """
    names = {shard.sha256: shard for shard in known}
    spans = shard_spans(raw.stat().st_size)

    def publish(place: int) -> FileRef:
        if not keep_going():
            raise SnapshotGivenUp("snapshot_given_up", shard=place)
        start, raw_bytes = spans[place]
        with raw.open("rb") as source:
            source.seek(start)
            written = files.write([pack_shard(source.read(raw_bytes))], f"shard-{place}")
        same = names.get(written.sha256)
        if same is not None and files.has([same.name]):
            written.path.unlink()
            return same
        name = name_of(place, written)
        files.publish(written, name)
        return FileRef(
            name=str(name), size_bytes=written.size_bytes, raw_bytes=raw_bytes, sha256=written.sha256
        )

    with ThreadPoolExecutor(AT_A_TIME, "shards") as threads:
        return list(threads.map(publish, range(len(spans))))
