"""Progress: a bar at a terminal, a line now and then where nobody watches; both with rate and time left."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from core.service.progress import LINE_EVERY_S, PlainProgress, shown_progress


def test_a_line_is_told_now_and_then_and_at_the_end() -> None:
    now, out = [0.0], io.StringIO()
    progress = PlainProgress(out, lambda: now[0])
    for done in (0, 100, 200, 300, 400):
        progress.show("positions", done, 400)
        now[0] += LINE_EVERY_S * 0.6
    assert out.getvalue().splitlines() == [
        "positions: 200 of 400, 33/s, 6 s left",
        "positions: 400 of 400, 33/s",
    ]


def test_a_terminal_shows_rows_how_many_a_second_and_the_time_left() -> None:
    now, out = [0.0], io.StringIO()
    console = Console(file=out, force_terminal=True, width=160, color_system=None)
    with shown_progress(console, lambda: now[0]) as progress:
        for done in (0, 1_000_000, 2_000_000):
            progress("positions", done, 5_000_000)
            now[0] += 10.0
    told = out.getvalue()
    assert "positions" in told
    assert "2,000,000 of 5,000,000  100,000/s" in told
    assert "0:00:30" in told


def test_what_is_done_is_told_once() -> None:
    out = io.StringIO()
    progress = PlainProgress(out, lambda: 0.0)
    for _ in range(2):
        progress.show("articles", 6, 6)
    assert out.getvalue().splitlines() == ["articles: 6 of 6"]


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_usual_terminal_has_the_numbers_of_the_largest_network_on_one_line(width: int) -> None:
    now, out = [0.0], io.StringIO()
    console = Console(file=out, force_terminal=True, width=width, color_system=None)
    with shown_progress(console, lambda: now[0]) as progress:
        progress("staff of other stores", 4_995, 4_995)
        for done in (0, 1_000_000, 2_000_000):
            progress("positions", done, 5_014_575)
            now[0] += 10.0
    lines = [line for line in out.getvalue().splitlines() if "2,000,000 of 5,014,575  100,000/s" in line]
    assert lines
    assert all("0:00:3" in line for line in lines), "the time left"


def test_what_an_earlier_run_has_done_was_not_done_at_this_rate() -> None:
    now, out = [0.0], io.StringIO()
    progress = PlainProgress(out, lambda: now[0])
    for done in (1_000, 1_100):
        progress.show("articles", done, 2_000)
        now[0] += 2 * LINE_EVERY_S
    assert out.getvalue().splitlines() == ["articles: 1,100 of 2,000, 10/s, 90 s left"]
