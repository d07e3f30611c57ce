"""Labels in words: what changes, what the article's label would say, how far the batch is."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.screens.labels.state import PIECE_TEMPLATE, Batch, LabelsState, Part
from desktop.screens.labels.store_labels import BADGE_TEMPLATE, BIN_TEMPLATE, TOTE_TEMPLATE, StoreLabel
from desktop.shell.amounts import money_words, variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.theme import Tone
from desktop.shell.widgets import Cell, Group, PillLook, Row
from sync.price_labels import LabelArticle

NO_COLOUR = "#9A93A8"
PARTS: Mapping[Part, str] = {
    Part.CHANGES: QT_TRANSLATE_NOOP("Labels", "Shelves today"),
    Part.ARTICLE: QT_TRANSLATE_NOOP("Labels", "One article"),
    Part.STORE: QT_TRANSLATE_NOOP("Labels", "Store"),
}
TEMPLATES: Mapping[str, str] = {
    "price_label": QT_TRANSLATE_NOOP("Labels", "Price"),
    "shelf_label": QT_TRANSLATE_NOOP("Labels", "Shelf"),
    "product_barcode": QT_TRANSLATE_NOOP("Labels", "Barcode"),
    "markdown": QT_TRANSLATE_NOOP("Labels", "Markdown"),
    PIECE_TEMPLATE: QT_TRANSLATE_NOOP("Labels", "Piece"),
}


def part_words(state: LabelsState) -> dict[str, str]:
    """The two parts, with how many labels change today."""
    number = f" · {len(state.changes)}" if state.changes else ""
    return {
        part.value: translate("Labels", words) + (number if part is Part.CHANGES else "")
        for part, words in PARTS.items()
    }


def template_words(state: LabelsState) -> dict[str, str]:
    """The labels of an article, or of the piece that was scanned, in a word each."""
    return {name: translate("Labels", TEMPLATES[name]) for name in state.templates}


def groups(state: LabelsState) -> list[Group]:
    """What changes today, zone by zone in walking order."""
    zones: dict[str, list[Row]] = {}
    for article in state.changes:
        zones.setdefault(article.zone, []).append(_row(article))
    return [Group(tuple(rows), zone_words(zone), counts.labels(len(rows))) for zone, rows in zones.items()]


_STORE: Mapping[str, str] = {
    BIN_TEMPLATE: QT_TRANSLATE_NOOP("Labels", "Bins"),
    TOTE_TEMPLATE: QT_TRANSLATE_NOOP("Labels", "Totes"),
    BADGE_TEMPLATE: QT_TRANSLATE_NOOP("Labels", "Badges"),
}


def store_groups(state: LabelsState) -> list[Group]:
    """The store's own labels: bins, totes, badges."""
    groups = []
    for template, title in _STORE.items():
        rows = tuple(_store_row(one) for one in state.store if one.template == template)
        if rows:
            groups.append(Group(rows, translate("Labels", title), counts.labels(len(rows))))
    return groups


def _store_row(one: StoreLabel) -> Row:
    return Row(
        one.key, (Cell(one.name, one.hint, strong=True), Cell(""), Cell(""), Cell(one.code, colour="ink2"))
    )


def zone_words(zone: str) -> str:
    """The title of a zone."""
    return translate("Labels", "Zone {0}").format(zone) if zone else translate("Labels", "No place yet")


def _row(article: LabelArticle) -> Row:
    return Row(
        str(article.id),
        (
            Cell(article.name, variant_words(article.size, article.colour), strong=True),
            Cell(place_words(article), colour="ink2", small=True),
            Cell(before_words(article), colour="ink3", small=True),
            Cell(price_words(article), strong=True, colour="warn" if is_reduced(article) else "ink"),
        ),
    )


def place_words(article: LabelArticle) -> str:
    """ "B · 4 · 2"."""
    return " · ".join(part for part in (article.zone, article.aisle, article.shelf) if part)


def price_words(article: LabelArticle) -> str:
    """The price that the label will say."""
    if article.price is None:
        return translate("Labels", "no price yet")
    return money_words(article.price.cents, article.price.currency)


def before_words(article: LabelArticle) -> str:
    """The price before."""
    if article.before_cents is None or article.price is None:
        return ""
    return money_words(article.before_cents, article.price.currency)


def is_reduced(article: LabelArticle) -> bool:
    """Whether the price is an announced reduction."""
    return article.price is not None and article.price.lowest_cents is not None


def reduction_words(article: LabelArticle | None) -> str:
    """From what the reduction is reckoned; empty for none."""
    if article is None or article.price is None or article.price.lowest_cents is None:
        return ""
    lowest = money_words(article.price.lowest_cents, article.price.currency)
    return translate("Labels", "Lowest price of the last 30 days: {0}").format(lowest)


def print_words(state: LabelsState) -> str:
    """What the primary action would print."""
    number = {Part.CHANGES: len(state.changes), Part.ARTICLE: state.copies, Part.STORE: 1}[state.part]
    return translate("Labels", "Print {labels}").format(labels=counts.labels(number))


def all_words(state: LabelsState) -> str:
    """What is printed at once of what is looked at: "All 24"."""
    return translate("Labels", "All {number}").format(number=len(state.like_it))


def missing_words(state: LabelsState) -> str:
    """Why there is no label to see."""
    article = state.shown
    if state.unknown and state.part is Part.ARTICLE:
        return translate("Labels", "No article has the barcode {0}.").format(state.unknown)
    if article is None or state.preview:
        return ""
    if article.price is None:
        return translate("Labels", "It has no price yet.")
    if state.part is Part.ARTICLE and state.template == "markdown":
        return translate("Labels", "It is not marked down.")
    return translate("Labels", "Its barcode is not a valid one: no label can be made.")


def batch_words(batch: Batch) -> str:
    """ "120 of 340 printed", with what keeps the printer from going on. What it has taken without saying that
    it is out is not called printed."""
    progress = batch.progress
    said = translate("Labels", "{done} of {total} printed")
    if progress.taken:
        said = translate("Labels", "{done} of {total} printed, {taken} given to the printer")
    if progress.taken and not progress.printed:
        said = translate(
            "Labels", "{taken} of {total} given to the printer, which does not say what came out"
        )
    said = said.format(done=progress.printed, total=progress.total, taken=progress.taken)
    if progress.failed:
        said = translate("Labels", "{said}, {failed} not printed").format(said=said, failed=progress.failed)
    if progress.is_paused and progress.sending:
        return translate("Labels", "{said}. What the printer has already still comes out: {count}").format(
            said=said, count=progress.sending
        )
    if progress.waiting and batch.fault:
        return f"{said}. {code_sentence(batch.fault)}"
    return said


def batch_look(batch: Batch) -> PillLook:
    """Where the batch stands."""
    progress = batch.progress
    if progress.failed and not progress.waiting:
        return PillLook(translate("Labels", "stopped"), Tone.BAD, "alert")
    if progress.is_paused:
        return PillLook(translate("Labels", "paused"), Tone.WARN, "waiting")
    if progress.waiting and batch.fault:
        return PillLook(translate("Labels", "waits for the printer"), Tone.WARN, "waiting")
    if progress.waiting:
        return PillLook(translate("Labels", "printing"), Tone.INFO, "printer")
    if progress.taken:
        return PillLook(translate("Labels", "given to the printer"), Tone.INFO, "printer")
    return PillLook(translate("Labels", "printed"), Tone.OK, "check")
