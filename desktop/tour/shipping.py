"""A parcel that leaves with a carrier."""

from __future__ import annotations

from itertools import combinations

from desktop.tour import preparing
from desktop.tour.hand import StepFailed
from desktop.tour.scene import Goods, Scene

DRIVER = "Karim Belkacem"
ASKED_AT_ONCE = 50
"""Articles whose places are asked for in one request."""


async def a_shipment(scene: Scene) -> None:
    """An order for somebody next door: this store sends it, and the driver's name is kept."""
    hand = scene.hand
    async with scene.step("shipment", "Shipped from the store: prepared as any other"):
        place = await scene.shop.location(scene.demo.location)
        home = {
            "kind": "home",
            "postcode": place["postcode"],
            "city": place["city"],
            "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
        placed = await scene.order(
            "shipment", "Nora Lambert", [(goods, 1) for goods in await _only_here(scene)], 30, delivery=home
        )
        await preparing.take_in_hand(scene, placed)
        await preparing.pick_each(scene, placed)
        await preparing.pack_and_stage(scene, "BIN-5")
    async with scene.step("for-the-carrier", "The carrier is there: who takes it along?"):
        await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", placed.number), placed.number)
        await hand.scan(placed.number)
        await hand.until_says("today_detail_title", placed.number)
        await hand.click("today_go")
        await hand.until_sees("hand_over_check")
        await hand.type(DRIVER)
    async with scene.step("dispatched", "Given to the carrier"):
        await hand.click("hand_over_button")
        await hand.until_sees("hand_over_done_title")
        await scene.becomes("its state", "dispatched", lambda: preparing.state(scene, placed))


async def _only_here(scene: Scene) -> tuple[Goods, Goods]:
    """Two articles that no other place has both of: fewest parcels come first, so this store sends them."""
    own = scene.demo.location
    skus = [row["sku"] async for row in scene.shop.shelf(own)]
    elsewhere: dict[str, set[str]] = {}
    for start in range(0, len(skus), ASKED_AT_ONCE):
        found = await scene.shop.places_with(skus[start : start + ASKED_AT_ONCE])
        elsewhere |= {sku: places - {own} for sku, places in found.items() if own in places}
    for one, other in combinations(sorted(elsewhere, key=lambda sku: len(elsewhere[sku])), 2):
        if elsewhere[one].isdisjoint(elsewhere[other]):
            articles = [await scene.shop.article(sku) for sku in (one, other)]
            if not any(article["is_serialised"] for article in articles):
                first, second = (
                    Goods(article["sku"], article["gtin"], article["name"], article["price_cents"] or 0, 1)
                    for article in articles
                )
                return first, second
    raise StepFailed("every two articles of this store are together somewhere else too")
