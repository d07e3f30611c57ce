"""What counters ask of a gift card, over HTTP."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from core.orchestration import UnitOfWork
from core.orchestration.credit_holds import HELD_MS
from core.orchestration.credits import sell_card
from core.ports import SimulatedClock
from core.rules.time import DAY_MS, Instant
from core.wire import SigningKey
from tests.core.builders import make_location
from tests.support.live_core import running_core

CLOCK = SimulatedClock(Instant(1_772_539_200_000))
CARD = "GC77120042"


def arrange(unit: UnitOfWork) -> None:
    place = make_location(unit, "S1")
    lasts = Instant(unit.at + DAY_MS)
    sell_card(unit, CARD, 5_000, location_id=place.id, currency="EUR", expires_at=lasts, cause="till-1")


def test_a_counter_is_told_what_another_one_is_about_to_take(database_kind: str, tmp_path: Path) -> None:
    with running_core(tmp_path, arrange, clock=CLOCK, kind=database_kind, has_snapshot=False) as live:
        tokens = [live.device_token("S1", SigningKey(bytes([place]) * 32)) for place in (1, 2)]

        def ask(token: str, **query: int) -> dict[str, object]:
            headers = {"Authorization": f"Bearer {token}"}
            answer = httpx.get(
                f"{live.base_url}/v1/credits/{CARD}", params=query, headers=headers, timeout=30
            )
            return dict(answer.json())

        first = ask(tokens[0], takes_cents=4_000)
        assert (first["balance_cents"], first["held_cents"]) == (5_000, 0)
        second = ask(tokens[1], takes_cents=4_000)
        assert (second["balance_cents"], second["held_cents"]) == (5_000, 4_000)
        [where] = second["held"]  # type: ignore[misc]
        assert (where["cents"], where["until"]) == (4_000, CLOCK.now() + HELD_MS)
        assert where["place"] and where["device"], "so whoever stands there can say so, and to whom to go"
        assert second["hold_ms"] == HELD_MS
        assert ask(tokens[1])["held_cents"] == 0, "whoever only looks is told what there is"
        assert ask(tokens[0], takes_cents=-1)["status"] == pytest.approx(400)

        def let_go(token: str) -> int:
            headers = {"Authorization": f"Bearer {token}"}
            path = f"{live.base_url}/v1/credits/{CARD}/hold"
            return httpx.delete(path, headers=headers, timeout=30).status_code

        assert (let_go(tokens[1]), ask(tokens[1], takes_cents=1)["held_cents"]) == (204, 4_000), (
            "its own alone"
        )
        assert (let_go(tokens[0]), let_go(tokens[0])) == (204, 204)
        assert ask(tokens[1], takes_cents=4_000)["held_cents"] == 0


def test_a_till_that_says_what_it_takes_does_not_stand_in_its_own_way(
    database_kind: str, tmp_path: Path
) -> None:
    with running_core(tmp_path, arrange, clock=CLOCK, kind=database_kind, has_snapshot=False) as live:
        headers = {"Authorization": f"Bearer {live.shop_token}"}
        path = f"{live.base_url}/v1/credits/{CARD}"
        seen = httpx.get(path, params={"takes_cents": 4_000}, headers=headers, timeout=30).json()
        assert (seen["balance_cents"], seen["hold_ms"]) == (5_000, 0)
        paid = httpx.post(
            f"{path}/spend",
            json={"cents": 4_000},
            headers={**headers, "Idempotency-Key": "till-2"},
            timeout=30,
        )
        assert (paid.status_code, paid.json()["balance_cents"]) == (200, 1_000)
