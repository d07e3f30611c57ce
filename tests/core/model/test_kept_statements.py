"""What is asked by a statement that was made once is what SQLAlchemy's own ways would give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Select, delete, event, select, update
from sqlalchemy.orm import Session

from core.model import Article, ArticlePrice, Location
from core.model.kept_statements import KeptSession, kept, locked_row, rows_with
from core.orchestration import Core, UnitOfWork
from tests.core.builders import make_article, make_location


@pytest.fixture
def session(core: Core) -> Iterator[Session]:
    def furnish(unit: UnitOfWork) -> None:
        for code in ("S1", "S2", "S3"):
            make_location(unit, code)
        make_article(unit, "SCARF")
        unit.session.add(ArticlePrice(article_id=1, valid_from=7, price_cents=4_990))

    core.transact(furnish)
    with KeptSession(core.engine, expire_on_commit=False) as made:
        yield made


@pytest.fixture
def asked(session: Session) -> list[str]:
    """The statements of the session from now on."""
    said: list[str] = []
    session.connection()
    event.listen(session.get_bind(), "before_cursor_execute", lambda *what: said.append(what[2]))
    return said


@pytest.mark.parametrize("keys", [[], ["S1"], ["S3", "S1"], {"S2"}, ("S1", "S9")])
def test_rows_are_those_with_one_of_the_values(session: Session, keys: list[str]) -> None:
    found = rows_with(session, Location, Location.code, keys)
    assert {row.code for row in found} == {*keys} - {"S9"}


def test_the_column_of_one_kind_is_not_another_s(session: Session) -> None:
    assert [row.sku for row in rows_with(session, Article, Article.id, [1])] == ["SCARF"]
    assert [row.code for row in rows_with(session, Location, Location.id, [1])] == ["S1"]


def test_a_row_is_got_by_its_key_of_one_part_or_of_several(session: Session) -> None:
    assert session.get_one(Location, 2).code == "S2"
    price = session.get(ArticlePrice, (1, 7))
    assert price is not None and price.price_cents == 4_990
    assert session.get(Location, 9) is None
    assert session.get(ArticlePrice, (1, 8)) is None


def test_what_the_session_has_is_not_asked_for(session: Session, asked: list[str]) -> None:
    row = session.get(Location, 1)
    assert len(asked) == 1
    assert session.get(Location, 1) is row
    assert len(asked) == 1


def test_what_was_added_is_found_and_what_was_deleted_is_not(session: Session) -> None:
    session.add(Location(id=77, code="S77", name="", kind="store", latitude=0.0, longitude=0.0))
    assert session.get_one(Location, 77).code == "S77"
    session.delete(session.get_one(Location, 3))
    session.flush()
    assert session.get(Location, 3) is None


def test_what_the_session_has_let_go_of_is_asked_for_anew_and_may_be_gone(session: Session) -> None:
    row, _gone = session.get_one(Location, 1), session.get_one(Location, 3)
    table = Location.__table__
    session.connection().execute(update(table).where(table.c.id == 1).values(name="Renamed"))
    session.connection().execute(delete(table).where(table.c.id == 3))
    session.expire_all()
    assert session.get(Location, 3) is None
    assert session.get(Location, 1) is row
    assert row.name == "Renamed"


def test_a_locked_row_is_as_the_database_has_it(session: Session) -> None:
    row = session.get_one(Location, 1)
    session.execute(
        update(Location).where(Location.id == 1).values(name="Renamed"),
        execution_options={"synchronize_session": False},
    )
    assert session.get_one(Location, 1).name == "Store S1"
    assert locked_row(session, Location, 1) is row
    assert row.name == "Renamed"
    assert locked_row(session, Location, 9) is None


def test_who_asks_for_more_gets_it(session: Session, asked: list[str]) -> None:
    session.get(Location, 1)
    assert session.get_one(Location, 1, populate_existing=True).code == "S1"
    assert len(asked) == 2


@kept
def codes(order: tuple[str, ...], among: Sequence[str], after: str, most: int, plus: int) -> Select[str]:
    query = select(Location.code).where(
        Location.code.in_(among), Location.code > after, Location.id > plus - 9
    )
    return query.order_by(*(getattr(Location, name) for name in order)).limit(most)


def test_a_kept_statement_is_asked_with_the_values_of_each_call(session: Session) -> None:
    everywhere = ["S1", "S2", "S3"]
    assert codes(session, ("code",), everywhere, "", 9, 9) == everywhere
    assert codes(session, ("code",), everywhere, "S1", 1, 9) == ["S2"]
    assert codes(session, ("code",), ["S1", "S3"], "", 9, 10) == ["S3"]
    assert codes(session, ("code",), [], "", 9, 9) == []


def test_it_is_made_once_for_what_is_neither_number_nor_text_nor_list(session: Session) -> None:
    made: list[bool] = []

    @kept
    def by_state(is_open: bool, after: str) -> Select[str]:
        made.append(is_open)
        return select(Location.code).where(Location.is_open.is_(is_open), Location.code > after)

    for is_open in (True, False, True):
        assert sorted(by_state(session, is_open, "S1")) == (["S2", "S3"] if is_open else [])
        assert by_state(session, is_open, "S9") == []
    assert made == [True, False]


def test_who_decides_by_a_value_that_comes_each_time_hears_so(session: Session) -> None:
    @kept
    def by_name(code: str) -> Select[Location]:
        return select(Location).where(Location.code == code) if code else select(Location)

    with pytest.raises(TypeError, match="Boolean value of this clause is not defined"):
        by_name(session, "S1")
