"""What is published, as a row of the database: read by every process that serves, written by one.

Who writes says which revision it has changed. If another has written since, nothing is: so two processes that
both take themselves for the publisher cannot undo each other's work, whatever their clocks say.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.feed.publication import FORMAT, TOP_TIER, Published
from core.feed.settings import Setting, setting
from core.model import Publication


def revision_of(session: Session, stream: str) -> int:
    """How often it was kept."""
    return session.scalars(select(Publication.revision).where(Publication.stream == stream)).one()


def kept(session: Session, stream: str) -> tuple[int, Published]:
    """The revision, and what is published; nothing if it is of another epoch or format, or cannot be read."""
    epoch = setting(session, Setting.EPOCH)
    found = session.execute(
        select(Publication.revision, Publication.state).where(Publication.stream == stream)
    ).one()
    try:
        state = decode(found.state)
    except msgspec.MsgspecError:
        return found.revision, Published(epoch)
    is_ours = (state.epoch, state.format) == (epoch, FORMAT) and len(state.tiers) == TOP_TIER + 1
    return found.revision, state if is_ours else Published(epoch)


def keep(session: Session, stream: str, revision: int, published: Published) -> bool:
    """Keep what was made from `revision` as the next one; False if that is not the newest any more."""
    published.format = FORMAT
    done = session.execute(
        update(Publication)
        .where(Publication.stream == stream, Publication.revision == revision)
        .values(revision=revision + 1, state=msgspec.msgpack.encode(published))
        .returning(Publication.revision)
        .execution_options(synchronize_session=False)
    )
    return done.one_or_none() is not None


def decode(state: bytes) -> Published:
    """What was kept."""
    return msgspec.msgpack.decode(state, type=Published)


def copy(published: Published) -> Published:
    """The same, to be changed without anybody seeing it half done."""
    return decode(msgspec.msgpack.encode(published))
