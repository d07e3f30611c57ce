"""Where is it? The whole network's stock, from the replica."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.shell.widgets import RowList
from desktop.tour.scene import Scene


async def find_an_article(scene: Scene) -> None:
    """Search as one types, then the article's page: every location, and why this number."""
    hand, goods = scene.hand, scene.shelf[0]
    async with scene.step("search", "Stock: found as one types"):
        await hand.click("rail_stock")
        await hand.until_sees("stock_search")
        await hand.click("stock_search")
        await hand.type(goods.name[:10])
        await hand.until_says("stock_search", goods.name[:10])
        await hand.until(lambda: hand.has_row("stock_results", goods.name), goods.name)
    async with scene.step("article", "An article: every location, and why this number"):
        await hand.scan(goods.gtin)
        await hand.until_says("stock_name", goods.name)
        location = scene.demo.location
        await scene.agrees(
            "can be promised here",
            lambda: _promised(scene),
            lambda: scene.shop.available(goods.sku, location),
        )
        rows = hand.see("stock_places", RowList).rows()
        scene.check(
            "this store is in the list", True, any(scene.demo.location_name in r.words() for r in rows)
        )


async def beside_an_article(scene: Scene) -> None:
    """What happened to it here, and of a watch each piece with its history."""
    hand, watch = scene.hand, scene.watches[0]
    async with scene.step("movements", "What happened to it here, and who did it"):
        await hand.key(Qt.Key.Key_F4)
        number = scene.orders["first"].number
        await hand.until(lambda: hand.has_row("stock_movements", number), f"{number} among the movements")
        newest = hand.see("stock_movements", RowList).rows()[0].cells[-1].text
        left = await scene.shop.left(scene.shelf[0].sku, scene.demo.location)
        scene.check("units that left", "".join(filter(str.isdigit, newest)), left)
    async with scene.step("pieces", "A watch: every piece by its serial number"):
        await hand.scan(watch.gtin)
        await hand.until_says("stock_name", watch.name)
        await hand.until_sees("stock_tab_pieces")
        await hand.key(Qt.Key.Key_F5)
        await hand.until_sees("stock_pieces")
        serials = await scene.shop.serials(watch.sku, scene.demo.location)
        words = [row.words() for row in hand.see("stock_pieces", RowList).rows()]
        listed = sum(any(serial in said for said in words) for serial in serials)
        scene.check("pieces that can be sold", listed, len(serials))
    async with scene.step("piece", "One piece: where it has been"):
        await hand.click_row("stock_pieces", hand.row_with("stock_pieces", watch.serials[0]))
        await hand.until_sees("stock_piece_history")
    async with scene.step("prices", "Its prices, with the days from which they hold"):
        await hand.key(Qt.Key.Key_F6)
        await hand.until_sees("stock_prices")
    async with scene.step("places", "Nearest with stock: where the next one is"):
        await hand.key(Qt.Key.Key_F3)
        await hand.until_sees("stock_places")


async def search_everything(scene: Scene) -> None:
    """Ctrl+K finds orders and articles from anywhere."""
    hand, placed = scene.hand, scene.orders["watch"]
    async with scene.step("palette", "Ctrl+K: everything by its name or number"):
        await hand.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        await hand.type(placed.number)
        await hand.until(lambda: placed.number in _first_found(scene), f"{placed.number} comes first")
        fulfilment = await scene.shop.fulfilment(placed.id)
        scene.check("its state at the core", "ready", fulfilment["state"])


async def lock(scene: Scene) -> None:
    """Somebody leaves: the work is covered, and stays."""
    hand = scene.hand
    async with scene.step("locked", "Locked for the break"):
        await hand.key(Qt.Key.Key_Escape)
        await hand.click("lock")
        await hand.until_sees("sign_in_name")
        scene.check("whose work it covers", hand.words("sign_in_name"), scene.associate.name)


def _first_found(scene: Scene) -> str:
    if not scene.hand.sees("palette_rows"):
        return ""
    rows = scene.hand.see("palette_rows", RowList).rows()
    return rows[0].words() if rows else ""


def _promised(scene: Scene) -> int:
    return int(scene.hand.words("stock_why_total"))
