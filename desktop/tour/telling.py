"""What became of an order, and one that no place has the goods for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.shell.widgets import RowList
from desktop.tour.managing import change_to
from desktop.tour.scene import Scene

ASKED_WITHIN_S = 60.0
"""Headquarters looks for what is free nowhere with its timers, every half minute."""


async def goods_that_no_place_has(scene: Scene) -> None:
    """Early in the day somebody orders what is nowhere; people hear of it by noon."""
    async with scene.step("nowhere-ordered", "Somebody orders what no place has"):
        placed = await scene.order("nowhere", "Élise Perrin", [(await scene.held_nowhere(), 1)], 240)
        scene.check("its status at the core", "unfillable", await _status(scene, placed.id))


async def free_nowhere(scene: Scene) -> None:
    """It is a case of this store: what headquarters has tried, its story, and the customer waits no more."""
    hand, placed = scene.hand, scene.orders["nowhere"]
    async with scene.step("free-nowhere", "Goods that no place has: what this store can do about it"):
        await change_to(scene, scene.manager)
        await hand.click("rail_alerts")
        await hand.until(lambda: hand.has_row("alerts_rows", placed.number), "its case", ASKED_WITHIN_S)
        await hand.click_row("alerts_rows", hand.row_with("alerts_rows", placed.number))
        await hand.until_says("alert_number", placed.number)
        await hand.until_sees("alert_choices_cancel_missing")
    async with scene.step("story", "What became of it, as headquarters tells it"):
        await hand.key(Qt.Key.Key_F6)
        await hand.until_says("story_title", placed.number)
        await hand.until(lambda: bool(_told(scene)), "what headquarters tells")
        told = _told(scene)
    async with scene.step(
        "story-asked", "Headquarters is asked again: a line at the top moves meanwhile", is_at_work=True
    ):
        scene.line.hold()
        await hand.key(Qt.Key.Key_F5)
        await hand.until_sees("busy_line")
    scene.line.let_go()
    async with scene.step("story-told", "It has told again"):
        await hand.until(lambda: hand.see("story_again_button", QWidget).isEnabled(), "it has told again")
        scene.check("what is told again", _told(scene), told)
    async with scene.step("missing-cancelled", "What is missing is cancelled, and its customer told"):
        await hand.key(Qt.Key.Key_Escape)
        await hand.until_says("alert_number", placed.number)
        await hand.click("alert_choices_cancel_missing")
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: not hand.has_row("alerts_rows", placed.number), "it is settled")
        await scene.becomes("the order's status", "cancelled", lambda: _status(scene, placed.id))


def _told(scene: Scene) -> list[str]:
    if not scene.hand.sees("story_rows"):
        return []
    return [row.words() for row in scene.hand.see("story_rows", RowList).rows()]


async def _status(scene: Scene, order_id: str) -> str:
    return str((await scene.shop.order(order_id))["status"])
