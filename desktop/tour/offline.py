"""The line is cut: everything up to the hand-over goes on, and nothing is lost when it comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.shell.theme import Tone
from desktop.shell.widgets import RowList
from desktop.tour import counter, preparing
from desktop.tour.scene import Placed, Scene


async def without_the_line(scene: Scene) -> None:
    """An order that has arrived is prepared and handed over without the line."""
    hand = scene.hand
    goods = [(scene.shelf[place], 1) for place in (6, 7, 15)]
    async with scene.step("line-cut", "The line is cut, after an order has arrived"):
        placed = await scene.order("offline", "Jeanne Lefèvre", goods, 25)
        if not hand.sees("today"):
            await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", placed.number), placed.number)
        before = {one.sku: await scene.shop.position(one.sku, scene.demo.location) for one, _ in goods}
        await scene.line.cut()
        await hand.until_sees("strip_offline")
    async with scene.step("offline-prepared", "Prepared, packed and staged without the line"):
        await preparing.take_in_hand(scene, placed)
        await preparing.pick_each(scene, placed)
        await preparing.pack_and_stage(scene, "BIN-9")
        fulfilment = await scene.shop.fulfilment(placed.id)
        scene.check("what the core knows of it", "proposed", fulfilment["state"])
    async with scene.step("offline-handed-over", "Handed over without the line, by the same code"):
        await counter.give(scene, placed)
    async with scene.step("outbox", "The outbox shows what waits"):
        await hand.click("rail_sync")
        await hand.until(lambda: hand.has_row("sync_rows", placed.number), "the order's actions wait")
        waiting = [row for row in hand.see("sync_rows", RowList).rows() if placed.number in row.words()]
        scene.check("actions that wait", ACTIONS, len(waiting))
    async with scene.step("quit-asked", "Closing the window: this disk has the only copy"):
        await hand.close_window()
        await hand.until_says("quit_title", str(ACTIONS))
        fulfilment = await scene.shop.fulfilment(placed.id)
        scene.check("what the core knows of it", "proposed", fulfilment["state"])
    async with scene.step("stayed", "Staying: everything is as it was"):
        await hand.key(Qt.Key.Key_Escape)
        await hand.until(lambda: hand.has_row("sync_rows", placed.number), "the work is in front again")
    async with scene.step("reconnected", "The line is back: the core ends in the same state"):
        await scene.line.mend()
        await hand.until(lambda: not hand.sees("strip_offline"), "the strip is gone", RECONNECTS_WITHIN_S)
        await counter.holds_to_the_unit(scene, placed, before)
        await hand.until(lambda: _tones(scene, placed) <= {Tone.OK}, "nothing waits any more")
        await hand.until_sees("sync_day_strip")


def _tones(scene: Scene, placed: Placed) -> set[Tone | None]:
    if not scene.hand.sees("sync_rows"):
        return set()
    rows = [row for row in scene.hand.see("sync_rows", RowList).rows() if placed.number in row.words()]
    return {row.cells[0].pill.tone if row.cells[0].pill else None for row in rows}


ACTIONS = 7
"""Claim, three picks, pack, stage, hand over."""
RECONNECTS_WITHIN_S = 45.0
