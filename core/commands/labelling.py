"""A label template is published to every store of the chain."""

from __future__ import annotations

from sqlalchemy.orm import Session

from core.commands import definitions as d
from core.commands.context import Context
from core.model import LabelTemplateRow
from core.rules.errors import Refused
from core.rules.label_text import check_label_text
from core.rules.time import Instant


def publish(context: Context, command: d.PublishLabelTemplate) -> None:
    """The last word counts, if whoever says it has read the one before.

    Raises:
        Refused: `label_published_meanwhile`, and as `core.rules.label_text.check_label_text`.
    """
    row = context.session.get(LabelTemplateRow, command.name)
    version = row.version if row is not None else 0
    if version != command.over:
        raise Refused("label_published_meanwhile", name=command.name, version=version)
    actor = context.actor
    write_template(context.session, command.name, command.text, context.at, actor.staff_id, actor.location_id)


def write_template(
    session: Session, name: str, text: str, at: Instant, author: str = "", location_id: int = 0
) -> LabelTemplateRow:
    """The chain's template of this name, one version on.

    Raises:
        Refused: as `core.rules.label_text.check_label_text`.
    """
    check_label_text(name, text)
    row = session.get(LabelTemplateRow, name)
    if row is None:
        row = LabelTemplateRow(name=name, version=0)
        session.add(row)
    row.text, row.version = text, row.version + 1
    row.set_at, row.set_by, row.set_in = at, author, location_id
    return row
