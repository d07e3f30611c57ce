"""The core behind the nginx of the operating guide: a thousand replicas cost it about as much as one."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from core.orchestration import UnitOfWork
from core.service.app import create_app
from core.service.settings import ServiceSettings
from tests.core.builders import make_location
from tests.support.live_core import CORE_KEY, LiveCore, running_core, serving
from tests.support.nginx import PROGRAM, Logged, nginx_before
from tests.support.replicas import CountingApp, all_catch_up, fill_catalogue

AT_ONCE = 20
"""Fewer than the core lets in: what it does when more come is told elsewhere."""
MANY = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 25
ARTICLES = 6_000
PIECES = "/v1/feed/pieces/"

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="nginx is not installed")


def arrange(unit: UnitOfWork) -> None:
    make_location(unit, "S1")
    fill_catalogue(unit, ARTICLES)


@pytest.mark.simulate
def test_replicas_cost_the_core_one_in_a_hundred_of_what_they_take(
    database_kind: str, tmp_path: Path
) -> None:
    """Each takes the manifest, the snapshot in two parts, and later a delta."""
    with running_core(tmp_path, arrange, kind=database_kind) as live:
        app = CountingApp(create_app(live.core, live.publisher, ServiceSettings()))
        with serving(app) as url, nginx_before(url, tmp_path) as nginx:  # type: ignore[arg-type]
            tokens = [live.shop_token] * MANY
            taken = asyncio.run(all_catch_up(nginx.url, tokens, CORE_KEY.public, AT_ONCE))
            _one_change(live)
            taken += asyncio.run(all_catch_up(nginx.url, tokens, CORE_KEY.public, AT_ONCE, have=1))
        lines = nginx.lines()
    pieces = [line for line in lines if line.uri.startswith(PIECES)]
    core_pieces = {path: size for path, size in app.given.items() if path.startswith(PIECES)}
    sizes = {
        name: live.publisher.files.path(name.removeprefix(PIECES)).stat().st_size for name in core_pieces
    }
    # Each piece was asked of the core once, whole, however many asked for it at once and for which part.
    assert core_pieces == sizes
    assert len(sizes) == 2
    assert [line.cache for line in pieces].count("MISS") == len(sizes)
    assert {line.cache for line in pieces} == {"MISS", "HIT"}
    sent, given = sum(line.sent_bytes for line in lines), sum(app.given.values())
    print(f"{MANY} replicas took {taken} bytes; nginx sent {sent}, the core gave {given}: {given / sent:.4%}")
    print(f"by its log the core sent nginx {_from_core(lines)} bytes, heads and all")
    assert sent > taken > MANY * max(sizes.values())
    # One whole copy of each, and the manifests.
    assert given / sent <= 0.01 + 1 / MANY
    assert _from_core(lines) / sent <= 0.01 + 1 / MANY


def _one_change(live: LiveCore) -> None:
    live.core.transact(lambda unit: make_location(unit, "S2"))
    assert live.publisher.publish_delta_if_needed() or live.publisher.version == 2


def _from_core(lines: list[Logged]) -> int:
    return sum(line.core_bytes for line in lines)
