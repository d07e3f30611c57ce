"""Prepare in words: what is there, what a scan would do, what the buttons say."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.availability import Stock
from desktop.screens.fulfilments import Head, Line
from desktop.screens.preparation.round import phase_of
from desktop.screens.preparation.state import Phase, PreparationState
from desktop.screens.preparation.walk import Share
from desktop.shell.amounts import bin_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate


def bins_words(codes: Sequence[str]) -> str:
    """ "bin 14", "bins 3, 4"."""
    words = translate("Prepare", "bin {bins}") if len(codes) == 1 else translate("Prepare", "bins {bins}")
    return words.format(bins=", ".join(bin_words(code) for code in codes))


def heads_and_bins(heads: Sequence[Head]) -> str:
    """ "C-20418: bin 14 · C-20423: bins 3, 4"."""
    words = translate("Prepare", "{number}: {bins}")
    return " · ".join(words.format(number=head.number, bins=bins_words(head.bins)) for head in heads)


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
    """ "Round of 2 orders"; "Pick list" for one order alone; once one of a round is packed, its number."""
    if state.is_round and state.phase is not Phase.PICK and state.head is not None:
        return state.head.number
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


def packing_words(state: PreparationState) -> str:
    """What is done once all is picked: "Pack C-20418", "Pack 3 orders"."""
    words = translate("Prepare", "Pack {number}")
    packed = [head for head in state.heads if phase_of(head) in (Phase.PICK, Phase.PACK)]
    if len(packed) > 1:
        return words.format(number=counts.orders(len(packed)))
    head = next(iter(packed), state.head)
    return words.format(number=head.number if head else "")


def progress(state: PreparationState) -> tuple[int, int, int]:
    """Units that are picked, that are missing, and that are wanted. What replaces another article is not
    wanted beside it, and what it replaces is not missing."""
    wanted = sum(line.quantity for line in state.lines if not line.agreement)
    replaced = sum(line.quantity for line in state.lines if line.agreement)
    short = sum(line.short for line in state.lines)
    return sum(line.picked for line in state.lines), max(0, short - replaced), wanted


def progress_words(state: PreparationState) -> str:
    """ "5 of 9 picked · 2 zones left"; what is missing rather than the zones, which the list names too."""
    picked, missing, wanted = progress(state)
    done = translate("Prepare", "{done} of {wanted} picked").format(done=picked, wanted=wanted)
    zones = {line.zone for line in state.lines if line.left_to_pick}
    if missing:
        return f"{done} · {short_words(missing)}"
    return f"{done} · {counts.zones_left(len(zones))}" if zones else done


def short_words(count: int) -> str:
    """ "1 short"."""
    return translate("Prepare", "{count} short").format(count=count)


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
    if state.phase is Phase.PICK and line and line.is_awaited:
        return translate("Prepare", "Nothing to pick until the customer has answered; Esc leaves it")
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
        if state.is_awaited or state.is_scan_forced:
            return ""
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
