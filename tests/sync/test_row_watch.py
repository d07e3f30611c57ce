"""A command that turns out not to apply leaves no trace in the session that others share."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import JSON, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sync_world import Pair
from test_take_back import in_a_transaction_undone

from core.commands import fulfilment_aggregate
from core.model import Fulfilment, Parcel
from core.model.row_shape import Shape
from sync.row_watch import CannotTell, RowWatch, _take_defaults


def test_undoing_puts_back_what_was_changed_and_lets_go_of_what_was_made(pair: Pair) -> None:
    def work(session: Session) -> None:
        with RowWatch(session) as watch:
            head = session.get_one(Fulfilment, pair.names.first)
            head.note = "kept"
            kept = watch.drain(fulfilment_aggregate(head.id))
            head.note, head.state = "let go", "ready"
            session.add(_parcel(head))
            watch.undo(fulfilment_aggregate(head.id))

            assert [change.after["note"] for change in kept if change.after] == ["kept"]
            assert (head.note, head.state) == ("kept", "proposed")
            assert watch.drain(fulfilment_aggregate(head.id)) == []
        assert session.scalars(select(Parcel)).all() == []

    in_a_transaction_undone(pair, work)


def test_what_was_written_already_is_not_undone_here(pair: Pair) -> None:
    def work(session: Session) -> None:
        with RowWatch(session) as watch:
            head = session.get_one(Fulfilment, pair.names.first)
            session.add(_parcel(head))
            session.flush()
            with pytest.raises(CannotTell):
                watch.undo(fulfilment_aggregate(head.id))

    in_a_transaction_undone(pair, work)


def test_a_row_from_before_the_watch_that_is_written_is_noticed(pair: Pair) -> None:
    def work(session: Session) -> None:
        head = session.get_one(Fulfilment, pair.names.first)
        with RowWatch(session):
            head.note = "unseen"
            with pytest.raises(CannotTell):
                session.flush()

    in_a_transaction_undone(pair, work)


def test_what_one_command_changes_of_another_s_is_noticed_before_that_one_and_at_the_end(pair: Pair) -> None:
    def work(session: Session) -> None:
        with RowWatch(session) as watch:
            first, second, *_ = (session.get_one(Fulfilment, key) for key in pair.names.fulfilments)
            first.note = "its own"
            watch.drain(fulfilment_aggregate(first.id))
            watch.check_all()
            second.note = "another's"
            watch.check(fulfilment_aggregate(first.id))
            with pytest.raises(CannotTell):
                watch.check(fulfilment_aggregate(second.id))
            with pytest.raises(CannotTell):
                watch.check_all()

    in_a_transaction_undone(pair, work)


class _Apart(DeclarativeBase):
    """Tables of this test."""


class _Remark(_Apart):
    __tablename__ = "remark"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[list[str] | None] = mapped_column(JSON)
    note: Mapped[str | None]


def test_what_a_new_row_does_not_say_is_null_in_json_too() -> None:
    engine = create_engine("sqlite://")
    table: Any = _Remark.__table__
    with engine.connect() as connection, Session(connection) as session:
        _Apart.metadata.create_all(connection)
        row: Any = _Remark(id=1)
        _take_defaults(row, Shape(table, engine.dialect))
        assert "note" in row.__dict__
        session.add(row)
        session.flush()
        found = connection.exec_driver_sql("SELECT words IS NULL, note IS NULL FROM remark").one()
        assert tuple(found) == (1, 1)
    engine.dispose()


def _parcel(head: Fulfilment) -> Parcel:
    return Parcel(id="P-1", fulfilment_id=head.id, number="1", packed_at=1)
