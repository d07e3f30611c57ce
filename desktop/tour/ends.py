"""The day's two ends, and a manager who limits what comes in between, and has something counted."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.screens.day.state import ASKED, Turn
from desktop.shell.widgets import Button, RowList, Segments
from desktop.tour.managing import change_to
from desktop.tour.scene import Scene

REASON = "Dégât des eaux en réserve"


def _asked(scene: Scene) -> list[str]:
    """What is asked about, in its order."""
    return [row.key for row in scene.hand.see("day_checks", RowList).rows()]


async def both_ends(scene: Scene) -> None:
    """Ready in the morning, closing at night, and the intake paused and opened again."""
    hand, goods, location = scene.hand, scene.shelf[0], scene.demo.location
    async with scene.step("ready", "Ready? What is left to see to before the doors open"):
        await hand.click("rail_today")
        await hand.click("today_day_button")
        await hand.until_sees("day_checks")
        await hand.click("day_turns_opening")
        await hand.until(lambda: bool(hand.words("day_headline")), "the answer")
    async with scene.step("closing", "Closing: what must not stay overnight, and the day's figures"):
        await hand.click("day_turns_closing")
        await hand.until(
            lambda: hand.see("day_turns", Segments).selected() == "closing", "the evening's face"
        )
        asked = [ask.value for ask in ASKED[Turn.CLOSING]]
        await hand.until(lambda: _asked(scene) == asked, "the evening's questions")
    async with scene.step("intake-cap", "No more than so many at a time: what is packed makes room"):
        await hand.click("day_turns_intake")
        await hand.click("intake_choices_capped")
        await hand.until_sees("intake_cap")
    async with scene.step("intake-paused", "A manager pauses the intake: nothing new can be promised here"):
        before = await scene.shop.available(goods.sku, location)
        await hand.click("intake_choices_paused")
        await hand.click("intake_reason")
        await hand.type(REASON)
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("strip_intake")
        await scene.becomes("can be promised here", 0, lambda: scene.shop.available(goods.sku, location))
    async with scene.step("backlog", "What nobody has begun can be rejected: how many, in the button"):
        await hand.key(Qt.Key.Key_F9)
        await hand.until_sees("intake_not_now_button")
    async with scene.step("count", "An article is to be counted, without saying how many are expected"):
        await hand.key(Qt.Key.Key_Escape)
        await hand.until(lambda: not hand.sees("intake_not_now_button"), "they stay")
        await hand.click("day_turns_count")
        await hand.until_sees("count_what")
        await hand.scan(goods.gtin)
        await hand.click("count_blind_button")
        await hand.until(lambda: hand.see("count_button", Button).isEnabled(), "the article is found")
    async with scene.step("count-asked", "It stands on Today; the intake can be opened"):
        await hand.click("count_button")
        await hand.until(lambda: not hand.see("count_button", Button).isEnabled(), "it is asked for")
        await hand.click("day_turns_intake")
        await hand.until_sees("intake_open_button")
    async with scene.step("intake-open", "All orders are taken again"):
        await hand.click("intake_open_button")
        await hand.until(lambda: not hand.sees("strip_intake"), "the strip is gone")
        await scene.becomes("can be promised here", before, lambda: scene.shop.available(goods.sku, location))
        await change_to(scene, scene.associate)
        scene.check("who is signed in", hand.words("person_name"), scene.associate.name)
        await hand.until_sees("intake_manager")
