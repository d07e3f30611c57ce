"""Articles are counted on their shelf: asked for over something that does not add up, then told."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from core.commands import definitions as d
from core.commands.context import Context
from core.model import ArticlePlace, CountTask, DeliveryLine, FulfilmentLine
from core.rules.count import (
    COUNT,
    OPEN_COUNTS,
    Counted,
    CountState,
    CountVerb,
    correction,
    disagree,
    is_doubtful,
)
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.stock import MovementKind

PLANNED = "planned"
"""Why something is counted that nobody has doubted."""
DIFFERED = "counted_differently"
"""Why something is counted that two people have found in very different numbers."""

_OF_THE_ARTICLE = (
    "location_id", "article_id", "aggregate", "gtin", "name", "size", "colour", "zone", "aisle", "shelf",
    "is_blind",
)  # fmt: skip


def ask(context: Context, line: FulfilmentLine | DeliveryLine, location_id: int, reason: str) -> None:
    """Ask for the count of a line's article, within the aggregate of the command that asks: where it stands
    by what was learnt since the line was made."""
    place: ArticlePlace | FulfilmentLine | None = context.session.get(
        ArticlePlace, (location_id, line.article_id)
    )
    if place is None and isinstance(line, FulfilmentLine):
        place = line
    context.session.add(
        CountTask(
            id=context.child("count", line.id),
            location_id=location_id,
            article_id=line.article_id,
            aggregate=context.aggregate,
            reason=reason,
            state=CountState.ASKED.value,
            gtin=line.gtin,
            name=line.name,
            size=line.size,
            colour=line.colour,
            zone=place.zone if place else "",
            aisle=place.aisle if place else "",
            shelf=place.shelf if place else "",
            asked_by=context.actor.staff_id,
            asked_at=context.at,
        )
    )


def ask_once(context: Context, line: FulfilmentLine, location_id: int, reason: str) -> None:
    """The same, unless the article is to be counted here already."""
    if not _is_asked(context, location_id, line.article_id):
        ask(context, line, location_id, reason)


def _is_asked(context: Context, location_id: int, article_id: int) -> bool:
    open_ = select(CountTask.id).where(
        CountTask.location_id == location_id,
        CountTask.article_id == article_id,
        CountTask.state.in_(sorted(OPEN_COUNTS)),
    )
    return context.session.scalar(open_.limit(1)) is not None


def ask_articles(context: Context, command: d.AskCount) -> None:
    """These are to be counted here; what somebody is to count already is not asked for twice.

    Raises:
        Refused: `other_location`.
    """
    if command.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=command.location_id)
    open_ = select(CountTask.article_id).where(
        CountTask.location_id == command.location_id, CountTask.state.in_(sorted(OPEN_COUNTS))
    )
    asked = set(context.session.scalars(open_))
    for article in command.articles:
        if article.article_id not in asked:
            asked.add(article.article_id)
            context.session.add(_planned(context, command, article))


def _planned(context: Context, command: d.AskCount, article: d.ToCount) -> CountTask:
    return CountTask(
        id=context.child("count", article.article_id),
        location_id=command.location_id,
        aggregate=context.aggregate,
        reason=PLANNED,
        state=CountState.ASKED.value,
        asked_by=context.actor.staff_id,
        asked_at=context.at,
        is_blind=command.is_blind,
        **msgspec.structs.asdict(article),
    )


def ask_no_more(context: Context, line: FulfilmentLine, command_id: str) -> None:
    """What a command has asked for over a line is not wanted any more, if nobody has counted yet."""
    task = context.session.get(CountTask, derive(command_id, "count", line.id))
    if task is not None and task.state == CountState.ASKED:
        context.session.delete(task)


def _ask_between(context: Context, task: CountTask) -> None:
    """The same article is counted once more, unless somebody is to count it already."""
    if _is_asked(context, task.location_id, task.article_id):
        return
    kept = {name: getattr(task, name) for name in _OF_THE_ARTICLE}
    again = {"id": context.child("count", task.id), "reason": DIFFERED, "state": CountState.ASKED.value}
    context.session.add(CountTask(**kept, **again, asked_by=context.actor.staff_id, asked_at=context.at))


def count(context: Context, command: d.CountArticle) -> None:
    """So many stand there. What is known to be there is corrected by the difference, once; a planned count
    that is far off is done once more first. Where two have counted, each without the other's word, and are
    far from each other, the first one's stands until a third count says who is right.

    Raises:
        Refused: `unknown_count`, `other_location`; the runner turns either into a quarantine.
    """
    task = context.session.get(CountTask, command.task_id)
    if task is None or task.aggregate != command.task_aggregate:
        raise Refused("unknown_count", task_id=command.task_id)
    if task.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=task.location_id)
    now = Counted(command.counted, command.expected)
    # What was doubted has corrected nothing yet.
    is_corrected = task.counted_at is not None and task.state == CountState.COUNTED
    before = Counted(task.counted, task.expected) if is_corrected else None
    if before is not None and disagree(now, before):
        _ask_between(context, task)
        return
    verb = CountVerb.DOUBT if task.reason == PLANNED and is_doubtful(now) else CountVerb.COUNT
    task.state = COUNT.move(CountState(task.state), verb).to
    task.counted, task.expected = command.counted, command.expected
    task.counted_by, task.counted_at = context.actor.staff_id, context.at
    if task.state == CountState.RECOUNT:
        return
    units = correction(now, before)
    context.move(MovementKind.ADJUSTED, task.article_id, task.location_id, units, reason="counted")
