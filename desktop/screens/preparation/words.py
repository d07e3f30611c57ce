"""Prepare in words: what is said after a gesture, what a scan would do, what the buttons say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.rules.availability import Stock
from core.rules.stock import ShortReason, sellable_after_short
from desktop.screens.fulfilments import Head, Line
from desktop.screens.preparation.state import ABSENT, Phase, PreparationState, Said
from desktop.screens.preparation.walk import Share
from desktop.shell.amounts import bin_words, moment_words
from desktop.shell.counts import counts
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.sentences import code_sentence
from desktop.shell.wording import bucket_words, short_reason_words, state_words

OTHERS_NAMED = 4
"""Orders that are named one by one."""
_SAID: Mapping[str, str] = {
    # picking
    "picked": QT_TRANSLATE_NOOP("Prepare", "{article}: right one. {done} of {wanted}."),
    "picked_tote": QT_TRANSLATE_NOOP("Prepare", "{article}: right one. Tote {tote}."),
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
    "shelf_scanned": QT_TRANSLATE_NOOP("Prepare", "You stand at {place}. Now scan an article that is here."),
    "placed": QT_TRANSLATE_NOOP("Prepare", "{article} stands at {place} from now on."),
    "took_back_place": QT_TRANSLATE_NOOP("Prepare", "Taken back: {name} stands where it did before."),
    "one_too_many": QT_TRANSLATE_NOOP(
        "Prepare", "One too many: all {wanted} of {name} are picked. Put this one back."
    ),
    "told_short_already": QT_TRANSLATE_NOOP(
        "Prepare", "{name} was told short. Take that back first (Ctrl+Z), then scan it."
    ),
    "other_variant": QT_TRANSLATE_NOOP("Prepare", "Wrong one: this is {variant}. Wanted: {wanted}."),
    "other_order": QT_TRANSLATE_NOOP(
        "Prepare", "{article} is for {number} ({customer}), not for this order."
    ),
    "not_in_order": QT_TRANSLATE_NOOP("Prepare", "{article} is not in this order. Put it back."),
    "article_unknown": QT_TRANSLATE_NOOP("Prepare", "No article has the barcode {gtin}."),
    "barcode_torn": QT_TRANSLATE_NOOP("Prepare", "The barcode was not read whole. Scan it again."),
    "barcode_unknown": QT_TRANSLATE_NOOP("Prepare", "This barcode is no article's: {text}"),
    "serial_is_article": QT_TRANSLATE_NOOP(
        "Prepare", "This is the article's barcode again. Scan the serial number of this {name}."
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


def said_sentence(said: Said) -> str:
    """What came of the last gesture, as a sentence."""
    code = said.code
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


def bins_words(codes: Sequence[str]) -> str:
    """ "bin 14", "bins 3, 4"."""
    words = translate("Prepare", "bin {bins}") if len(codes) == 1 else translate("Prepare", "bins {bins}")
    return words.format(bins=", ".join(bin_words(code) for code in codes))


def heads_and_bins(heads: Sequence[Head]) -> str:
    """ "C-20418: bin 14; C-20423: bins 3, 4"."""
    return "; ".join(f"{head.number}: {bins_words(head.bins)}" for head in heads)


def article_words(name: str, size: str, colour: str) -> str:
    """ "Veste Mistral, M, marine"."""
    return ", ".join(part for part in (name, size, colour) if part)


def variant_words(size: str, colour: str) -> str:
    """ "M · marine"."""
    return " · ".join(part for part in (size, colour) if part)


def place_words(line: Line) -> str:
    """ "Zone B · Aisle 4 · Shelf 2"."""
    parts = []
    if line.zone:
        parts.append(translate("Prepare", "Zone {zone}").format(zone=line.zone))
    if line.aisle:
        parts.append(translate("Prepare", "Aisle {aisle}").format(aisle=line.aisle))
    if line.shelf:
        parts.append(translate("Prepare", "Shelf {shelf}").format(shelf=line.shelf))
    return " · ".join(parts) or translate("Prepare", "No place known")


def short_place(line: Line) -> str:
    """ "B · 4 · 2"."""
    return " · ".join(part for part in (line.zone, line.aisle, line.shelf) if part)


def stock_words(stock: Stock | None) -> str:
    """What is here: "Here: 2 on the shelf, 1 on display"."""
    if stock is None or (stock.sellable <= 0 and stock.display <= 0):
        return translate("Prepare", "Here: none, by the stock")
    if stock.display > 0:
        words = translate("Prepare", "Here: {count} on the shelf, {display} on display")
        return words.format(count=max(0, stock.sellable), display=stock.display)
    return translate("Prepare", "Here: {count} on the shelf").format(count=stock.sellable)


def round_words(state: PreparationState) -> str:
    """ "Round of 2 orders"; "Pick list" for one order alone."""
    if not state.is_round:
        return translate("Prepare", "Pick list")
    return translate("Prepare", "Round of {orders}").format(orders=counts.orders(len(state.heads)))


def tote_words(tote: int) -> str:
    """ "Tote 2"."""
    return translate("Prepare", "Tote {tote}").format(tote=tote)


def tote_done_words(head: Head) -> str:
    """ "2 of 3", "complete"."""
    if all(not line.left_to_pick for line in head.lines):
        return translate("Prepare", "complete")
    return translate("Prepare", "{done} of {wanted}").format(done=head.picked, wanted=head.units)


def share_words(share: Share) -> str:
    """Where the next units of an article go: "2 for C-20418 → tote 1"."""
    words = translate("Prepare", "{count} for {number} → tote {tote}")
    return words.format(count=share.line.left_to_pick, number=share.number, tote=share.tote)


def reason_and_stock(reason: ShortReason, state: PreparationState) -> str:
    """A reason with what it would do to the number here, with the others' units if they are told too:
    "Not found · 6 → 2"; alone where it does nothing."""
    said, line = short_reason_words(reason), state.current_line
    stock = state.stock.get(line.article_id) if line else None
    if stock is None:
        return said
    units = state.short_units
    if state.shorts_others and reason in ABSENT:
        units += sum(other.left for other in state.others)
    after = sellable_after_short(reason, units, stock.sellable, stock.allocated)
    return said if after == stock.sellable else f"{said} · {stock.sellable} → {after}"


def others_words(state: PreparationState) -> str:
    """Who else wants the article, and whether they are told."""
    orders = ", ".join(f"{other.number} ({other.left})" for other in state.others[:OTHERS_NAMED])
    more = len(state.others) - OTHERS_NAMED
    named = f"{orders}, {counts.more(more)}" if more > 0 else orders
    if state.shorts_others:
        return translate("Prepare", "Short for them too, with the reasons 1 to 3: {orders}").format(
            orders=named
        )
    return translate("Prepare", "Also wanted by {orders}").format(orders=named)


def others_action(state: PreparationState) -> str:
    """What the key would do about them; its own words for telling them."""
    return translate("Prepare", "Leave the others") if state.shorts_others else ""


def progress_words(state: PreparationState) -> str:
    """ "5 of 9 picked · 2 zones left"."""
    lines = state.lines
    picked, wanted = sum(line.picked for line in lines), sum(line.quantity for line in lines)
    done = translate("Prepare", "{done} of {wanted} picked").format(done=picked, wanted=wanted)
    zones = {line.zone for line in lines if line.left_to_pick}
    return f"{done} · {counts.zones_left(len(zones))}" if zones else done


def quantity_words(line: Line) -> str:
    """ "0 of 1"."""
    return translate("Prepare", "{done} of {wanted}").format(done=line.picked, wanted=line.quantity)


def prompt(state: PreparationState) -> str:
    """What a scan would do now."""
    line = state.current_line
    if state.asks_reprint:
        return translate("Prepare", "Say why with its number; nothing is printed without a reason")
    if state.phase is Phase.PICK and state.short_units and line:
        return translate("Prepare", "A scan of {name} picks it after all").format(name=line.name)
    if state.phase is Phase.PICK and state.wants_serial and line:
        return translate("Prepare", "Scan the serial number of this {name}").format(name=line.name)
    if state.shelf is not None and state.phase in (Phase.PICK, Phase.QUEUE):
        place = " · ".join(part for part in (state.shelf.zone, state.shelf.aisle, state.shelf.shelf) if part)
        return translate("Prepare", "Scan an article: its place is {place}").format(place=place)
    if state.phase is Phase.PICK and line:
        others = sum(bool(other.left_to_pick) for other in state.lines) > 1
        if others and state.is_round:
            return translate("Prepare", "Scan {name}, or another article of the round").format(name=line.name)
        if others:
            return translate("Prepare", "Scan {name}, or another article of the order").format(name=line.name)
        return translate("Prepare", "Scan {name}").format(name=line.name)
    return {
        Phase.QUEUE: _queue_prompt(state),
        Phase.STAGE: translate("Prepare", "Scan the bin, or take the one proposed"),
        Phase.PACK: translate("Prepare", "Nothing to scan: pack what is picked"),
        Phase.NOTHING: translate("Prepare", "Nothing to scan"),
        Phase.DONE: translate("Prepare", "Scan the number of another order, or go on with the next"),
    }.get(state.phase, "")


def _queue_prompt(state: PreparationState) -> str:
    if state.chosen:
        return translate("Prepare", "Scan the number of an order to take it into the round")
    return translate("Prepare", "Scan the number of an order, or take the next one")


def primary_words(state: PreparationState) -> str:
    """What Enter would do now; "" for nothing."""
    line = state.current_line
    if state.phase is Phase.PICK:
        if line is not None and line.is_serialised:
            typed = translate("Prepare", "Take this number")
            return typed if state.wants_serial else translate("Prepare", "Type the number")
        return translate("Prepare", "Picked by hand")
    if state.phase is Phase.PACK:
        filled = sum(bool(draft.contents) for draft in state.drafts)
        return translate("Prepare", "Pack {parcels}").format(parcels=counts.parcels(max(1, filled)))
    if state.phase is Phase.STAGE:
        if not state.proposed_bin:
            return ""
        return translate("Prepare", "Put in bin {bin}").format(bin=bin_words(state.proposed_bin))
    if state.phase is Phase.NOTHING:
        return translate("Prepare", "Close without a parcel")
    if state.phase is Phase.QUEUE and len(state.chosen) > 1:
        orders = counts.orders(len(state.chosen))
        return translate("Prepare", "Begin the round: {orders}").format(orders=orders)
    begun = next((head for head in state.queue if head.id in state.chosen), state.next_head)
    if begun is None:
        return ""
    return translate("Prepare", "Prepare {number}").format(number=begun.number)
