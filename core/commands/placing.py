"""Where articles stand in a store: learnt by scanning a shelf's label, then the article."""

from __future__ import annotations

from core.commands import definitions as d
from core.commands.context import Context
from core.model import ArticlePlace
from core.model.gathered import rows_of
from core.rules.errors import Refused


def keep_place(context: Context, command: d.KeepPlace) -> None:
    """The article stands there from now on; nothing but empty parts says that no place is known any more.

    Raises:
        Refused: `other_location`; the runner quarantines it, since it is a fact.
    """
    if command.location_id != context.actor.location_id:
        raise Refused("other_location", location_id=command.location_id)
    known = rows_of(context.session, ArticlePlace, ArticlePlace.article_id, [command.article_id])
    row = next((one for one in known if one.location_id == command.location_id), None)
    if row is None:
        row = ArticlePlace(location_id=command.location_id, article_id=command.article_id)
        row.zone, row.aisle, row.shelf = command.zone, command.aisle, command.shelf
        context.session.add(row)
    else:
        row.zone, row.aisle, row.shelf = command.zone, command.aisle, command.shelf
