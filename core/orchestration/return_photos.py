"""Pictures of goods that came back go after their time: from the core, from its envelopes, from workstations.

The envelope that brought one keeps its hash and signature, as where a customer's data is erased
(`core.orchestration.erasure`): the chain holds, and the audit says *erased*. One that had no effect, and so
made no picture of its own, is emptied by when it came in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from sqlalchemy import Select, delete, select, text, tuple_
from sqlalchemy.orm import Session

from core.commands import PhotographGoods, return_aggregate
from core.commands.personal import PERSONAL
from core.model import Change, Erasure, KeptEnvelope, ReturnLine, ReturnPhoto
from core.model.capture import key_of
from core.model.devices import HOLDS_PHOTO
from core.model.kept_statements import kept
from core.orchestration.unit import UnitOfWork
from core.rules.ids import derive
from core.rules.time import Instant
from core.wire import without

BY_ITS_TIME: Final = "photo_days"
"""Why, in the record of what was erased."""


@kept
def old_photos(before: Instant, after: str, most: int) -> Select[str]:
    """Pictures that are older than `before`, by identifier after a given one."""
    query = select(ReturnPhoto.id).where(ReturnPhoto.taken_at < before, ReturnPhoto.id > after)
    return query.order_by(ReturnPhoto.id).limit(most)


def forget_photo(unit: UnitOfWork, photo_id: str) -> bool:
    """One picture goes, with every image of it that was logged; returns whether it was there."""
    photo = unit.lock(ReturnPhoto, photo_id)
    if photo is None:
        return False
    line = unit.session.get(ReturnLine, photo.line_id)
    if line is not None and line.photo == photo.id:
        line.photo = ""
    unit.session.delete(photo)
    # Whoever has it hears that it goes; nobody else is told of it any more.
    logged = (
        Change.table_name == photo.__tablename__,
        Change.row_key == msgspec.json.encode(key_of(photo)).decode(),
    )
    unit.session.execute(delete(Change).where(*logged), execution_options={"synchronize_session": False})
    erasure_id = derive(photo_id, BY_ITS_TIME)
    emptied = _empty_envelopes(unit.session, photo, erasure_id)
    if emptied and unit.session.get(Erasure, erasure_id) is None:
        unit.session.add(
            Erasure(id=erasure_id, erased_by="", reason=BY_ITS_TIME, at=unit.at, rows=1, envelopes=emptied)
        )
    return True


def _empty_envelopes(session: Session, photo: ReturnPhoto, erasure_id: str) -> int:
    query = select(KeptEnvelope).where(
        KeptEnvelope.aggregate == return_aggregate(photo.return_id), KeptEnvelope.name == PhotographGoods.NAME
    )
    emptied = 0
    for row in session.scalars(query):
        body = without(row.body, PERSONAL[row.name])
        if photo.image.encode() in row.body and body != row.body:
            row.body, row.erasure_id = body, erasure_id
            emptied += 1
    return emptied


def old_envelopes(session: Session, before: Instant, after: str, most: int) -> Sequence[str]:
    """Envelopes with a picture still that came in before `before`, the oldest first, after a given one."""
    query = (
        select(KeptEnvelope.received_at, KeptEnvelope.device_id, KeptEnvelope.sequence)
        .where(text(HOLDS_PHOTO), KeptEnvelope.received_at < before)
        .order_by(KeptEnvelope.received_at, KeptEnvelope.device_id, KeptEnvelope.sequence)
        .limit(most)
    )
    if after:
        received_at, device_id, sequence = after.split("/")
        place = tuple_(KeptEnvelope.received_at, KeptEnvelope.device_id, KeptEnvelope.sequence)
        query = query.where(place > (int(received_at), device_id, int(sequence)))
    return ["/".join(map(str, row)) for row in session.execute(query)]


def empty_envelope(unit: UnitOfWork, place: str) -> bool:
    """The picture goes from one of them; returns whether it was there still."""
    _, device_id, sequence = place.split("/")
    row = unit.lock(KeptEnvelope, (device_id, int(sequence)))
    if row is None or row.erasure_id:
        return False
    erasure_id = derive(f"device:{device_id}", BY_ITS_TIME, row.sequence)
    row.body, row.erasure_id = without(row.body, PERSONAL[row.name]), erasure_id
    unit.session.add(
        Erasure(id=erasure_id, erased_by="", reason=BY_ITS_TIME, at=unit.at, rows=0, envelopes=1)
    )
    return True
