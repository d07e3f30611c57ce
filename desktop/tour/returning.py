"""Goods come back: taken over the counter, signed by the manager beside or on Approvals, refused, offline."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.shell.widgets import RowList
from desktop.tour.managing import change_to
from desktop.tour.offline import RECONNECTS_WITHIN_S
from desktop.tour.scene import Scene

SALE_WITHIN_S = 120.0
"""The core writes a sale down with its timers, every half minute."""
MOST_QUESTIONS = 6


async def over_the_counter(scene: Scene) -> None:
    """The web order that was handed over comes back; the manager signs beside, and the associate stays."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step("return-sale", "Back over the counter: the order's number finds the sale"):
        await _find(scene, placed.number)
        scene.check("whose sale", placed.number in hand.words("returns_sale_title"), True)
    async with scene.step("return-goods", "Why, what it is like, where it goes: asked one by one"):
        await _grade(scene, "2")
        await hand.until(lambda: not hand.sees("returns_answer"), "the condition is known")
    async with scene.step(
        "return-exchange", "Or another size and colour: how many are free here, or with a plus elsewhere"
    ):
        await hand.key(Qt.Key.Key_F2)
        await hand.until_sees("returns_instead_grid")
    await hand.key(Qt.Key.Key_Escape)
    await hand.until(lambda: not hand.sees("returns_instead_grid"), "the grid is put away")
    async with scene.step("return-signed", "The manager shows a PIN beside; the associate's session stays"):
        await _sign_beside(scene)
        await hand.until_sees("returns_done")
        scene.check("who is signed in", hand.words("person_name"), scene.associate.name)


async def on_approvals(scene: Scene) -> None:
    """One is left to the manager, who says no in two keys."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step("return-left", "Left to the manager: the goods are here, the money waits"):
        await _find(scene, placed.number)
        await _grade(scene, "1")
        await hand.key(Qt.Key.Key_F8)
        await hand.until_sees("returns_done")
    async with scene.step("approvals", "Approvals: how much, for what, who asks, on what ground"):
        await change_to(scene, scene.manager)
        await hand.click("rail_approvals")
        await hand.until_sees("approval_amount")
    async with scene.step("approval-refused", "Refused in two keys, with its reason"):
        await hand.key(Qt.Key.Key_F8)
        await hand.until_sees("approval_reasons")
        await hand.type("1")
        await hand.until_sees("approvals_nothing")
        await change_to(scene, scene.associate)


async def without_the_line(scene: Scene) -> None:
    """With the line cut it is signed all the same, queued, and said to be; it goes when the line is back."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step(
        "return-region", "The line is cut: a neighbour's receipt, its units and amounts without names"
    ):
        await scene.line.cut()
        await hand.until_sees("strip_offline")
        await _find(scene, neighbours_receipt(scene.demo.location))
        scene.check("where it was sold", "Bellecour" in hand.words("returns_sale_hint"), True)
    await hand.key(Qt.Key.Key_Escape)
    await hand.until_sees("returns_search")
    async with scene.step("return-offline", "The line is cut: signed, queued, and nothing reads as paid"):
        await _find(scene, placed.number)
        await _grade(scene, "6")
        await _sign_beside(scene)
        await hand.until_sees("returns_done")
    async with scene.step("return-back", "The line is back: what was queued has gone"):
        await scene.line.mend()
        await hand.until(lambda: not hand.sees("strip_offline"), "the strip is gone", RECONNECTS_WITHIN_S)


def neighbours_receipt(store: str) -> str:
    """The newest receipt of the demo's second store: it is of the first one's town."""
    town, _, _number = store.rpartition("-")
    return f"{town}-02-100001"


async def _find(scene: Scene, number: str) -> None:
    """Type the number until the sale is there: it comes a moment after the hand-over."""
    hand = scene.hand
    await hand.click("rail_returns")
    await hand.until_sees("returns_search")
    await hand.click("returns_search")
    await hand.type(number)
    await hand.until_says("returns_search", number)
    await hand.until(lambda: _has_found(scene), "the sale", SALE_WITHIN_S)
    await hand.key(Qt.Key.Key_Return)
    await hand.until_sees("returns_lines")
    rows = hand.see("returns_lines", RowList).rows()
    left = next(row for row in rows if not row.is_muted)
    if not hand.sees("returns_reason"):
        await hand.click_row("returns_lines", left.key)
    await hand.until_sees("returns_reason")


def _has_found(scene: Scene) -> bool:
    return scene.hand.sees("returns_results") and bool(scene.hand.see("returns_results", RowList).rows())


async def _grade(scene: Scene, reason: str) -> None:
    """The reason by its digit, and yes to every question."""
    hand = scene.hand
    await hand.type(reason)
    for _ in range(MOST_QUESTIONS):
        if hand.sees("returns_answer"):
            await hand.key(Qt.Key.Key_F4)
    await hand.until(lambda: not hand.sees("returns_answer"), "the condition is known")


async def _sign_beside(scene: Scene) -> None:
    hand, manager = scene.hand, scene.manager
    await hand.key(Qt.Key.Key_Return)
    await hand.until_sees("returns_beside")
    chip = f"returns_beside_signer_{manager.id}"
    if hand.sees(chip):
        await hand.click(chip)
    await hand.until_sees("returns_beside_pin")
    await hand.type(manager.pin)
    await hand.key(Qt.Key.Key_Return)
