"""A cache between store and core that keeps what must not be kept, and repeats it when the core is gone.

A real nginx, badly set up on purpose: the core's `no-store` does not count there.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest
from arranged import arrange
from live_back_room import Back

from core.service.app import create_app
from desktop.tour.line import Line
from sync import Cause, ConnectionKind, ConnectionState
from sync import engine as engine_module
from tests.support.live_core import QUICK, running_core, serving
from tests.support.nginx import PROGRAM, nginx_before

KEEPS_ALL = """
            proxy_cache pieces;
            proxy_cache_key {key};
            proxy_ignore_headers Cache-Control;
            proxy_cache_valid 200 1s;
            proxy_cache_use_stale error timeout;
"""

pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed"),
    pytest.mark.usefixtures("quick_retries"),
]


@pytest.mark.parametrize(
    ("key", "cause"),
    [("$request_uri", Cause.SERVER_ERROR), ("$uri", Cause.OLD_ANSWER)],
    ids=["known by the whole address", "known by the path"],
)
async def test_what_a_cache_repeats_is_never_called_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, cause: Cause
) -> None:
    monkeypatch.setattr(engine_module, "POLL_S", 0.05)
    with running_core(tmp_path, arrange) as live, ExitStack() as up:
        url = up.enter_context(serving(create_app(live.core, live.publisher, QUICK)))
        with nginx_before(url, tmp_path, in_root=KEEPS_ALL.format(key=key)) as nginx:
            line = Line(nginx.url)
            await line.mend()
            back = Back(tmp_path / "back", line)
            await back.enrol(live.enrolment_code("S1"))
            # Twice, as the cache is to have all that is asked for at a start.
            for _ in range(2):
                back.start()
                await back.until_kind(ConnectionKind.CONNECTED)
                await back.until(lambda: len(back.heads()) == 3)
                await back.pause()

            up.close()
            back.start()
            assert back.engine is not None
            states: list[ConnectionState] = []
            back.engine.on_state(states.append)
            await back.until(lambda: len(states) >= 6)
            assert {(state.kind, state.cause) for state in states} == {(ConnectionKind.OFFLINE, cause)}
            await back.stop()
            await line.cut()
