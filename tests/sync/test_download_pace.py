"""How a download is told: bytes, rows, and by its own pace the time that it will still take."""

from __future__ import annotations

import pytest

from core.rules.time import HOUR_MS
from core.wire import FileRef, SnapshotRef
from sync.progress import LEAST_MEASURED_MS, Download, Pace

SIZE, ROWS = 10_000_000, 1_000_000
BEGAN_MS = 77_000


@pytest.fixture
def pace() -> Pace:
    shard = FileRef(name="network/0/e1-0-7-00000000.shard", size_bytes=SIZE, raw_bytes=1, sha256="0" * 64)
    return Pace(SnapshotRef(to_version=7, rows=ROWS, shards=[shard]))


def test_what_has_come_is_told_in_bytes_and_rows(pace: Pace) -> None:
    assert pace.download(2_500_000, BEGAN_MS) == Download(2_500_000, SIZE, 250_000, ROWS)


def test_the_time_left_is_that_of_the_bytes_left_at_the_pace_so_far(pace: Pace) -> None:
    pace.download(0, BEGAN_MS)
    assert pace.download(2_500_000, BEGAN_MS + 10_000).left_ms == 30_000
    assert pace.download(7_500_000, BEGAN_MS + 20_000).left_ms == pytest.approx(6_667, abs=1)
    assert pace.download(SIZE, BEGAN_MS + 25_000).left_ms == 0


def test_what_was_here_before_this_try_does_not_count_as_its_pace(pace: Pace) -> None:
    pace.download(8_000_000, BEGAN_MS)
    assert pace.download(9_000_000, BEGAN_MS + 60_000).left_ms == 60_000


def test_the_night_that_the_line_was_cut_does_not_count_either(pace: Pace) -> None:
    pace.download(0, BEGAN_MS)
    pace.download(2_500_000, BEGAN_MS + 10_000)
    morning_ms = BEGAN_MS + 8 * HOUR_MS
    pace.go_on(morning_ms)
    assert pace.download(2_500_000, morning_ms).left_ms == 30_000
    assert pace.download(5_000_000, morning_ms + 10_000).left_ms == 20_000


def test_no_time_is_told_of_a_pace_that_is_not_known(pace: Pace) -> None:
    pace.download(0, BEGAN_MS)
    assert pace.download(1_000_000, BEGAN_MS + LEAST_MEASURED_MS - 1).left_ms == 0
    assert pace.download(0, BEGAN_MS + 60_000).left_ms == 0, "nothing has come yet"
    assert pace.download(1_000_000, BEGAN_MS + 60_000).left_ms > 0
