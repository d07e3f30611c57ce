"""Labels: the shelves that change today, and an article's labels, printed in one batch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.tour.scene import Scene

COPIES = 3


async def labels(scene: Scene) -> None:
    """What changes on the shelves today; an article is scanned three times, and three labels come out; on the
    label of what is sold by measure stands what a litre or a kilogramme costs."""
    hand, goods = scene.hand, scene.shelf[0]
    async with scene.step(
        "shelf-labels", "The shelf labels that change today, with the label as it comes out"
    ):
        await hand.click("rail_labels")
        await hand.until_sees("labels_part")
    before = len(scene.labels_made)
    async with scene.step("article-labels", "An article scanned: its labels, as many as it was scanned"):
        for _ in range(COPIES):
            await hand.scan(goods.gtin)
        await hand.until_says("labels_article", goods.name)
        await hand.until(lambda: hand.words("labels_copies") == str(COPIES), "three labels")
    async with scene.step("labels-printed", "One batch, with its progress"):
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: len(scene.labels_made) == before + COPIES, "three labels come out")
        # "3 of 3", wherever a language puts it.
        await hand.until(
            lambda: hand.words("labels_batch_words").split().count(str(COPIES)) == 2, "the batch has come out"
        )
        scene.check("labels made", COPIES, len(scene.labels_made) - before)
    await _while_the_printer_is_out(scene)
    await _by_measure(scene)
    async with scene.step("store-labels", "The store's own: bins, totes, shelves, badges"):
        await hand.key(Qt.Key.Key_F3)
        await hand.until_sees("labels_all_button")


@contextmanager
def _printer_out(folder: Path) -> Iterator[None]:
    """The printer's folder is gone, and a file is in its place; then it is back."""
    aside = folder.with_name(f"{folder.name}-aside")
    folder.rename(aside)
    folder.touch()
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


async def _while_the_printer_is_out(scene: Scene) -> None:
    hand, goods, before = scene.hand, scene.shelf[1], len(scene.labels_made)
    with _printer_out(scene.labels):
        async with scene.step("labels-wait", "The printer is out: the batch waits"):
            await hand.scan(goods.gtin)
            await hand.until_says("labels_article", goods.name)
            await hand.key(Qt.Key.Key_Return)
            await hand.until_sees("strip_printer")
            await hand.until_sees("labels_drop_button")
    async with scene.step("labels-resumed", "It prints again: what waited comes out by itself"):
        await hand.until(lambda: len(scene.labels_made) == before + 1, "its label comes out")
        await hand.until(lambda: not hand.sees("strip_printer"), "the strip is gone")


async def _by_measure(scene: Scene) -> None:
    hand, goods = scene.hand, await scene.sold_by_measure()
    before = len(scene.labels_made)
    async with scene.step("unit-price", "Sold by measure: the label says what a litre or a kilogramme costs"):
        await hand.scan(goods.gtin)
        await hand.until_says("labels_article", goods.name)
        await hand.key(Qt.Key.Key_Return)
        await hand.until(lambda: len(scene.labels_made) == before + 1, "its label comes out")
        label = [path for path in scene.labels_made if path.name.startswith("price_label")][-1]
        zpl = label.with_suffix(".zpl").read_text(encoding="utf-8")
        scene.check("a unit price on the label", True, " / kg^FS" in zpl or " / l^FS" in zpl)
