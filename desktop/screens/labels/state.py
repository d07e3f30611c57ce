"""What the screen Labels shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from core.rules.time import Instant
from desktop.screens.fulfilments import FALLBACK_TIMEZONE
from sync.price_labels import LabelArticle
from sync.spool import BatchProgress


class Part(StrEnum):
    """What is to be printed."""

    CHANGES = "changes"
    ARTICLE = "article"


CHANGES_TEMPLATE = "shelf_label"
ARTICLE_TEMPLATES = ("price_label", "shelf_label", "product_barcode", "markdown")
"""The labels of an article; the first is proposed."""
MOST_COPIES = 500
"""Of one label at once: more is a mistyped number."""


class Batch(msgspec.Struct, frozen=True):
    """Labels that were asked for together, by the aggregate of their jobs."""

    name: str
    progress: BatchProgress

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it by itself."""
        return not (self.progress.waiting or self.progress.held or self.progress.failed)


class LabelsState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything on the screen.

    Attributes:
        changes: the articles of this store whose price changes today, in walking order.
        chosen: id of the one that is looked at, 0 for none.
        article: the one that was scanned; `unknown` the scan that no article has.
        copies: how many of its labels.
        preview: the label that would be printed, as PDF; empty where there is none.
        batch: the last batch that is not over.
        has_network: whether a copy of the network has come.
    """

    part: Part = Part.CHANGES
    changes: tuple[LabelArticle, ...] = ()
    chosen: int = 0
    article: LabelArticle | None = None
    unknown: str = ""
    template: str = ARTICLE_TEMPLATES[0]
    copies: int = 1
    preview: bytes = b""
    batch: Batch | None = None
    timezone: str = FALLBACK_TIMEZONE
    now: Instant = Instant(0)
    has_network: bool = True

    @property
    def shown(self) -> LabelArticle | None:
        """The article whose label is shown."""
        if self.part is Part.ARTICLE:
            return self.article
        return next((one for one in self.changes if one.id == self.chosen), None)
