"""Claim, pick, short, pack, stage."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt

from desktop.labels.png import render_png
from desktop.shell.widgets import FeedbackBar, RowList
from desktop.tour.scene import Goods, Placed, Scene

UNKNOWN_GTIN = "2999999999991"
LABEL_DPI = 110


async def take_in_hand(scene: Scene, placed: Placed) -> None:
    """Choose the order on Today by its number, wherever its row stands, and begin."""
    hand = scene.hand
    if not hand.sees("today"):
        await hand.click("rail_today")
    await hand.until(lambda: hand.has_row("today_rows", placed.number), placed.number)
    await hand.scan(placed.number)
    await hand.until_says("today_detail_title", placed.number)
    await hand.click("today_go")
    await hand.until_sees("prepare")
    await hand.until_says("prepare_number", placed.number)


async def claim(scene: Scene) -> None:
    """The associate takes the order: nobody else can."""
    placed = scene.orders["first"]
    async with scene.step("claimed", "Claimed: the pick list in walking order"):
        await take_in_hand(scene, placed)
        await scene.becomes("claimed at the core", "claimed", lambda: state(scene, placed))


async def wrong_scans(scene: Scene) -> None:
    """Each wrong barcode says which."""
    hand = scene.hand
    async with scene.step("unknown-barcode", "A barcode that no article has"):
        await hand.scan(UNKNOWN_GTIN)
        await hand.until(lambda: UNKNOWN_GTIN in _said(scene), "a sentence with the barcode")
    async with scene.step("wrong-article", "An article that is not in this order"):
        stranger = scene.shelf[5]
        await hand.scan(stranger.gtin)
        await hand.until(lambda: stranger.name in _said(scene), "a sentence that names the article")
        placed = scene.orders["first"]
        scene.check("picked so far", 0, await _picked(scene, placed))


async def pick_each(scene: Scene, placed: Placed) -> None:
    """Scan what the screen asks for, until nothing is left."""
    for goods, units in _in_walking_order(scene, placed):
        for unit in range(units):
            await scene.hand.scan(goods.gtin)
            if goods.serials:
                await scene.hand.until_sees("pick_serial")
                await scene.hand.scan(goods.serials[unit])
            await scene.hand.until(lambda: not _is_bad(scene), f"{goods.name} is right")
    await scene.hand.until_sees("pack_title")


async def pick(scene: Scene) -> None:
    """Two articles, three units, and one undone on the way."""
    hand, placed = scene.hand, scene.orders["first"]
    first = _in_walking_order(scene, placed)[0][0]
    async with scene.step("picked-one", "The right article: one unit picked"):
        await hand.scan(first.gtin)
        await scene.becomes("picked at the core", 1, lambda: _picked(scene, placed))
    async with scene.step("undone", "Ctrl+Z takes it back"):
        await hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await scene.becomes("picked at the core", 0, lambda: _picked(scene, placed))
    async with scene.step("picked", "Everything is picked"):
        await pick_each(scene, placed)
        await scene.becomes("picked at the core", 3, lambda: _picked(scene, placed))
        await scene.becomes("its state", "picked", lambda: state(scene, placed))


async def pack_and_stage(scene: Scene, bin_code: str) -> None:
    """One parcel with its label, into a bin."""
    hand = scene.hand
    await hand.key(Qt.Key.Key_Return)
    await hand.until_sees("stage_bin")
    await hand.scan(bin_code)
    await hand.until(lambda: not hand.sees("stage_bin"), "the parcel is in its bin")


async def pack(scene: Scene) -> None:
    """Enter packs; the label comes out in PDF and ZPL."""
    hand, placed = scene.hand, scene.orders["first"]
    before = len(scene.labels_made)
    async with scene.step("packed", "Packed: the label is made, the bin proposed"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until_sees("stage_label")
        await hand.until(lambda: len(scene.labels_made) == before + 1, "one label printed")
        await scene.becomes("its state", "packed", lambda: state(scene, placed))
        fulfilment = await scene.shop.fulfilment(placed.id)
        scene.check("parcels", 1, len(fulfilment["parcels"]))
        await _report_label(scene)
    async with scene.step("unknown-bin", "A bin that this store does not have"):
        await hand.scan("BIN-99")
        await hand.until(lambda: _is_bad(scene), "a sentence about the bin")
    async with scene.step("staged", "In its bin: the customer is told"):
        await hand.scan("BIN-14")
        await hand.until(lambda: not hand.sees("stage_bin"), "the parcel is in its bin")
        await scene.becomes("its state", "ready", lambda: state(scene, placed))
        staged = await scene.shop.fulfilment(placed.id)
        scene.check("its bin", "BIN-14", staged["parcels"][0]["bin"])


async def print_again(scene: Scene) -> None:
    """The label was torn: it comes out again, on the same number, and the reason is kept."""
    hand, placed = scene.hand, scene.orders["first"]
    async with scene.step("reprint-asked", "Print again: why?"):
        await hand.key(Qt.Key.Key_F4)
        await hand.until_sees("reprint_title")
    async with scene.step("reprinted", "Printed again, with the same parcel number"):
        before = len(scene.labels_made)
        numbers = [parcel["number"] for parcel in (await scene.shop.fulfilment(placed.id))["parcels"]]
        await hand.key(Qt.Key.Key_1)
        await hand.until(lambda: len(scene.labels_made) > before, "the label comes out again")
        after = await scene.shop.fulfilment(placed.id)
        scene.check("its parcels", numbers, [parcel["number"] for parcel in after["parcels"]])
        label = scene.labels_made[-1].with_suffix(".zpl").read_text(encoding="utf-8")
        scene.check("the label has that number", numbers[0] in label, True)


async def short_and_undo(scene: Scene) -> None:
    """A line cannot be found: two keys; found after all: one key."""
    hand = scene.hand
    goods = [(scene.shelf[2], 2), (scene.shelf[3], 2)]
    async with scene.step("short-asked", "Short: the reasons, each with its effect, and who else wants it"):
        await scene.order("wants-it-too", "Odile Renard", [(one, 1) for one, _ in goods], 300)
        placed = await scene.order("second", "Marc Nguyen", goods, 12)
        await take_in_hand(scene, placed)
        await hand.key(Qt.Key.Key_F2)
        await hand.until_sees("short_others_button")
        await hand.click("short_less")
    async with scene.step("short-told", "Told short: stock is corrected"):
        await hand.click("short_reasons_mismatch")
        await hand.until(lambda: not hand.sees("short_title"), "the reasons are gone")
        await scene.becomes("short at the core", 1, lambda: _short(scene, placed))
    async with scene.step("short-undone", "Found after all: taken back"):
        await hand.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await scene.becomes("short at the core", 0, lambda: _short(scene, placed))
        await pick_each(scene, placed)
        await pack_and_stage(scene, "BIN-3")
        await scene.becomes("its state", "ready", lambda: state(scene, placed))


async def called_off(scene: Scene) -> None:
    """Cancelled while somebody picks: seen at once, and what was picked goes back by a scan."""
    hand, goods = scene.hand, scene.shelf[5]
    async with scene.step("called-off", "Cancelled while it is picked: seen at once, nothing blocks"):
        placed = await scene.order("called-off", "Gaël Morin", [(goods, 2)], 55)
        await take_in_hand(scene, placed)
        await hand.scan(goods.gtin)
        await scene.becomes("picked at the core", 1, lambda: _picked(scene, placed))
        await scene.shop.cancel(placed.id, "tour-called-off")
        await hand.until(lambda: not hand.says("prepare_number", placed.number), "it is not in hand any more")
    async with scene.step("put-back", "On Today: where it goes, and a scan says that it is back"):
        await hand.click("rail_today")
        await hand.until(lambda: hand.has_row("today_rows", placed.number), placed.number)
        await hand.scan(placed.number)
        await hand.until_says("today_detail_title", placed.number)
    async with scene.step("put-back-done", "Back on its shelf: it can be promised again"):
        await hand.scan(goods.gtin)
        await hand.until(lambda: not hand.has_row("today_rows", placed.number), "its row goes")
        await scene.becomes("its state", "put_back", lambda: state(scene, placed))


async def a_watch(scene: Scene) -> None:
    """A serialised article asks for its serial number."""
    hand = scene.hand
    watch = scene.watches[0]
    async with scene.step("serial", "A watch: the serial number is asked for"):
        placed = await scene.order("watch", "Aïssata Diallo", [(watch, 1)], 95)
        await take_in_hand(scene, placed)
        await hand.scan(watch.gtin)
        await hand.until_sees("pick_serial")
    async with scene.step("serial-scanned", "The piece is the one that the core has"):
        await hand.scan(watch.serials[0])
        await hand.until_sees("pack_title")
        await scene.becomes("its serial number", [watch.serials[0]], lambda: _serial(scene, placed))
        await pack_and_stage(scene, "BIN-7")


def _in_walking_order(scene: Scene, placed: Placed) -> list[tuple[Goods, int]]:
    rows = scene.hand.see("prepare_lines", RowList).rows()
    ordered = []
    for row in rows:
        ordered += [pair for pair in placed.goods if pair[0].name in row.words() and pair not in ordered]
    return ordered or list(placed.goods)


def _said(scene: Scene) -> str:
    return scene.hand.see("prepare_feedback", FeedbackBar).sentence()


def _is_bad(scene: Scene) -> bool:
    if not scene.hand.sees("prepare_feedback"):
        return False
    tone = scene.hand.see("prepare_feedback", FeedbackBar).tone
    return tone is not None and tone.name == "BAD"


async def _report_label(scene: Scene) -> None:
    pdf = scene.labels_made[-1]
    # The drawing of PDFs is loaded for the report alone.
    picture = (await asyncio.to_thread(render_png, pdf.read_bytes(), LABEL_DPI))[0]
    name = f"labels/{pdf.stem}"
    target = scene.out / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(picture)
    for suffix in (".pdf", ".zpl"):
        (scene.out / f"{name}{suffix}").write_bytes(pdf.with_suffix(suffix).read_bytes())
        scene.show_label(f"{name}{suffix}")
    scene.show_label(f"{name}.png")


async def state(scene: Scene, placed: Placed) -> str:
    """A fulfilment's state at the core."""
    return str((await scene.shop.fulfilment(placed.id))["state"])


async def _picked(scene: Scene, placed: Placed) -> int:
    return sum(line["picked"] for line in (await scene.shop.fulfilment(placed.id))["lines"])


async def _short(scene: Scene, placed: Placed) -> int:
    return sum(line["short"] for line in (await scene.shop.fulfilment(placed.id))["lines"])


async def _serial(scene: Scene, placed: Placed) -> str:
    return str((await scene.shop.fulfilment(placed.id))["lines"][0]["serials"])
