"""What came of a gesture on Prepare, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.screens.preparation.state import Said
from desktop.screens.preparation.words import bins_words
from desktop.shell.amounts import article_words, bin_words, moment_words, variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.wording import bucket_words, short_reason_words, state_words

_SAID: Mapping[str, str] = {
    # picking
    "picked": QT_TRANSLATE_NOOP("Prepare", "{article}: right one. {done} of {wanted}."),
    "picked_tote": QT_TRANSLATE_NOOP("Prepare", "{article}: right one. Tote {tote}."),
    "scan_is_forced": QT_TRANSLATE_NOOP(
        "Prepare",
        "In this store each article is scanned. Scan {name}; if its barcode cannot be read, tell it short.",
    ),
    "serial_wanted": QT_TRANSLATE_NOOP("Prepare", "{name}: right one. Now its serial number."),
    "skipped": QT_TRANSLATE_NOOP("Prepare", "{name} comes at the end of the round."),
    "told_short": QT_TRANSLATE_NOOP(
        "Prepare", "{name}: {units} short ({reason}). Another source is looked for."
    ),
    "told_later": QT_TRANSLATE_NOOP("Prepare", "{name} comes at the end of the round."),
    "took_back_pick": QT_TRANSLATE_NOOP("Prepare", "Taken back: one {name} is on the shelf again."),
    "took_back_pick_tote": QT_TRANSLATE_NOOP(
        "Prepare", "Taken back: one {name} goes out of tote {tote}, back on the shelf."
    ),
    "took_back_short": QT_TRANSLATE_NOOP("Prepare", "Taken back: {name} is not short any more."),
    # what stands in for another article
    "substitute_asked": QT_TRANSLATE_NOOP(
        "Prepare", "The customer is asked whether {article} will do. It is kept for them until they answer."
    ),
    "substitute_asked_later": QT_TRANSLATE_NOOP(
        "Prepare",
        "Without a connection the customer cannot be asked yet: whether {article} will do is asked once "
        "there is one. It is kept for them until they answer.",
    ),
    "took_back_substitute": QT_TRANSLATE_NOOP(
        "Prepare", "Taken back: {name} is to be picked, and its customer is asked no more."
    ),
    "substitute_agreed": QT_TRANSLATE_NOOP("Prepare", "The customer agrees: pick {article}."),
    "substitute_declined": QT_TRANSLATE_NOOP(
        "Prepare", "The customer does not want {article}: its line is cancelled, and refunded if it was paid."
    ),
    "answer_awaited": QT_TRANSLATE_NOOP(
        "Prepare", "The customer has not said yet that {name} will do. Put it back until they have."
    ),
    # where articles stand
    "shelf_scanned": QT_TRANSLATE_NOOP("Prepare", "You stand at {place}. Now scan an article that is here."),
    "placed": QT_TRANSLATE_NOOP("Prepare", "{article} stands at {place} from now on."),
    "took_back_place": QT_TRANSLATE_NOOP("Prepare", "Taken back: {name} stands where it did before."),
    "one_too_many": QT_TRANSLATE_NOOP(
        "Prepare", "One too many: {name} is picked, {wanted} of {wanted}. Put this one back."
    ),
    "told_short_already": QT_TRANSLATE_NOOP(
        "Prepare", "{name} was told short. Take that back first (Ctrl Z), then scan it."
    ),
    "other_variant": QT_TRANSLATE_NOOP("Prepare", "Wrong one: this is {variant}. Wanted: {wanted}."),
    "other_order": QT_TRANSLATE_NOOP(
        "Prepare", "{article} is for {number} ({customer}), not for this order."
    ),
    "not_in_order": QT_TRANSLATE_NOOP("Prepare", "{article} is not in this order. Put it back."),
    "article_unknown": QT_TRANSLATE_NOOP("Prepare", "No article has the barcode {gtin}."),
    "barcode_torn": QT_TRANSLATE_NOOP("Prepare", "The barcode was not read whole. Scan it again."),
    "barcode_unknown": QT_TRANSLATE_NOOP("Prepare", "This barcode is no article’s: {text}"),
    "serial_is_article": QT_TRANSLATE_NOOP(
        "Prepare", "This is the article’s barcode again. Scan the serial number of this {name}."
    ),
    "serial_unknown": QT_TRANSLATE_NOOP(
        "Prepare", "No {name} with the number {serial} is known. Check it; scan it again if it is right."
    ),
    "serial_sold": QT_TRANSLATE_NOOP(
        "Prepare",
        "The piece {serial} was sold ({moment}). Take another {name}, or scan it again if it is here.",
    ),
    "serial_gone": QT_TRANSLATE_NOOP(
        "Prepare",
        "The piece {serial} has left the chain. Take another {name}, or scan it again if it is here.",
    ),
    "serial_elsewhere": QT_TRANSLATE_NOOP(
        "Prepare", "The piece {serial} is at {place} by the stock. Scan it again if it is here."
    ),
    "serial_not_for_sale": QT_TRANSLATE_NOOP(
        "Prepare", "The piece {serial} is not for sale ({bucket}). Take another {name}, or scan it again."
    ),
    "serial_of_another": QT_TRANSLATE_NOOP(
        "Prepare", "The piece {serial} is for {number} ({customer}). Take another {name}, or scan it again."
    ),
    "serial_used": QT_TRANSLATE_NOOP("Prepare", "The piece {serial} is picked already. Take another {name}."),
    "order_number_while_picking": QT_TRANSLATE_NOOP(
        "Prepare", "This is the number of {number}. Scan an article, or leave this order first (Esc)."
    ),
    "article_wanted": QT_TRANSLATE_NOOP("Prepare", "This is no article. Scan the next article."),
    # packing and staging
    "all_is_picked": QT_TRANSLATE_NOOP("Prepare", "Everything is picked. Pack it first (Enter)."),
    "nothing_to_pack": QT_TRANSLATE_NOOP("Prepare", "Everything was told short. Close it (Enter)."),
    "packed": QT_TRANSLATE_NOOP("Prepare", "Packed: {parcels}. The label is being printed."),
    "parcel_in_hand": QT_TRANSLATE_NOOP("Prepare", "Parcel {place}. Now scan its bin."),
    "parcel_of_another": QT_TRANSLATE_NOOP("Prepare", "This parcel is not one of this order."),
    "parcel_put": QT_TRANSLATE_NOOP("Prepare", "Parcel {place} is in bin {bin}. Now the next one."),
    "bin_wanted": QT_TRANSLATE_NOOP("Prepare", "This is no bin. Scan the label of a bin."),
    "bin_unknown": QT_TRANSLATE_NOOP("Prepare", "This store has no bin {bin}."),
    "bin_full": QT_TRANSLATE_NOOP(
        "Prepare",
        "Bin {bin} has room for {room}, not for {units}. Take another, or scan it again all the same.",
    ),
    "bin_in_use": QT_TRANSLATE_NOOP(
        "Prepare", "Bin {bin} holds {number}. Take another one, or scan it again to share it."
    ),
    "no_bin_free": QT_TRANSLATE_NOOP("Prepare", "No bin is free. Scan the one to put it in."),
    "staged": QT_TRANSLATE_NOOP("Prepare", "{number} is in {bins}."),
    "staged_and_relabelled": QT_TRANSLATE_NOOP(
        "Prepare", "{number} is in {bins}. Its label is printed again, with the right bin."
    ),
    "list_printed": QT_TRANSLATE_NOOP("Prepare", "What is left to pick is being printed."),
    "printed_again": QT_TRANSLATE_NOOP("Prepare", "The label is being printed again, with the same number."),
    # taking and leaving
    "closed_empty": QT_TRANSLATE_NOOP("Prepare", "{number} is closed here. Another source is looked for."),
    "given_back": QT_TRANSLATE_NOOP("Prepare", "{number} is free again for whoever takes it."),
    "round_given_back": QT_TRANSLATE_NOOP(
        "Prepare", "The round is free again for whoever takes it: {number}."
    ),
    "taken_over": QT_TRANSLATE_NOOP("Prepare", "{name} has taken over {number}."),
    "moved_on": QT_TRANSLATE_NOOP(
        "Prepare", "{number} is {state} now. Put back what you have of it in hand."
    ),
    "taken_over_tote": QT_TRANSLATE_NOOP(
        "Prepare", "{name} has taken over {number}. What you have of it is in tote {tote}."
    ),
    "moved_on_tote": QT_TRANSLATE_NOOP(
        "Prepare", "{number} is {state} now. Put back what is in tote {tote}; the round goes on."
    ),
    "nothing_to_pick": QT_TRANSLATE_NOOP("Prepare", "Nothing of {number} is left to pick."),
    "round_is_full": QT_TRANSLATE_NOOP("Prepare", "A round has {most} totes. Begin this one first (Enter)."),
    "nothing_goes_along": QT_TRANSLATE_NOOP(
        "Prepare", "No other order is due soon and fits into the same walk."
    ),
    "order_wanted": QT_TRANSLATE_NOOP("Prepare", "Scan the number of an order, or take one below."),
    "take_its_order_first": QT_TRANSLATE_NOOP(
        "Prepare", "{name} is wanted for {number} ({customer}). Take that order first."
    ),
    "nobody_wants_it": QT_TRANSLATE_NOOP("Prepare", "No open order wants this article."),
}


_AT_END: Mapping[str, str] = {
    "staged": "",
    "staged_and_relabelled": QT_TRANSLATE_NOOP("Prepare", "Its label is printed again, with the right bin."),
}
"""Beside the end of an order, which says by itself where it stands."""


def said_sentence(said: Said, *, is_end: bool = False) -> str:
    """What came of the last gesture, as a sentence; beside the end of an order, what that does not say."""
    code = said.code
    if is_end and code in _AT_END:
        return translate("Prepare", _AT_END[code]) if _AT_END[code] else ""
    if code == "told_short" and said.data.get("reason") == "pick_later":
        code = "told_later"
    if said.data.get("tote") and f"{code}_tote" in _SAID:
        code = f"{code}_tote"
    if code not in _SAID:
        return code_sentence(code, said.data)
    return translate("Prepare", _SAID[code]).format_map(_Spoken(said.data))


class _Spoken(dict[str, Any]):
    """The data of a sentence with what can be said of them together."""

    def __missing__(self, key: str) -> str:
        made = {
            "article": lambda: article_words(
                self.get("name", ""), self.get("size", ""), self.get("colour", "")
            ),
            "variant": lambda: variant_words(self.get("size", ""), self.get("colour", "")),
            "moment": lambda: moment_words(self.get("at", 0), self.get("now", 0), self.get("timezone", "")),
            "parcels": lambda: counts.parcels(self.get("count", 0)),
        }
        return made[key]() if key in made else "…"

    def __getitem__(self, key: str) -> Any:
        said = super().__getitem__(key)
        if key == "bin":
            return bin_words(said)
        if key == "bins":
            return bins_words(said)
        if key == "place" and isinstance(said, list):
            return " · ".join(said)
        if key == "reason":
            return short_reason_words(said).lower()
        if key == "bucket":
            return bucket_words(said)
        if key == "state":
            return state_words(said)
        if key == "wanted" and "wanted_size" in self:
            return variant_words(self["wanted_size"], self["wanted_colour"])
        return said
