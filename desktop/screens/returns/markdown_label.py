"""The label of what came back and is sold at a lower price: one for each unit, with the reduction."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from core.commands.return_reading import lowest_price
from core.rules.label_prices import PRIOR_MS, marked_down
from core.rules.return_policy import ReturnPolicy
from core.rules.time import DAY_MS, Instant
from desktop.screens.labels.fields import label_fields
from desktop.screens.returns.goods_state import Taken
from sync.price_labels import label_article
from sync.reading import Reader
from sync.workstation import Print

TEMPLATE = "markdown"


def markdown_labels(
    reader: Reader, taken: Taken, policy: ReturnPolicy, now: Instant, timezone: str, language: str
) -> Iterable[Print]:
    """None where the article has no price to reckon from."""
    article = label_article(reader, taken.line.article_id, now)
    if article is None or article.price is None:
        return []
    prior = lowest_price(reader.session, article.id, now, PRIOR_MS // DAY_MS)
    price = marked_down(article.price, prior, policy.markdown_percent)
    fields = label_fields(replace(article, price=price), timezone, language)
    return [Print(TEMPLATE, fields, language)] * len(taken.places)
