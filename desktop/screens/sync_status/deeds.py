"""What was done, and what did not print, by their names."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.screens.sync_status.state import Done, FailedPrint
from desktop.shell import sentences
from desktop.shell.amounts import bin_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate

DEEDS: Mapping[str, str] = {
    "ClaimFulfilment": QT_TRANSLATE_NOOP("Sync", "Taken to prepare"),
    "ReleaseFulfilment": QT_TRANSLATE_NOOP("Sync", "Given back"),
    "PickLine": QT_TRANSLATE_NOOP("Sync", "Picked {quantity} × {article}"),
    "UndoPick": QT_TRANSLATE_NOOP("Sync", "Back on the shelf: {quantity} × {article}"),
    "ShortLine": QT_TRANSLATE_NOOP("Sync", "Short: {quantity} × {article}"),
    "UndoShort": QT_TRANSLATE_NOOP("Sync", "Found after all: {quantity} × {article}"),
    "CloseEmpty": QT_TRANSLATE_NOOP("Sync", "Closed: nothing could be found"),
    "PackFulfilment": QT_TRANSLATE_NOOP("Sync", "Packed"),
    "StageFulfilment": QT_TRANSLATE_NOOP("Sync", "Put in bin {bins}"),
    "HandOver": QT_TRANSLATE_NOOP("Sync", "Handed over"),
    "HandOverPart": QT_TRANSLATE_NOOP("Sync", "Part handed over"),
    "TryOn": QT_TRANSLATE_NOOP("Sync", "Being tried on"),
    "RefuseAtCounter": QT_TRANSLATE_NOOP("Sync", "Refused by the customer"),
    "LiftPayment": QT_TRANSLATE_NOOP("Sync", "May leave unpaid"),
    "PutBack": QT_TRANSLATE_NOOP("Sync", "Put back on the shelves"),
    "DispatchFulfilment": QT_TRANSLATE_NOOP("Sync", "Given to the carrier"),
    "RejectFulfilment": QT_TRANSLATE_NOOP("Sync", "Rejected"),
    "ReopenFulfilment": QT_TRANSLATE_NOOP("Sync", "Opened again"),
    "LimitIntake": QT_TRANSLATE_NOOP("Sync", "Intake of new orders limited"),
    "CountArticle": QT_TRANSLATE_NOOP("Sync", "Article counted"),
    "AskCount": QT_TRANSLATE_NOOP("Sync", "Count asked for"),
    "PublishLabelTemplate": QT_TRANSLATE_NOOP("Sync", "Label template published"),
    "KeepPlace": QT_TRANSLATE_NOOP("Sync", "Place kept: {article}"),
    "SettleException": QT_TRANSLATE_NOOP("Sync", "Settled"),
    "GradeReturn": QT_TRANSLATE_NOOP("Sync", "Condition noted: {article}"),
    "PhotographGoods": QT_TRANSLATE_NOOP("Sync", "Photo taken: {article}"),
    "DisposeReturn": QT_TRANSLATE_NOOP("Sync", "Destination noted: {article}"),
    "ReceivePieces": QT_TRANSLATE_NOOP("Sync", "Received {quantity} × {article}"),
    "TakeOff": QT_TRANSLATE_NOOP("Sync", "Not received after all: {quantity} × {article}"),
    "TellDamaged": QT_TRANSLATE_NOOP("Sync", "Damaged: {quantity} × {article}"),
}
"""What a command is called once it is done, where that is more than its name among the exceptions; a test
holds that none is without either."""

TEMPLATES: Mapping[str, str] = {
    "bin": QT_TRANSLATE_NOOP("Sync", "Label of a bin"),
    "carrier_manifest": QT_TRANSLATE_NOOP("Sync", "Carrier manifest"),
    "handover_receipt": QT_TRANSLATE_NOOP("Sync", "Hand-over receipt"),
    "handover_receipt_80": QT_TRANSLATE_NOOP("Sync", "Hand-over receipt"),
    "markdown": QT_TRANSLATE_NOOP("Sync", "Markdown label"),
    "packing_slip": QT_TRANSLATE_NOOP("Sync", "Packing slip"),
    "pick_list": QT_TRANSLATE_NOOP("Sync", "Pick list"),
    "pickup_parcel": QT_TRANSLATE_NOOP("Sync", "Label of a parcel"),
    "piece_label": QT_TRANSLATE_NOOP("Sync", "Piece label"),
    "price_label": QT_TRANSLATE_NOOP("Sync", "Price label"),
    "product_barcode": QT_TRANSLATE_NOOP("Sync", "Product barcode"),
    "refund_receipt": QT_TRANSLATE_NOOP("Sync", "Receipt of a refund"),
    "refund_receipt_80": QT_TRANSLATE_NOOP("Sync", "Receipt of a refund"),
    "return_label": QT_TRANSLATE_NOOP("Sync", "Return label"),
    "scanner_setup": QT_TRANSLATE_NOOP("Sync", "Scanner set-up code"),
    "shelf_label": QT_TRANSLATE_NOOP("Sync", "Shelf label"),
    "shipping_label": QT_TRANSLATE_NOOP("Sync", "Shipping label"),
    "staff_badge": QT_TRANSLATE_NOOP("Sync", "Staff badge"),
    "store_credit": QT_TRANSLATE_NOOP("Sync", "Store credit"),
    "store_credit_80": QT_TRANSLATE_NOOP("Sync", "Store credit"),
    "test_page": QT_TRANSLATE_NOOP("Sync", "Test page"),
    "tote": QT_TRANSLATE_NOOP("Sync", "Label of a tote"),
    "transfer_manifest": QT_TRANSLATE_NOOP("Sync", "Transfer manifest"),
}
"""What is printed, by the name of its template; the same sheet on a roll of 80 mm has the same name."""


def deed_words(done: Done) -> str:
    """What was done: "Picked 2 × Robe Calanque 40"."""
    if done.name == "PackFulfilment":
        return counts.packed_in(done.quantity)
    words = translate("Sync", DEEDS[done.name]) if done.name in DEEDS else sentences.deed_words(done.name)
    article = done.article or translate("Sync", "an article")
    bins = ", ".join(bin_words(code) for code in done.bins)
    return words.format(quantity=done.quantity, article=article, bins=bins)


def print_words(job: FailedPrint) -> str:
    """What was not printed."""
    words = translate("Sync", TEMPLATES[job.template]) if job.template in TEMPLATES else job.template
    return " · ".join(part for part in (words, job.order_number) if part)
