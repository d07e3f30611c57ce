"""Sales of the store on a Sunday morning, a block of numbers for returns, and managers who can sign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.model import ApprovalKey, NumberBlock, Sale, SaleLine, Staff
from core.rules.refund_money import spread
from core.rules.returns import CREDIT_NUMBERS, RETURN_NUMBERS
from core.rules.time import DAY_MS, Instant
from core.wire import SigningKey, approval_key_id
from desktop.desk import Hand, Me
from tests.desktop.desk_double import MARC, NOW, STORE, SessionDesk
from tests.desktop.screens.store_world import ARTICLES, SERIALS

KEY = SigningKey(bytes(range(3, 35)))


def add_sale(
    desk: SessionDesk,
    key: str,
    code: str,
    articles: Mapping[str, int],
    *,
    days_ago: int = 3,
    is_web: bool = False,
    paid_cents: int = 0,
    means: tuple[tuple[str, int], ...] = (),
    delivery_cents: int = 0,
    **changes: Any,
) -> None:
    """A sale of these articles by their names, `paid_cents` for all of them (their prices without it)."""
    listed = [ARTICLES[name]["price"] * units for name, units in articles.items()]
    total = paid_cents or sum(listed)
    at = Instant(NOW - days_ago * DAY_MS)
    fields: dict[str, Any] = {
        "kind": "order" if is_web else "receipt",
        "channel": "web" if is_web else "store",
        "sold_at": at,
        "delivered_at": at if is_web else None,
        "customer_name": "Amélie Roux" if is_web else "",
        "card_last4": "4417",
        "means": [list(one) for one in means] or [["card", total + delivery_cents]],
        "delivery_cents": delivery_cents,
        "location_id": STORE,
    }
    desk.add(Sale(id=key, receipt_code=code, **(fields | changes)))
    paid = spread(total, listed)
    for place, ((name, units), cents) in enumerate(zip(articles.items(), paid, strict=True), 1):
        article = ARTICLES[name]
        desk.add(
            SaleLine(
                id=f"{key}-{place}",
                sale_id=key,
                line_no=place,
                article_id=article["id"],
                sku=f"SKU-{article['id']}",
                gtin=article["gtin"],
                name=article["name"],
                category=article["category"],
                size=article["size"],
                colour=article["colour"],
                quantity=units,
                list_cents=article["price"] * units,
                paid_cents=cents,
                sale_type="distance" if is_web else "in_store",
                serials=list(SERIALS[:units]) if article["category"] == "watch" else [],
            )
        )


def lease_numbers(desk: SessionDesk) -> None:
    """Numbers for returns and credits."""
    desk.add(
        *(
            NumberBlock(
                id=f"block-{kind}",
                device_id=desk.me.device_id,
                kind=kind,
                prefix="",
                first=1_041,
                last=1_999,
                leased_at=NOW,
            )
            for kind in (RETURN_NUMBERS, CREDIT_NUMBERS)
        )
    )


def can_sign(desk: SessionDesk, who: Me = MARC, key: SigningKey = KEY) -> Hand:
    """Their key of this device, which the core knows."""
    desk.add(
        ApprovalKey(
            id=approval_key_id(key.public),
            staff_id=who.staff_id,
            device_id=desk.me.device_id,
            location_id=STORE,
            public_key=key.public.hex(),
            registered_at=NOW,
        )
    )
    hand = Hand(who.staff_id, who.name, key)
    desk.hands[who.staff_id] = hand
    return hand


def add_manager(desk: SessionDesk, staff_id: str, name: str, role: str = "manager") -> None:
    """One more who may sign."""
    desk.add(
        Staff(
            id=staff_id,
            location_id=STORE,
            name=name,
            role=role,
            badge=f"BADGE-{staff_id}",
            pin_verifier="-",
            verifier_expires_at=NOW + DAY_MS,
        )
    )


def a_day_of_sales(desk: SessionDesk) -> None:
    """A web order that was delivered, a receipt of the till, a watch, one that is too old."""
    add_sale(
        desk, "w1", "W-77120", {"dress": 1, "shirt": 2}, is_web=True, days_ago=10, paid_cents=18_090,
        delivery_cents=490,
    )  # fmt: skip
    add_sale(desk, "t1", "T-550128", {"belt": 2, "jacket": 1}, days_ago=3)
    add_sale(
        desk, "t2", "T-550099", {"watch": 1}, days_ago=5, customer_name="Hugo Lefèvre", card_last4="9031"
    )
    add_sale(desk, "t3", "T-540001", {"dress": 1}, days_ago=80, card_last4="2200")
    lease_numbers(desk)
