"""What takes a manager: her badge says who she is, her PIN that it is she."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.core_process import DemoPerson
from desktop.tour import preparing
from desktop.tour.scene import Scene

REASON = "Dégât des eaux en réserve"
DAMP = "Carton humide"


async def reject(scene: Scene) -> None:
    """The store cannot prepare an order: the manager says why, and another place is looked for."""
    hand = scene.hand
    async with scene.step("manager", "The manager's badge says who, her PIN that it is she"):
        placed = await scene.order("refused", "Luc Moreau", [(scene.shelf[9], 1)], 20)
        await change_to(scene, scene.manager)
        await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", placed.number), placed.number)
        scene.check("who is signed in", hand.words("person_name"), scene.manager.name)
    async with scene.step("reject-asked", "Rejecting: what follows from it, and why"):
        await hand.scan(placed.number)
        await hand.until_says("today_detail_title", placed.number)
        await hand.key(Qt.Key.Key_F8)
        await hand.until_sees("today_answer")
        await hand.type(REASON)
    async with scene.step("rejected", "Rejected: another place is looked for"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: not hand.has_row("today_rows", placed.number), "its row goes")
        await scene.becomes("its state", "rejected", lambda: preparing.state(scene, placed))


async def open_again(scene: Scene) -> None:
    """What stood ready is opened again, with a reason, and packed anew."""
    hand, placed = scene.hand, scene.orders["second"]
    async with scene.step("ready-row", "What stands ready, and what a manager may do with it"):
        await hand.scan(placed.number)
        await hand.until_says("today_detail_title", placed.number)
        await hand.until_sees("today_reopen")
    async with scene.step("reopen-asked", "Open again: the labels are void, and why is kept"):
        await hand.key(Qt.Key.Key_F9)
        await hand.until_sees("today_answer")
        await hand.type(DAMP)
    async with scene.step("reopened", "Packed anew, and in its bin"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("pack_title")
        await scene.becomes("its state", "picked", lambda: preparing.state(scene, placed))
        await preparing.pack_and_stage(scene, "BIN-3")
        await scene.becomes("its state", "ready", lambda: preparing.state(scene, placed))


async def back_to_the_associate(scene: Scene) -> None:
    """What took a manager is done."""
    async with scene.step("associate", "The associate is back at work"):
        await change_to(scene, scene.associate)
        scene.check("who is signed in", scene.hand.words("person_name"), scene.associate.name)


async def change_to(scene: Scene, person: DemoPerson) -> None:
    """Somebody else sits down: the badge, then the PIN."""
    hand = scene.hand
    if hand.says("person_name", person.name):
        return
    await hand.scan(person.badge)
    await hand.until_says("sign_in_name", person.name)
    await hand.type(person.pin)
    await hand.key(Qt.Key.Key_Return)
    await hand.until_says("person_name", person.name)
