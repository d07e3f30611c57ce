"""What an article's label says, in the words of a language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from core.rules.unit_price import PerUnit, unit_price
from desktop.labels import LabelData
from desktop.shell.amounts import local_time, money_words, variant_words
from desktop.shell.language import LOCALES
from sync.price_labels import LabelArticle

_PER: Mapping[PerUnit, Mapping[str, str]] = {
    PerUnit.KILOGRAMME: {},
    PerUnit.LITRE: {},
    PerUnit.METRE: {},
    PerUnit.SQUARE_METRE: {"fr": "m²", "en": "m²"},
    PerUnit.PIECE: {"fr": "pièce", "en": "piece"},
}
"""A unit as a label says it, where that is not its own sign."""


def label_fields(article: LabelArticle, timezone: str, language: str) -> dict[str, str]:
    """The fields of the labels of articles; a template passes over those that it does not take."""
    locale = LOCALES.get(language, QLocale())
    place = " · ".join(part for part in (article.zone, article.aisle, article.shelf) if part)
    fields = {
        "name": article.name,
        "variant": variant_words(article.size, article.colour),
        "gtin": article.gtin,
        "sku": article.sku,
        "place": place,
    }
    price = article.price
    if price is None:
        return fields
    fields["price"] = money_words(price.cents, price.currency, locale)
    fields["valid_from"] = f"{local_time(price.valid_from, timezone):%d/%m/%Y}" if price.valid_from else ""
    measured = unit_price(price.cents, article.content, article.content_unit)
    if measured is not None:
        per = _PER[measured.per].get(language, measured.per.value)
        fields["unit_price"] = f"{money_words(measured.cents, price.currency, locale)} / {per}"
    if price.lowest_cents is not None:
        fields["lowest_price"] = money_words(price.lowest_cents, price.currency, locale)
    if price.reduction_percent:
        fields["reduction"] = f"-{price.reduction_percent}\u00a0%"
    return fields


def label_data(article: LabelArticle, timezone: str, language: str) -> LabelData:
    """The same, as a template takes it."""
    return LabelData(label_fields(article, timezone, language))
