"""Sessions that are heard by the class are heard as sessions that are listened to one by one."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from core.model import Article
from core.model.heard_session import EVENTS, HeardSession, listen_to
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

    for name in EVENTS:
        listen_to(session, name, hearer(name))
    work()
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
        listen_to(other, "after_rollback", told.append)
        one.connection()
        one.rollback()
        assert told == []
        other.connection()
        other.rollback()
        assert told == [other]


def test_who_has_another_listen_changes_nothing_for_this_event(shared_core: Core) -> None:
    told: list[str] = []
    with HeardSession(shared_core.engine) as session:

        def first(_session: Session) -> None:
            told.append("first")
            session.hearers["after_rollback"].remove(first)
            listen_to(session, "after_rollback", lambda _session: told.append("third"))

        listen_to(session, "after_rollback", first)
        listen_to(session, "after_rollback", lambda _session: told.append("second"))
        session.connection()
        session.rollback()
    assert told == ["first", "second"]


@pytest.mark.parametrize("kind", [HeardSession, Session])
def test_an_event_that_there_is_not_is_a_bug(kind: type[Session]) -> None:
    with kind() as session, pytest.raises((KeyError, InvalidRequestError)):
        listen_to(session, "before_flsh", print)
