"""At the counter, what is not paid yet: the right to it shown otherwise, a part taken, the rest refused."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour import preparing
from desktop.tour.scene import Placed, Scene

PROXY = "Hugo Lambert"
WHY = "Payé par téléphone"
TAKEN = 2


async def pays_here(scene: Scene) -> None:
    """An order that is paid in the store, prepared like any other."""
    async with scene.step("pay-here", "Prepared: what is to be paid stands with it"):
        goods = [(scene.shelf[place], 1) for place in (12, 13, 14)]
        placed = await scene.order("till", "Sarah Lambert", goods, 50, payment="pay_in_store")
        await preparing.take_in_hand(scene, placed)
        await preparing.pick_each(scene, placed)
        await scene.hand.key(Qt.Key.Key_Return)
        await scene.hand.until_sees("stage_bin")
        await scene.hand.key(Qt.Key.Key_Return)
        await scene.hand.until(lambda: not scene.hand.sees("stage_bin"), "the parcel is in its bin")
        await scene.becomes("its state", "ready", lambda: preparing.state(scene, placed))


async def at_the_till(scene: Scene) -> None:
    """Somebody else comes for it, pays at the till, takes two of three, and wants the third no more."""
    hand, placed = scene.hand, scene.orders["till"]
    async with scene.step("identity", "Without the code: a card that is shown, and what is still to be paid"):
        await _open(scene, placed)
        await hand.key(Qt.Key.Key_F2)
        await hand.until_sees("hand_over_proved")
    async with scene.step("proxy", "Somebody else comes: named, and they sign"):
        await hand.key(Qt.Key.Key_F3)
        await hand.until_sees("hand_over_proxy_name")
        await hand.type(PROXY)
    async with scene.step("lift-asked", "A manager may let it leave unpaid, and says why"):
        await hand.key(Qt.Key.Key_F5)
        await hand.until_sees("hand_over_lift_reason")
        await hand.type(WHY)
    async with scene.step("part", "Only a part is taken; of the rest one line is refused"):
        await hand.key(Qt.Key.Key_F5)
        await hand.until(lambda: not hand.sees("hand_over_lift_reason"), "it is to be paid after all")
        await hand.key(Qt.Key.Key_F7)
        for goods, _unit in placed.goods[:TAKEN]:
            await hand.scan(goods.gtin)
        await hand.key(Qt.Key.Key_F6)
        await hand.until_sees("hand_over_paid_reference")
        await hand.key(Qt.Key.Key_F8)
    async with scene.step("part-given", "Given, paid, and the rest is back among the goods"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("hand_over_done_title")
        await scene.becomes("its status", "fulfilled", lambda: _status(scene, placed))


async def _open(scene: Scene, placed: Placed) -> None:
    hand = scene.hand
    await hand.click("rail_hand_over")
    await hand.until_sees("hand_over_search")
    await hand.scan(placed.number)
    await hand.until_sees("hand_over_check")


async def _status(scene: Scene, placed: Placed) -> str:
    return str((await scene.shop.order(placed.id))["status"])
