"""Two connected counters and one gift card, at real windows and a real core: what the card holds goes,
and no cent more; the second counter is told in a sentence, before anything has left."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from core.model import ExceptionCase, Fulfilment
from core.rules.time import DAY_MS
from tests.e2e import one_card
from tests.e2e.back_room import UNITS, BackRoom, let_happen

CARD = "GC77120042"
LEFT_CENTS = 700

pytestmark = [pytest.mark.slow, pytest.mark.full]


def sell(room: BackRoom, cents: int) -> None:
    """A till sells the card."""
    told = {
        "number": CARD,
        "cents": cents,
        "location": room.demo.location,
        "expires_at": round(time.time() * 1000) + 30 * DAY_MS,
    }
    headers = {"Authorization": f"Bearer {room.demo.shop_token}", "Idempotency-Key": "sold-1"}
    httpx.post(f"{room.core.url}/v1/gift-cards", json=told, headers=headers).raise_for_status()


def of_the_card(room: BackRoom) -> tuple[int, list[int]]:
    """What is left on it, and what it was spent for."""
    headers = {"Authorization": f"Bearer {room.demo.shop_token}"}
    found = httpx.get(f"{room.core.url}/v1/credits/{CARD}", headers=headers).raise_for_status().json()
    return found["balance_cents"], sorted(one["cents"] for one in found["entries"] if one["kind"] == "spent")


async def test_one_gift_card_at_two_counters_in_the_same_minute(back_room: BackRoom, tmp_path: Path) -> None:
    due_cents = sum(one.price_cents * units for one, units in zip(back_room.goods, UNITS, strict=True))
    sell(back_room, due_cents + LEFT_CENTS)
    first, second = str(tmp_path / "first"), str(tmp_path / "second")
    pays = [f"€{cents // 100}.{cents % 100:02}" for cents in (due_cents, LEFT_CENTS)]
    async with back_room.shop() as shop:
        orders = [await back_room.place(shop, payment="pay_in_store") for _ in pays]
        errands = [await back_room.errand(shop, placed) for placed in orders]
        said = await asyncio.gather(
            asyncio.to_thread(
                let_happen,
                one_card.pays_first,
                errands[0],
                card=CARD,
                pays=pays[0],
                mine=first,
                theirs=second,
            ),
            asyncio.to_thread(
                let_happen,
                one_card.pays_second,
                errands[1],
                card=CARD,
                pays=pays[1],
                mine=second,
                theirs=first,
            ),
        )
        left = [(await shop.fulfilment(placed.id))["id"] for placed in orders]
    assert "are held at" not in said[0]["parts"]
    assert f"{pays[0]} of it are held at" in said[1]["parts"]
    assert of_the_card(back_room) == (0, [LEFT_CENTS, due_cents])
    with back_room.ledger() as session:
        paid = {row.id: row.paid_here for row in session.scalars(select(Fulfilment)) if row.id in left}
        cases = session.scalars(select(ExceptionCase.kind).where(ExceptionCase.settled_at.is_(None))).all()
    assert paid[left[0]] == [["gift_card", due_cents, CARD]]
    assert sorted(cents for _, cents, *_ in paid[left[1]]) == sorted([LEFT_CENTS, due_cents - LEFT_CENTS])
    assert not {"credit_not_covered", "left_unpaid", "paid_too_much"} & set(cases)
