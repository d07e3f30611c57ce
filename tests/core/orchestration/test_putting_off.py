"""What could not be done waits: longer each time, up to an hour, and not after it was done."""

from __future__ import annotations

from core.orchestration.putting_off import FIRST_MS, LONGEST_MS, PuttingOff


def test_it_waits_twice_as_long_each_time_up_to_an_hour() -> None:
    waiting, now_ms, waits = PuttingOff(), 0, []
    for _ in range(8):
        waiting.put_off("a", now_ms)
        [wait_ms] = [ms for ms in range(0, LONGEST_MS + 1, FIRST_MS) if waiting.ready(["a"], now_ms + ms)][:1]
        waits.append(wait_ms // FIRST_MS)
        now_ms += wait_ms
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_others_do_not_wait_nor_what_was_done_or_forgotten() -> None:
    waiting = PuttingOff()
    waiting.put_off("a", 0)
    assert waiting.ready(["a", "b"], 0) == ["b"]
    waiting.done("a")
    assert waiting.ready(["a", "b"], 0) == ["a", "b"]
    waiting.put_off("a", 0)
    waiting.forget_old(FIRST_MS + LONGEST_MS)
    waiting.put_off("a", 0)
    assert waiting.ready(["a"], FIRST_MS) == ["a"]
