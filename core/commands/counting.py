"""Articles are counted on their shelf: asked for over something that does not add up, then told."""

from __future__ import annotations

from sqlalchemy import select

from core.commands import definitions as d
from core.commands.context import Context
from core.model import ArticlePlace, CountTask, DeliveryLine, FulfilmentLine
from core.rules.count import COUNT, Counted, CountState, CountVerb, correction
from core.rules.errors import Refused
from core.rules.ids import derive
from core.rules.stock import MovementKind


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
    open_ = select(CountTask.id).where(
        CountTask.location_id == location_id,
        CountTask.article_id == line.article_id,
        CountTask.state == CountState.ASKED.value,
    )
    if context.session.scalar(open_.limit(1)) is None:
        ask(context, line, location_id, reason)


def ask_no_more(context: Context, line: FulfilmentLine, command_id: str) -> None:
    """What a command has asked for over a line is not wanted any more, if nobody has counted yet."""
    task = context.session.get(CountTask, derive(command_id, "count", line.id))
    if task is not None and task.state == CountState.ASKED:
        context.session.delete(task)


def count(context: Context, command: d.CountArticle) -> None:
    """So many stand there. What is known to be there is corrected by the difference, once.

    Raises:
        Refused: `unknown_count`, `other_location`; the runner turns either into a quarantine.
    """
    task = context.session.get(CountTask, command.task_id)
    if task is None or task.aggregate != command.task_aggregate:
        raise Refused("unknown_count", task_id=command.task_id)
    if task.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=task.location_id)
    now = Counted(command.counted, command.expected)
    before = None if task.counted_at is None else Counted(task.counted, task.expected)
    task.state = COUNT.move(CountState(task.state), CountVerb.COUNT).to
    task.counted, task.expected = command.counted, command.expected
    task.counted_by, task.counted_at = context.actor.staff_id, context.at
    units = correction(now, before)
    context.move(MovementKind.ADJUSTED, task.article_id, task.location_id, units, reason="counted")
