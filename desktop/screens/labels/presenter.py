"""Labels: what changes on the shelves today, the labels of an article, and how far a batch has come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from core.rules.errors import BadInput, Refused
from desktop.desk import Desk
from desktop.devices.scanner import Article, Piece
from desktop.labels import LabelData, load, render_pdf
from desktop.screens.labels.fields import label_fields
from desktop.screens.labels.reading import article_scanned, batch_called, batch_now, load_labels
from desktop.screens.labels.state import (
    ARTICLE_TEMPLATES,
    CHANGES_TEMPLATE,
    MOST_COPIES,
    PIECE_TEMPLATE,
    LabelsState,
    Part,
)
from desktop.screens.labels.store_labels import StoreLabel
from desktop.screens.screen import Face
from sync.price_labels import LabelArticle
from sync.spool import BATCH, BatchProgress, progress_of
from sync.workstation import Print


class Spool(Protocol):
    """What a person does about a batch; `sync.Workstation` is one. Blocks."""

    def move_prints(self, aggregate: str, before: str, after: str, author: str) -> int: ...


class LabelsPresenter:
    """Shows what is to be printed, and prints it.

    Gestures wait for each other, so that of quick scans each counts, and Enter comes after them.

    Attributes:
        state: what is shown now.
    """

    def __init__(
        self, desk: Desk, face: Face[LabelsState], spool: Spool, language: Callable[[], str]
    ) -> None:
        """`language` tells the one to print in."""
        self._desk = desk
        self._face = face
        self._spool = spool
        self._language = language
        self.state = LabelsState()
        self._asked: tuple[str, list[Print]] = ("", [])
        self._one_at_a_time = asyncio.Lock()

    async def refresh(self) -> None:
        """Read everything again."""
        async with self._one_at_a_time:
            now = self._desk.clock.now()
            fresh = await self._desk.read(lambda reader: load_labels(reader, now, self.state))
            ids = [one.id for one in fresh.changes]
            chosen = self.state.chosen if self.state.chosen in ids else next(iter(ids), 0)
            keys = [one.key for one in fresh.store]
            store = self.state.store_chosen if self.state.store_chosen in keys else next(iter(keys), "")
            await self._show(replace(fresh, chosen=chosen, store_chosen=store, copies=self.state.copies))

    async def follow(self) -> None:
        """Only how far the batch has come."""
        name = self.state.batch.name if self.state.batch else ""
        batch = await self._desk.read(lambda reader: batch_now(reader, name))
        self.state = replace(self.state, batch=batch)
        self._face.show(self.state)

    async def turn_to(self, part: Part) -> None:
        """Shelves, one article, or the store itself."""
        async with self._one_at_a_time:
            await self._show(replace(self.state, part=part))

    async def choose(self, article_id: int) -> None:
        """Look at the label of one of those that change."""
        async with self._one_at_a_time:
            if article_id != self.state.chosen:
                await self._show(replace(self.state, chosen=article_id))

    async def choose_of_store(self, key: str) -> None:
        """Look at the label of a bin, a tote or a person."""
        async with self._one_at_a_time:
            if key != self.state.store_chosen:
                await self._show(replace(self.state, store_chosen=key))

    async def print_all_like_it(self) -> None:
        """All bins, all totes or all badges, in one batch.

        Raises:
            Refused: `labels_wait`, the same ones are still to come out.
        """
        async with self._one_at_a_time:
            if self.state.part is Part.STORE:
                await self._print_of_store(self.state.like_it)

    async def choose_template(self, template: str) -> None:
        """Another label for the article."""
        async with self._one_at_a_time:
            if template in self.state.templates:
                await self._show(replace(self.state, template=template))

    def set_copies(self, copies: int) -> None:
        """How many labels of the article."""
        self.state = replace(self.state, copies=min(max(1, copies), MOST_COPIES))
        self._face.show(self.state)

    async def scan(self, scan: Article | Piece) -> None:
        """Open the article that was scanned; scanned again, one label more."""
        async with self._one_at_a_time:
            await self._scan(scan)

    async def print(self) -> None:
        """Print what is in front: all that changes in one batch, or the article's labels.

        Raises:
            Refused: `labels_wait`, all that changes is still to come out.
        """
        async with self._one_at_a_time:
            await self._print()

    async def _scan(self, scan: Article | Piece) -> None:
        now = self._desk.clock.now()
        found = await self._desk.read(lambda reader: article_scanned(reader, scan.gtin, now))
        self._face.heard(found is not None)
        if found is None:
            await self._show(replace(self.state, part=Part.ARTICLE, article=None, unknown=scan.gtin))
            return
        serial = scan.serial if isinstance(scan, Piece) else ""
        before = self.state
        is_again = before.article is not None and before.article.id == found.id
        if before.template == PIECE_TEMPLATE:
            is_again = is_again and before.serial == serial
        copies = min(before.copies + 1, MOST_COPIES) if is_again else 1
        state = replace(before, part=Part.ARTICLE, article=found, serial=serial, unknown="", copies=copies)
        if state.template not in state.templates:
            state = replace(state, template=ARTICLE_TEMPLATES[0])
        await self._show(state)

    async def _print_of_store(self, labels: tuple[StoreLabel, ...]) -> None:
        language = self._language()
        if labels:
            jobs = [label.job(language) for label in labels]
            await self._print_batch(labels[0].template, jobs, "labels of the store", once=len(jobs) > 1)

    async def _print(self) -> None:
        state, language = self.state, self._language()
        if state.part is Part.STORE:
            await self._print_of_store((state.of_store,) if state.of_store is not None else ())
            return
        if state.part is Part.CHANGES:
            template, articles, why = CHANGES_TEMPLATE, state.changes, "prices of today"
        else:
            shown = (state.article,) if state.article is not None else ()
            template, articles, why = state.template, shown * state.copies, "labels of an article"
        piece = {"serial": state.serial} if template == PIECE_TEMPLATE else {}
        jobs = [
            Print(template, {**label_fields(article, state.timezone, language), **piece}, language)
            for article in articles
            if _can_print(template, article)
        ]
        if jobs:
            await self._print_batch(template, jobs, why, once=state.part is Part.CHANGES)

    async def _print_batch(self, template: str, jobs: list[Print], why: str, *, once: bool) -> None:
        """`once` for what is wanted a single time: the key pressed again while it waits is a slip. Of one
        label another may well be wanted."""
        before, asked = self._asked
        if once and jobs == asked:
            progress = await self._progress(before)
            if progress.waiting or progress.held:
                raise Refused("labels_wait")
        name = f"{BATCH}{template}:{self._desk.clock.now()}"
        await self._desk.print_again(jobs, name, why)
        self._asked = (name, jobs)
        batch = await self._desk.read(lambda reader: batch_called(reader, name))
        self.state = replace(self.state, batch=batch)
        await self._show(replace(self.state, copies=1))

    async def hold(self) -> None:
        """Pause the batch; what the printer has already comes out."""
        await self._move(("queued", "held"))

    async def go_on(self) -> None:
        """Go on with the batch, also with what failed."""
        await self._move(("held", "queued"), ("failed", "queued"))

    async def drop(self) -> None:
        """Print no more of the batch."""
        await self._move(("queued", "dropped"), ("held", "dropped"), ("failed", "dropped"))

    async def _move(self, *moves: tuple[str, str]) -> None:
        batch = self.state.batch
        if batch is None:
            return
        author = self._desk.me.staff_id
        for before, after in moves:
            await self._face.run(
                lambda before=before, after=after: self._spool.move_prints(  # type: ignore[misc]
                    batch.name, before, after, author
                )
            )
        await self.follow()

    async def _progress(self, name: str) -> BatchProgress:
        return await self._desk.read(lambda reader: progress_of(reader.session, name))

    async def _show(self, state: LabelsState) -> None:
        self.state = state
        article, of_store, language = state.shown, state.of_store, self._language()
        template = CHANGES_TEMPLATE if state.part is Part.CHANGES else state.template
        preview = b""
        if state.part is Part.STORE and of_store is not None:
            preview = await self._face.run(lambda: _drawn_of_store(of_store, language))
        elif article is not None and _can_print(template, article):
            preview = await self._face.run(lambda: _drawn(template, article, state, language))
        self.state = replace(self.state, preview=preview)
        self._face.show(self.state)


def _can_print(template: str, article: LabelArticle) -> bool:
    """Whether there is all that a label needs: a price, and for a markdown the one it is reckoned from."""
    if template == PIECE_TEMPLATE:
        return bool(article.gtin)
    if template == "product_barcode":
        return bool(article.gtin or article.sku)
    if template == "markdown":
        return article.price is not None and article.price.reduction_percent > 0
    return article.price is not None


def _drawn(template: str, article: LabelArticle, state: LabelsState, language: str) -> bytes:
    """The label as PDF; nothing for an article of which it cannot be made, such as one with a wrong GTIN."""
    try:
        fields = {**label_fields(article, state.timezone, language), "serial": state.serial}
        return render_pdf(load(template), LabelData(fields), language)
    except BadInput:
        return b""


def _drawn_of_store(label: StoreLabel, language: str) -> bytes:
    try:
        return render_pdf(load(label.template), LabelData(label.fields()), language)
    except BadInput:
        return b""
