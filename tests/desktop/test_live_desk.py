"""What the desk of every day asks headquarters, in the order in which somebody at the counter does it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop import live_desk as module
from desktop.live_desk import LiveDesk
from desktop.shell.tasks import Tasks


class OnThisLoop(Tasks):
    async def apart(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        return await work()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What reaches headquarters: what is let go of is slow on its way."""
    heard: list[str] = []

    async def ask(_workstation: object, number: str, takes_cents: int) -> str:
        heard.append(f"{number} takes {takes_cents}")
        return number

    async def let_go(_workstation: object, number: str) -> None:
        for _ in range(9):
            await asyncio.sleep(0)
        heard.append(f"{number} let go")

    monkeypatch.setattr(module, "ask_for_credit", ask)
    monkeypatch.setattr(module, "let_credit_go", let_go)
    return heard


def desk() -> LiveDesk:
    station = SimpleNamespace(world=SimpleNamespace(clock=None))
    return LiveDesk(cast(Any, station), OnThisLoop(), cast(Any, None), cast(Any, None), lambda: True)


async def test_a_card_that_is_scanned_again_at_once_is_held_after_it_was_let_go(said: list[str]) -> None:
    at = desk()
    await at.find_credit("GC1", 500)
    at.let_credit_go("GC1")
    at.let_credit_go("GC1")
    await asyncio.gather(at.find_credit("GC1", 300), at.find_credit("GC2", 200))
    assert said == ["GC1 takes 500", "GC2 takes 200", "GC1 let go", "GC1 let go", "GC1 takes 300"]
    assert at._releases == {}
