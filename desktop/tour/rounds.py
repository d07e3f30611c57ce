"""Several orders in one round: made up by key, sorted into totes, one tote packed after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from desktop.screens.preparation.tote_tile import ToteTile
from desktop.shell.widgets import RowList
from desktop.tour.preparing import state
from desktop.tour.scene import Placed, Scene

NEW_SHELF = ("Z", "9", "9")
"""A place after all others: what stands there is picked last."""


async def a_round(scene: Scene) -> None:
    """Two orders that want the same article: one walk, two totes."""
    hand = scene.hand
    async with scene.step("round-made-up", "A round: orders chosen to be picked in one walk"):
        shared, other = scene.shelf[4], scene.shelf[8]
        first = await scene.order("round-1", "Lucie Bernard", [(shared, 1), (other, 1)], 25)
        second = await scene.order("round-2", "Karim Benali", [(shared, 1)], 35)
        await _to_the_queue(scene)
        await _choose(scene, [first.number, second.number])
    async with scene.step("round-begun", "One list in walking order, summed; the totes at the right"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("prepare_round_title")
        for placed in (first, second):
            await _becomes(scene, placed, "claimed")
    async with scene.step("round-scanned", "Each scan says which tote, large"):
        await hand.scan(shared.gtin)
        await _until_tote(scene, 1)
        await hand.scan(shared.gtin)
        await _until_tote(scene, 2)
    async with scene.step("shelf-scanned", "A shelf's label, then the article: its place is kept"):
        await hand.scan("SHELF-" + "-".join(NEW_SHELF))
        await hand.until_says("prepare_prompt", " · ".join(NEW_SHELF))
    await hand.scan(other.gtin)
    await hand.until_sees("pack_title")
    async with scene.step("round-packed", "One tote after the other: packed, and in its bin"):
        for placed in (first, second):
            await hand.until_says("prepare_number", placed.number)
            await _pack_into_the_proposed_bin(scene)
            await _becomes(scene, placed, "ready")


async def _pack_into_the_proposed_bin(scene: Scene) -> None:
    """Enter packs, Enter takes the bin that is proposed: it is free."""
    hand = scene.hand
    await hand.key(Qt.Key.Key_Return)
    await hand.until_sees("stage_bin")
    await hand.key(Qt.Key.Key_Return)
    await hand.until(lambda: not hand.sees("stage_bin"), "the parcel is in its bin")


async def _choose(scene: Scene, numbers: Sequence[str]) -> None:
    """Begin a round with the selected row, take these orders in by scanning them, and that one out."""
    hand = scene.hand
    await hand.until(lambda: all(hand.has_row("prepare_queue", number) for number in numbers), "both orders")
    await hand.key(Qt.Key.Key_F6)
    for number in numbers:
        await hand.scan(number)
    await hand.key(Qt.Key.Key_F6)

    def is_made_up() -> bool:
        marked = _in_the_round(scene)
        return len(marked) == len(numbers) and all(any(n in words for words in marked) for n in numbers)

    await hand.until(is_made_up, "these orders are in the round, and no other")


def _in_the_round(scene: Scene) -> list[str]:
    """What the rows say that have the round's mark."""
    rows = scene.hand.see("prepare_queue", RowList).rows()
    return [row.words() for row in rows if any(cell.icon == "check" for cell in row.cells)]


async def _becomes(scene: Scene, placed: Placed, wanted: str) -> None:
    await scene.becomes(f"{placed.number} at the core", wanted, lambda: state(scene, placed))


async def _to_the_queue(scene: Scene) -> None:
    """Leave what is in hand: the queue is behind it."""
    await scene.hand.click("rail_prepare")
    if not scene.hand.sees("prepare_queue"):
        await scene.hand.click("prepare_back_button")
    await scene.hand.until_sees("prepare_queue")


async def _until_tote(scene: Scene, tote: int) -> None:
    def says() -> bool:
        sees = scene.hand.sees("prepare_tote_tile")
        return sees and scene.hand.see("prepare_tote_tile", ToteTile).tote == tote

    await scene.hand.until(says, f"tote {tote}")
