"""Sessions that are heard by the class are heard as sessions that are listened to one by one."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import Session

from core.model import Article
from core.model.heard_session import EVENTS, HeardSession, hear, hear_no_more
from core.orchestration import Core
from tests.core.builders import make_article


def heard(session: Session, work: Callable[[], object]) -> list[tuple[str, str]]:
    """Each event and the first that is told with it, in turn."""
    told: list[tuple[str, str]] = []

    def hearer(name: str) -> Callable[..., None]:
        def note(of: Session, *what: Any) -> None:
            assert of is session
            told.append((name, type(what[0]).__name__ if what else ""))

        return note

    hearers = {name: hearer(name) for name in EVENTS}
    for name, one in hearers.items():
        hear(session, name, one)
    work()
    for name, one in hearers.items():
        hear_no_more(session, name, one)
    before = list(told)
    session.rollback()
    session.get(Article, 1)
    assert told == before
    return told


def a_life(session: Session) -> None:
    """A row that stays, one that is taken back with a savepoint, one that is loaded, all taken back."""
    unit: Any = SimpleNamespace(session=session)
    kept = make_article(unit, "KEPT").id
    savepoint = session.begin_nested()
    make_article(unit, "GONE")
    savepoint.rollback()
    session.expunge_all()
    assert session.get(Article, kept)
    session.rollback()


def test_each_event_is_heard_as_by_who_listens_to_one_session(shared_core: Core) -> None:
    told = []
    for kind in (HeardSession, Session):
        with kind(shared_core.engine, expire_on_commit=False) as session:
            told.append(heard(session, lambda session=session: a_life(session)))  # type: ignore[misc]
    assert told[0] == told[1]
    assert {name for name, _ in told[0]} == set(EVENTS)


def test_of_two_sessions_each_hears_its_own(shared_core: Core) -> None:
    with HeardSession(shared_core.engine) as one, HeardSession(shared_core.engine) as other:
        told: list[object] = []
        hear(other, "after_rollback", told.append)
        one.connection()
        one.rollback()
        assert told == []
        other.connection()
        other.rollback()
        assert told == [other]


def test_to_another_event_one_listens_as_usual(shared_core: Core) -> None:
    told: list[object] = []

    def note(of: Session) -> None:
        told.append(of)

    with HeardSession(shared_core.engine) as session:
        hear(session, "before_commit", note)
        session.commit()
        hear_no_more(session, "before_commit", note)
        session.commit()
    assert told == [session]
