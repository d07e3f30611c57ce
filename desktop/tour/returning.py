"""Goods come back: taken over the counter, signed by the manager beside or on Approvals, refused, offline."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.shell.widgets import RowList
from desktop.tour.hand import Hand
from desktop.tour.managing import change_to
from desktop.tour.offline import RECONNECTS_WITHIN_S
from desktop.tour.scene import Scene

SALE_WITHIN_S = 120.0
"""The core writes a sale down with its timers, every half minute."""
MOST_QUESTIONS = 6
QUESTION = "Étiquette présente ?"
ANSWER = "Oui, avec le ticket"
GESTURE = "5,00"
WHY = "Attente trop longue"
NAMED = "Zélie Wattelet"
UNKNOWN = "BIA-07-100001"
"""Nobody of this name has bought anything, and no store of the chain has such receipts."""


async def over_the_counter(scene: Scene) -> None:
    """The web order that was handed over comes back; the manager signs beside, and the associate stays."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step("returns", "What is brought back? By its receipt, by a slip, or without proof"):
        await hand.click("rail_returns")
        await hand.until_sees("returns_no_proof_button")
    async with scene.step("return-found", "Back over the counter: the order's number finds the sale"):
        await _search(scene, placed.number)
    async with scene.step("return-sale", "The sale: what was bought, and what of it can come back"):
        await _open_found(scene)
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
    async with scene.step("return-beside", "Who signs? Somebody who may, beside whoever takes the goods"):
        await _ask_beside(scene)
    async with scene.step("return-signed", "The manager shows a PIN beside; the associate's session stays"):
        await _sign_beside(scene)
        scene.check("who is signed in", hand.words("person_name"), scene.associate.name)


async def left_to_the_manager(scene: Scene) -> None:
    """The goods are taken, the money is for somebody else to decide."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step("return-left", "Left to the manager: the goods are here, the money waits"):
        await _find(scene, placed.number)
        await _grade(scene, "1")
        await hand.key(Qt.Key.Key_F8)
        await hand.until_sees("returns_done")


async def without_its_sale(scene: Scene) -> None:
    """Goods come with a name alone: it leads to them later, and beside them headquarters is asked."""
    hand, goods = scene.hand, scene.shelf[12]
    await hand.key(Qt.Key.Key_Escape)
    await hand.until(lambda: not hand.sees("returns_gesture_amount"), "the gesture is put away")
    await hand.key(Qt.Key.Key_Escape)
    await hand.until_sees("returns_slip_button")
    async with scene.step(
        "return-slip", "Without its sale: a slip with its customer's name, completed later"
    ):
        await hand.click("returns_slip_button")
        await hand.until_sees("returns_customer")
        await hand.click("returns_customer")
        await hand.type(NAMED)
        await hand.scan(goods.gtin)
        await hand.until_sees("returns_reason")
        await _grade(scene, "8")
    await hand.key(Qt.Key.Key_Return)
    await hand.until_sees("returns_done")
    async with scene.step(
        "return-named", "Found by the name; a sale that is not here, headquarters may have"
    ):
        await _search(scene, NAMED)
        await hand.until_sees("returns_ask_beside")
    async with scene.step("return-elsewhere", "Headquarters is asked, and knows of none"):
        await hand.key(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        await hand.until_sees("returns_feedback")
    await hand.key(Qt.Key.Key_Escape)
    await hand.until(lambda: not hand.sees("returns_results"), "the search is put away")
    async with scene.step("return-unknown", "A receipt that is not known here: a slip, or headquarters"):
        await hand.click("returns_search")
        await hand.type(UNKNOWN)
        await hand.until_sees("returns_ask")
    await hand.key(Qt.Key.Key_Escape)
    await hand.until(lambda: not hand.sees("returns_ask"), "the search is put away")


async def on_approvals(scene: Scene) -> None:
    """The manager asks, is answered, and says no in two keys."""
    hand = scene.hand
    async with scene.step("approvals", "Approvals: how much, for what, who asks, on what ground"):
        await change_to(scene, scene.manager)
        await hand.click("rail_approvals")
        await hand.until_sees("approval_amount")
    async with scene.step("approval-asked", "Asked first: whoever proposed it is to say more"):
        await _write(hand, Qt.Key.Key_F4, QUESTION)
        await hand.until(lambda: not hand.sees("approval_words"), "it is asked")
        await change_to(scene, scene.associate)
        await hand.click("rail_approvals")
        await hand.until_sees("approvals_answer_button")
    async with scene.step("approval-answered", "Answered; the manager sees the reasons to refuse"):
        await _write(hand, Qt.Key.Key_F5, ANSWER)
        await hand.until(lambda: not hand.sees("approvals_answer_button"), "it is answered")
        await change_to(scene, scene.manager)
        await hand.until_sees("approvals_refuse_button")
        await hand.key(Qt.Key.Key_F8)
        await hand.until_sees("approval_reasons")
    async with scene.step("approval-refused", "Refused in two keys, with its reason"):
        await hand.type("1")
        await hand.until_sees("approvals_nothing")
        await change_to(scene, scene.associate)


async def _write(hand: Hand, key: Qt.Key, words: str) -> None:
    """Ask or answer: the key, the words, Enter."""
    await hand.key(key)
    await hand.until_sees("approval_words")
    await hand.type(words)
    await hand.key(Qt.Key.Key_Return)


async def without_the_line(scene: Scene) -> None:
    """With the line cut it is signed all the same, queued, and said to be; it goes when the line is back."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step(
        "return-region", "The line is cut: a neighbour's receipt, its units and amounts without names"
    ):
        await scene.line.cut()
        await _find(scene, neighbours_receipt(scene.demo.location))
        await hand.until_sees("strip_offline")
        scene.check("where it was sold", "Bellecour" in hand.words("returns_sale_hint"), True)
    await hand.key(Qt.Key.Key_Escape)
    await hand.until_sees("returns_search")
    async with scene.step("return-offline", "The line is cut: signed, queued, and nothing reads as paid"):
        await _find(scene, placed.number)
        await _grade(scene, "6")
        await _ask_beside(scene)
        await _sign_beside(scene)
    await _a_gesture(scene)
    async with scene.step("return-back", "The line is back: what was queued has gone"):
        await scene.line.mend()
        await hand.until(lambda: not hand.sees("strip_offline"), "the strip is gone", RECONNECTS_WITHIN_S)


def neighbours_receipt(store: str) -> str:
    """The newest receipt of the demo's second store: it is of the first one's town."""
    town, _, _number = store.rpartition("-")
    return f"{town}-02-100001"


async def _find(scene: Scene, number: str) -> None:
    await _search(scene, number)
    await _open_found(scene)


async def _search(scene: Scene, number: str) -> None:
    """Type the number until the sale is there: it comes a moment after the hand-over."""
    hand = scene.hand
    await hand.click("rail_returns")
    await hand.until_sees("returns_search")
    await hand.click("returns_search")
    await hand.type(number)
    await hand.until_says("returns_search", number)
    await hand.until(lambda: _has_found(scene), "the sale", SALE_WITHIN_S)


async def _open_found(scene: Scene) -> None:
    hand = scene.hand
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


async def _ask_beside(scene: Scene, part: str = "returns_beside") -> None:
    hand, manager = scene.hand, scene.manager
    await hand.key(Qt.Key.Key_Return)
    await hand.until_sees(part)
    chip = f"{part}_signer_{manager.id}"
    if hand.sees(chip):
        await hand.click(chip)
    await hand.until_sees(f"{part}_pin")


async def _sign_beside(scene: Scene) -> None:
    await scene.hand.type(scene.manager.pin)
    await scene.hand.key(Qt.Key.Key_Return)
    await scene.hand.until_sees("returns_done")


async def _a_gesture(scene: Scene) -> None:
    """One that waits is opened again: a little more than is due, which somebody else would have to give."""
    hand = scene.hand
    async with scene.step("returns-begun", "What was begun here and is not over"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("returns_known")
    async with scene.step("return-again", "Opened again: what came back, and what is due of it"):
        await hand.click_row("returns_known", hand.see("returns_known", RowList).rows()[0].key)
        await hand.until_sees("returns_goodwill_button")
        await hand.click("returns_print_again")
        # The picture came before it, once in four days.
        await hand.until_sees("returns_printed")
    async with scene.step("goodwill", "A gesture beyond what is due, and why"):
        await hand.key(Qt.Key.Key_F10)
        await hand.until_sees("returns_gesture_amount")
        await hand.type(GESTURE)
        await hand.click("returns_gesture_reason")
        await hand.type(WHY)
    async with scene.step("goodwill-beside", "The manager would give it, beside"):
        await _ask_beside(scene, "returns_gives")
    await hand.key(Qt.Key.Key_Escape)
    await hand.until(lambda: not hand.sees("returns_gives"), "nothing is given")
