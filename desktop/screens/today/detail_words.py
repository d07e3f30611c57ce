"""What the detail of a row on Today says: facts, places, the hours to come."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.screens.fulfilments import Head, Line
from desktop.screens.order_words import bins_fact, who_words, zones_words
from desktop.screens.today.state import PROMISED, Counting, Step, Task, Way, Work
from desktop.shell.amounts import article_words, money_words, quoted
from desktop.shell.lacking import lacking_words, reason_lack
from desktop.shell.saying import translate
from desktop.shell.wording import state_words


def facts(work: Work) -> list[tuple[str, str]]:
    """What the detail says of a row, as names with values."""
    head = work.head
    if work.counting is not None:
        return _counting_facts(work.counting)
    if head is None:
        return []
    articles = str(head.units)
    if head.zones and work.task is Task.PREPARE:
        zones = zones_words(head.zones)
        articles = translate("Today", "{count}, {zones}").format(
            count=head.units, zones=zones[:1].lower() + zones[1:]
        )
    return [
        (translate("Today", "Articles"), articles),
        bins_fact(head.bins),
        (translate("Today", "To pay"), _to_pay(head)),
        (translate("Today", "State"), _state(work, head)),
        (translate("Today", "Note"), quoted(head.note) if head.note else ""),
    ]


def lack_words(work: Work, way: Way | None, typed: str) -> str:
    """What is missing of an answer before it can be done; empty where nothing is."""
    if way is not None:
        return lacking_words(reason_lack(typed))
    if work.step is Step.COUNT and not typed.strip().isdecimal():
        return lacking_words(translate("Today", "how many there are"))
    return ""


def units_to_put_back(line: Line) -> int:
    """Units of a line that are in hand, or in a bin."""
    return line.picked - line.handed_over - line.put_back


def places(head: Head, ticked: Mapping[str, int]) -> list[tuple[str, str]]:
    """Where the articles of an order go when they are put back, and how many of each were scanned."""
    named = []
    for line in head.lines:
        units, done = units_to_put_back(line), ticked.get(line.id, 0)
        if units > 0:
            where = " · ".join(part for part in (line.zone, line.aisle, line.shelf) if part)
            article = translate("Today", "{units} × {article}")
            said = article.format(units=units, article=article_words(line.name, line.size, line.colour))
            if done:
                said = translate("Today", "{article} ({done} of {units} back)").format(
                    article=said, done=done, units=units
                )
            named.append((where or "–", said))
    return named


def _to_pay(head: Head) -> str:
    if head.due_cents:
        return money_words(head.due_cents, head.currency)
    return translate("Today", "nothing, paid online")


def _state(work: Work, head: Head) -> str:
    """The state and who has it; a row without a promise has its state in the pill above, and says it once."""
    state = state_words(head.state) if work.task in PROMISED else ""
    return " · ".join(part for part in (state, who_words(head)) if part)


def _counting_facts(counting: Counting) -> list[tuple[str, str]]:
    again = translate("Today", "the first count was far off: count once more") if counting.is_again else ""
    known = (
        ""
        if counting.is_blind
        else translate("Today", "{count} on the shelf").format(count=counting.expected)
    )
    return [
        (translate("Today", "Place"), " · ".join(counting.place)),
        (translate("Today", "Known"), "" if counting.is_blind else known),
        (translate("Today", "Again"), again),
    ]
