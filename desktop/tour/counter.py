"""At the counter: the customer's code, and the parcel leaves."""

from __future__ import annotations

from desktop.shell.widgets import FeedbackBar
from desktop.tour.scene import Placed, Scene


async def wrong_code(scene: Scene) -> None:
    """A wrong code does nothing, and says so."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step("counter-asks", "Who is it for? A code, a name, a number, or a scan"):
        await hand.click("rail_hand_over")
        await hand.until_sees("hand_over_search")
        if hand.sees("hand_over_next"):
            await hand.click("hand_over_next")
        await hand.until_sees("hand_over_nothing")
    async with scene.step("counter-found", "What is typed finds it, and where it stands"):
        await hand.click("hand_over_search")
        await hand.type(placed.number)
        # The last letter, too: it takes rows away, and moves those that are left.
        await hand.until_says("hand_over_search", placed.number)
        await hand.until_sees("hand_over_results")
    async with scene.step("counter", "The parcel, its bin, and what is to be shown"):
        await hand.click_action("hand_over_results", hand.row_with("hand_over_results", placed.number))
        await hand.until_sees("hand_over_check")
        scene.check("whose it is", hand.words("hand_over_customer"), placed.customer)
    async with scene.step("wrong-code", "A wrong pickup code: nothing is done, and it is said"):
        await hand.scan(_another(placed.pickup_code))
        await hand.until(lambda: _trouble(scene), "a sentence about the code")
        fulfilment = await scene.shop.fulfilment(placed.id)
        scene.check("its state", "ready", fulfilment["state"])


async def hand_over(scene: Scene) -> None:
    """The right code: order, ledger and positions agree to the unit."""
    placed = scene.orders["first"]
    before = {one.sku: await scene.shop.position(one.sku, scene.demo.location) for one, _ in placed.goods}
    async with scene.step("handed-over", "The right code, Enter: handed over"):
        await give(scene, placed)
        await holds_to_the_unit(scene, placed, before)


async def give(scene: Scene, placed: Placed) -> None:
    """Scan the code, press Enter, until the screen says that it is done."""
    hand = scene.hand
    if not hand.sees("hand_over"):
        await hand.click("rail_hand_over")
        await hand.until_sees("hand_over_search")
    await hand.scan(placed.pickup_code)
    await hand.until_sees("hand_over_check")
    await hand.until(lambda: not _trouble(scene), "the code is right")
    await hand.click("hand_over_button")
    await hand.until_sees("hand_over_done_title")
    scene.check("whose it was", hand.words("hand_over_done_customer"), placed.customer)


async def holds_to_the_unit(scene: Scene, placed: Placed, before: dict[str, dict[str, int]]) -> None:
    """Order, fulfilment, ledger and positions of the core after the hand-over."""
    shop, location = scene.shop, scene.demo.location
    await scene.becomes("the order's status", "fulfilled", lambda: _status(scene, placed))
    for goods, units in placed.goods:
        after = await shop.position(goods.sku, location)
        for bucket in ("sellable", "allocated"):
            scene.check(f"{goods.name}: {bucket}", before[goods.sku][bucket] - units, after[bucket])
        scene.check(f"{goods.name}: left by the ledger", units, await shop.left(goods.sku, location))


def _another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def _trouble(scene: Scene) -> bool:
    for name in ("hand_over_check_feedback", "hand_over_feedback"):
        if scene.hand.sees(name) and scene.hand.see(name, FeedbackBar).sentence():
            return True
    return False


async def _status(scene: Scene, placed: Placed) -> str:
    return str((await scene.shop.order(placed.id))["status"])
