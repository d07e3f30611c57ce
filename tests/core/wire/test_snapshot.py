"""A file is cut without a gap, each shard arrives as it was made, and a damaged one is told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire import DamagedPiece, pack_shard, shard_spans, unpack_shard
from core.wire.manifest import MAX_SHARDS
from core.wire.snapshot import CHUNK_BYTES, SHARD_BYTES


def unpacked(data: bytes, raw_bytes: int) -> bytes:
    """What a shard's bytes hold."""
    return b"".join(map(bytes, unpack_shard(data, raw_bytes)))


@given(st.integers(1, 2**42))
def test_a_file_of_any_size_is_cut_in_few_shards_without_a_gap(raw_bytes: int) -> None:
    spans = shard_spans(raw_bytes)
    assert len(spans) <= MAX_SHARDS
    ends = [start + length for start, length in spans]
    assert [start for start, _ in spans] == [0, *ends[:-1]]
    assert ends[-1] == raw_bytes
    assert all(length >= SHARD_BYTES for _, length in spans[:-1])


@given(st.binary(min_size=1, max_size=5_000))
def test_a_shard_arrives_as_it_was_made(raw: bytes) -> None:
    assert unpacked(pack_shard(raw), len(raw)) == raw


def test_a_shard_larger_than_a_chunk_arrives_whole() -> None:
    raw = b"".join(number.to_bytes(4, "big") for number in range(CHUNK_BYTES // 3))
    assert unpacked(pack_shard(raw), len(raw)) == raw


def test_a_shard_cut_at_any_byte_is_damaged() -> None:
    raw = b"SQLite format 3" * 50
    data = pack_shard(raw)
    for length in range(len(data)):
        with pytest.raises(DamagedPiece):
            unpacked(data[:length], len(raw))


def test_a_shard_never_unfolds_beyond_what_the_manifest_says() -> None:
    data = pack_shard(bytes(5_000_000))
    for wrong in (4_999_999, 5_000_001):
        with pytest.raises(DamagedPiece):
            unpacked(data, wrong)


def test_rubbish_is_damaged() -> None:
    with pytest.raises(DamagedPiece):
        unpacked(b"<html>", 6)
