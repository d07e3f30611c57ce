"""A parcel that leaves with a carrier."""

from __future__ import annotations

from desktop.tour import preparing
from desktop.tour.scene import Scene

DRIVER = "Karim Belkacem"


async def a_shipment(scene: Scene) -> None:
    """An order for somebody next door: this store sends it, and the driver's name is kept."""
    hand = scene.hand
    async with scene.step("shipment", "Shipped from the store: prepared as any other"):
        goods = await scene.only_here()
        place = await scene.shop.location(scene.demo.location)
        home = {
            "kind": "home",
            "postcode": place["postcode"],
            "city": place["city"],
            "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
        placed = await scene.order("shipment", "Nora Lambert", [(one, 1) for one in goods], 30, delivery=home)
        await preparing.take_in_hand(scene, placed)
        await preparing.pick_each(scene, placed)
        await preparing.pack_and_stage(scene, "BIN-5")
    async with scene.step("for-the-carrier", "The carrier is there: its parcels, its driver's name"):
        await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", placed.number), placed.number)
        await hand.scan(placed.number)
        await hand.until_says("today_detail_title", placed.number)
        await hand.click("today_go")
        await hand.until_sees("loading_rows")
        await hand.click_action("loading_rows", hand.row_with("loading_rows", placed.number))
        await hand.click("loading_driver")
        await hand.type(DRIVER)
    async with scene.step("dispatched", "Given to the carrier, on a manifest that the driver signs"):
        await hand.click("loading_button")
        await hand.until_sees("hand_over_done_title")
        await scene.becomes("its state", "dispatched", lambda: preparing.state(scene, placed))
