"""Progress where nobody watches: a line now and then, with rate and time left."""

from __future__ import annotations

import io

from core.service.progress import LINE_EVERY_S, PlainProgress


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
