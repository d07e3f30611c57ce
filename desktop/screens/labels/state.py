"""What the screen Labels shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from desktop.screens.labels.store_labels import StoreLabel
from sync.price_labels import LabelArticle
from sync.spool import BatchProgress


class Part(StrEnum):
    """What is to be printed."""

    CHANGES = "changes"
    ARTICLE = "article"
    STORE = "store"


CHANGES_TEMPLATE = "shelf_label"
ARTICLE_TEMPLATES = ("price_label", "shelf_label", "product_barcode", "markdown")
"""The labels of an article; the first is proposed."""
PIECE_TEMPLATE = "piece_label"
"""The label of one serialised unit: offered once it was scanned by its serial number."""
MOST_COPIES = 500
"""Of one label at once: more is a mistyped number."""


class Batch(msgspec.Struct, frozen=True):
    """Labels that were asked for together, by the aggregate of their jobs; `fault` is the code of what keeps
    their printer from printing, as far as it has said so."""

    name: str
    progress: BatchProgress
    fault: str = ""

    @property
    def is_stopped(self) -> bool:
        """Whether it waits for a person to go on with it: paused, or with labels that failed."""
        progress = self.progress
        return progress.is_paused or bool(progress.failed and not progress.waiting)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to be done about it; what was ended too late still comes out."""
        progress = self.progress
        return not (progress.waiting > progress.late_dropped or progress.held or progress.failed)


class LabelsState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        changes: the articles of this store whose price changes today, in walking order.
        chosen: id of the one that is looked at, 0 for none.
        store: the labels of bins, totes and people; `store_chosen` the key of the one that is looked at.
        article: the one that was scanned; `unknown` the scan that no article has.
        serial: of the piece that was scanned; "" for an article.
        copies: how many of its labels.
        preview: the label that would be printed, as PDF; empty where there is none.
        batch: the last batch that is not over.
        has_network: whether a copy of the network has come.
    """

    part: Part = Part.CHANGES
    changes: tuple[LabelArticle, ...] = ()
    chosen: int = 0
    store: tuple[StoreLabel, ...] = ()
    store_chosen: str = ""
    article: LabelArticle | None = None
    unknown: str = ""
    serial: str = ""
    template: str = ARTICLE_TEMPLATES[0]
    copies: int = 1
    preview: bytes = b""
    batch: Batch | None = None
    timezone: str = FALLBACK_TIMEZONE
    now: Instant = Instant(0)
    has_network: bool = True

    @property
    def templates(self) -> tuple[str, ...]:
        """The labels that there are of what was scanned."""
        return (*ARTICLE_TEMPLATES, PIECE_TEMPLATE) if self.serial else ARTICLE_TEMPLATES

    @property
    def shown(self) -> LabelArticle | None:
        """The article whose label is shown."""
        if self.part is Part.ARTICLE:
            return self.article
        if self.part is Part.STORE:
            return None
        return next((one for one in self.changes if one.id == self.chosen), None)

    @property
    def of_store(self) -> StoreLabel | None:
        """The label of the store that is looked at."""
        return next((one for one in self.store if one.key == self.store_chosen), None)

    @property
    def like_it(self) -> tuple[StoreLabel, ...]:
        """All bins, all totes or all badges: whichever is looked at."""
        chosen = self.of_store
        return tuple(one for one in self.store if chosen is not None and one.template == chosen.template)
