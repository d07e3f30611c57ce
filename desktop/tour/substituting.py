"""An article is not there, another is: the customer is asked, and answers by the code of their letter."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour import preparing
from desktop.tour.scene import Scene


async def ask_the_customer(scene: Scene) -> None:
    """Three keys say what is most alike and why; what the customer says shows by itself, and it is picked."""
    hand = scene.hand
    async with scene.step("substitute-offered", "Short: what could stand in for it, and is here"):
        placed = await scene.order("substitute", "Léonie Faure", [(scene.shelf[11], 1)], 40)
        await preparing.take_in_hand(scene, placed)
        await hand.key(Qt.Key.Key_F2)
        await hand.until_sees("short_offers_title")
    async with scene.step("substitute-asked", "Proposed: the article waits for the customer's answer"):
        await hand.key(Qt.Key.Key_6)
        await hand.key(Qt.Key.Key_3)
        await hand.until_sees("answer_title")
        await scene.becomes("the question at the core", "asked", lambda: _state(scene, placed.id))
    async with scene.step("substitute-agreed", "The customer says yes over the web: it is to be picked"):
        asked = await scene.shop.substitute(placed.id)
        await scene.shop.reply(placed.id, str(asked["id"]), is_agreed=True)
        await hand.until_sees("pick_name")
        await scene.becomes("the question at the core", "agreed", lambda: _state(scene, placed.id))
        article = await scene.shop.article(str(asked["offered"]["sku"]))
        await hand.scan(str(article["gtin"]))
        await hand.until_sees("pack_title")
        await preparing.pack_and_stage(scene, "BIN-22")
        await scene.becomes("its state", "ready", lambda: preparing.state(scene, placed))


async def _state(scene: Scene, order_id: str) -> str:
    return str((await scene.shop.substitute(order_id))["state"])
