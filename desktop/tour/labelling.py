"""Labels: the shelves that change today, and an article's labels, printed in one batch."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour.scene import Scene

COPIES = 3


async def labels(scene: Scene) -> None:
    """What changes on the shelves today; an article is scanned three times, and three labels come out."""
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
        await hand.until(
            lambda: hand.words("labels_batch_words").startswith(str(COPIES)), "the batch has come out"
        )
        scene.check("labels made", COPIES, len(scene.labels_made) - before)
