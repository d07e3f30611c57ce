"""Snapshots stream by, bounded, and a damaged one is told apart."""

import io
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.wire import DamagedPiece, pack_snapshot, unpack_snapshot


def packed(raw: bytes) -> bytes:
    """A snapshot's bytes."""
    return b"".join(pack_snapshot(io.BytesIO(raw)))


def unpacked(data: bytes, raw_bytes: int) -> bytes:
    """What a snapshot's bytes hold."""
    return b"".join(unpack_snapshot(io.BytesIO(data), raw_bytes))


@given(st.binary(max_size=5000))
def test_a_snapshot_arrives_as_it_was_made(raw: bytes) -> None:
    assert unpacked(packed(raw), len(raw)) == raw


def test_a_database_larger_than_a_chunk_arrives_whole() -> None:
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE position (article_id, sellable)")
        database.executemany("INSERT INTO position VALUES (?, ?)", ((n, n * n % 97) for n in range(60_000)))
        raw = database.serialize()
    database.close()
    assert len(raw) > 512 * 1024
    assert unpacked(packed(raw), len(raw)) == raw


def test_a_snapshot_cut_at_any_byte_is_damaged() -> None:
    raw = b"SQLite format 3" * 50
    data = packed(raw)
    for length in range(len(data)):
        with pytest.raises(DamagedPiece):
            unpacked(data[:length], len(raw))


def test_a_snapshot_never_unfolds_beyond_what_the_manifest_says() -> None:
    data = packed(bytes(5_000_000))
    with pytest.raises(DamagedPiece):
        unpacked(data, 4_999_999)


def test_rubbish_is_damaged() -> None:
    with pytest.raises(DamagedPiece):
        unpacked(b"<html>", 6)
