"""The day begins: who works here, and what came overnight."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.shell.widgets import Button, NumberTile
from desktop.tour.scene import Scene

WRONG_PIN = "000000"
PIECES = "/feed/pieces"
SOME_BYTES = 64 * 1024
"""Of the network's pieces: the rest waits until its page has been pictured."""
ARRIVES_WITHIN_S = 60.0
"""The whole network comes in it."""


async def first_start(scene: Scene) -> None:
    """A machine that nobody has used yet: its code is scanned, and the store arrives."""
    hand = scene.hand
    async with scene.step("first-start", "A new machine: its code connects it"):
        await hand.until_sees("first_start_title")
        scene.check("the address", hand.words("first_start_address"), scene.line.url)
    async with scene.step("arriving", "The store comes first, the network after it"):
        scene.line.hold(PIECES, after_bytes=SOME_BYTES)
        await hand.scan(scene.code)
        await hand.until_sees("arrival_go")
        await hand.until(lambda: hand.see("arrival_go", Button).isEnabled(), "the store's people")
    scene.line.let_go()
    async with scene.step("arrived", "All is there: the names of the store's people"):
        await hand.until_sees(f"person_{scene.associate.id}", ARRIVES_WITHIN_S)
        place = await scene.shop.location(scene.demo.location)
        scene.check("the store", hand.words("sign_in_location"), place["name"])


async def sign_in(scene: Scene) -> None:
    """A wrong PIN is told; the right one opens Today."""
    hand, person = scene.hand, scene.associate
    async with scene.step("wrong-pin", "A wrong PIN is told in a sentence"):
        await hand.click(f"person_{person.id}")
        await hand.type(WRONG_PIN)
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: bool(hand.words("sign_in_sentence")), "a sentence about the PIN")
    async with scene.step("today", "Today, with what came overnight"):
        await hand.type(person.pin)
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("today")
        scene.check("who is signed in", hand.words("person_name"), person.name)
        await scene.agrees("orders to prepare", lambda: _to_prepare(scene), lambda: _open(scene))


async def an_order_arrives(scene: Scene) -> None:
    """The shop's order appears by itself, with its deadline."""
    hand = scene.hand
    async with scene.step("order-arrives", "An order of the web shop arrives by itself"):
        goods = [(scene.shelf[0], 2), (scene.shelf[1], 1)]
        placed = await scene.order("first", "Claire Martin", goods, 46, note="Cadeau, sans le prix svp.")
        await hand.until(lambda: hand.has_row("today_rows", placed.number), f"{placed.number} on Today")
        hand_row = hand.row_with("today_rows", placed.number)
        await hand.click_row("today_rows", hand_row)
        await hand.until_says("today_detail_title", placed.number)
        scene.check("its number", hand.words("today_detail_title"), placed.number)
        fulfilment = await scene.shop.fulfilment(placed.id)
        scene.check("its row's key", hand_row, fulfilment["id"])
        scene.check("its state at the core", "proposed", fulfilment["state"])
        await scene.agrees("orders to prepare", lambda: _to_prepare(scene), lambda: _open(scene))


def _to_prepare(scene: Scene) -> int | None:
    return scene.hand.see("tile_to_prepare", NumberTile).number


async def _open(scene: Scene) -> int:
    return len(await scene.shop.open_fulfilments(scene.demo.location))
