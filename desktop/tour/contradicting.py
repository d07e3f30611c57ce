"""Two truths meet: the shop has cancelled what was handed over here without the line."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour import counter, preparing
from desktop.tour.managing import change_to
from desktop.tour.scene import Scene


async def two_truths(scene: Scene) -> None:
    """It is recorded, told, and settled by a deed: the article is counted again."""
    hand, goods = scene.hand, scene.shelf[10]
    async with scene.step("both-told", "Handed over without the line, and cancelled by the shop meanwhile"):
        placed = await scene.order("both", "Nadia Benali", [(goods, 1)], 35)
        await preparing.take_in_hand(scene, placed)
        await preparing.pick_each(scene, placed)
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("stage_bin")
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: not hand.sees("stage_bin"), "the parcel is in the bin that was proposed")
        await scene.becomes("its state", "ready", lambda: preparing.state(scene, placed))
        gone = await scene.order("gone", "Rose Imbert", [(scene.shelf[11], 1)], 36)
        await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", gone.number), gone.number)
        await scene.line.cut()
        await scene.shop.cancel(placed.id, "tour-both-cancel")
        await counter.give(scene, placed)
        await scene.shop.cancel(gone.id, "tour-gone-cancel")
        await preparing.take_in_hand(scene, gone)
        await preparing.pick_each(scene, gone)
        await scene.line.mend()
        await scene.becomes("its state", "handed_over", lambda: preparing.state(scene, placed))
    async with scene.step("exception", "An exception: what each side says, and what can be done"):
        await change_to(scene, scene.manager)
        await hand.click("rail_alerts")
        await hand.until(lambda: hand.has_row("alerts_rows", placed.number), "its exception")
        await hand.click_row("alerts_rows", hand.row_with("alerts_rows", placed.number))
        await hand.until_says("alert_number", placed.number)
    async with scene.step("exception-settled", "Settled by a deed: the article is counted again"):
        await hand.click("alert_choices_count")
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: not hand.has_row("alerts_rows", placed.number), "it is settled")
    async with scene.step("exception-kept", "Who settled it, and how, is kept"):
        await hand.click("alerts_lists_settled")
        await hand.until(lambda: hand.has_row("alerts_rows", placed.number), "it is among the settled")
        row = hand.row_words("alerts_rows", hand.row_with("alerts_rows", placed.number))
        scene.check("who settled it", True, scene.manager.name in row)
    await _prepared_for_nobody(scene)
    await _counted_again(scene)


async def _counted_again(scene: Scene) -> None:
    hand, goods = scene.hand, scene.shelf[10]
    async with scene.step("counted", "The count that was asked for, told on Today"):
        before = await scene.shop.position(goods.sku, scene.demo.location)
        await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", goods.name), "the count is on Today")
        await hand.key(Qt.Key.Key_End)
        await hand.click_row("today_rows", hand.row_with("today_rows", goods.name))
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("today_answer")
        await hand.type(str(before["sellable"]))
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: not hand.has_row("today_rows", goods.name), "it is counted")
        after = await scene.shop.position(goods.sku, scene.demo.location)
        scene.check("its stock, which was right", before["sellable"], after["sellable"])


async def _prepared_for_nobody(scene: Scene) -> None:
    """What was picked after it was called off lies here still: the exception leads to its order."""
    hand, gone = scene.hand, scene.orders["gone"]
    async with scene.step("exception-of-an-order", "Picked for an order that was called off: it leads there"):
        await hand.click("alerts_lists_open")
        await hand.until(lambda: hand.has_row("alerts_rows", gone.number), "its exception")
        await hand.click_row("alerts_rows", hand.row_with("alerts_rows", gone.number))
        await hand.until_says("alert_number", gone.number)
        await hand.until_sees("alert_order_button")
    async with scene.step("its-order", "The order, on Today"):
        await hand.key(Qt.Key.Key_F4)
        await hand.until_says("today_detail_title", gone.number)
