"""A part of an order at the counter, in words."""

from __future__ import annotations

from desktop.screens.fulfilments import Line
from desktop.screens.handover.opened import Opened
from desktop.screens.handover.state import Done
from desktop.shell.amounts import variant_words
from desktop.shell.counts import counts
from desktop.shell.saying import translate
from desktop.shell.widgets import Cell, Row


def rows(opened: Opened) -> list[Row]:
    """What is in the parcels; of a part, how much of each line leaves."""
    return [_row(opened, line) for line in opened.lines]


def _row(opened: Opened, line: Line) -> Row:
    look = variant_words(line.size, line.colour, *line.serials)
    name = Cell(line.name, look, swatch=line.colour_hex or "#888888", icon=line.category)
    if not opened.is_part:
        return Row(line.id, (name, Cell(f"{line.left_here} ×", strong=True)))
    taken = opened.taken.get(line.id, 0)
    words = translate("HandOver", "{taken} of {wanted}").format(taken=taken, wanted=line.left_here)
    colour = "ink" if taken == line.left_here else "warn"
    action = translate("HandOver", "One less") if taken else translate("HandOver", "Take all")
    hint = translate("HandOver", "refused") if line.id in opened.refused else ""
    amount = Cell(words, hint, strong=True, colour=colour)
    return Row(line.id, (name, amount), action, is_muted=not taken, is_aside=True, repeats=bool(taken))


def part_button(opened: Opened) -> str:
    """What the button that parts an order says."""
    return translate("HandOver", "All of it") if opened.is_part else translate("HandOver", "Only a part")


def rest_button(opened: Opened) -> str:
    """What the button about the rest would make of it."""
    if opened.is_rest_refused:
        return translate("HandOver", "Keep the rest here")
    return translate("HandOver", "Refuse the rest")


def line_button(opened: Opened, line_id: str) -> str:
    """What the button about one line would make of what stays of it."""
    if line_id in opened.refused:
        return translate("HandOver", "Keep this line here")
    return translate("HandOver", "Refuse this line")


def rest_words(opened: Opened) -> str:
    """What becomes of what does not leave; empty while all of it does."""
    if not opened.is_part:
        return ""
    if opened.is_whole:
        return translate("HandOver", "Choose a line, Space takes one off; or scan what is taken.")
    refused, kept = sum(opened.refused.values()), opened.units_kept
    parts = []
    if refused:
        words = translate("HandOver", "Not wanted: {articles}, to be put back")
        parts.append(words.format(articles=counts.articles(refused)))
    if kept:
        parts.append(
            translate("HandOver", "Waits on here: {articles}").format(articles=counts.articles(kept))
        )
    return " · ".join(parts)


def go_words(opened: Opened) -> str:
    """What Enter does with a part."""
    refused, kept = sum(opened.refused.values()), opened.units_kept
    rest = counts.articles(kept or refused)
    if not opened.taken and refused:
        words = translate("HandOver", "Refused: put {articles} back")
        return words.format(articles=counts.articles(refused))
    taken = counts.articles(sum(opened.taken.values()))
    if refused and kept:
        words = translate("HandOver", "Hand over {taken}, refuse {refused}, keep {kept}")
        return words.format(taken=taken, refused=refused, kept=kept)
    if refused:
        words = translate("HandOver", "Hand over {taken}, put {rest} back")
        return words.format(taken=taken, rest=rest)
    return translate("HandOver", "Hand over {taken}, keep {rest}").format(taken=taken, rest=rest)


def rest_of(done: Done) -> str:
    """What became of what did not leave."""
    parts = []
    if done.refused:
        words = translate("HandOver", "{articles}, to be put back")
        parts.append(words.format(articles=counts.articles(done.refused)))
    if done.left:
        words = translate("HandOver", "{articles}, still here")
        parts.append(words.format(articles=counts.articles(done.left)))
    return " · ".join(parts)
