"""What speaks against a piece is said, each by its name; nothing is picked until it is insisted on."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from core.model import FulfilmentLine, Location, Movement, Piece
from core.rules.time import DAY_MS
from tests.desktop.desk_double import NOW, STORE, SessionDesk
from tests.desktop.screens.preparing import Preparing
from tests.desktop.screens.store_world import ARTICLES, add_order

WATCH = ARTICLES["watch"]["id"]


@pytest.fixture
def person(desk: SessionDesk) -> Preparing:
    """Inès, with a watch to pick."""
    paris = Location(id=2, code="P1", name="Paris Rivoli", kind="store", latitude=48.86, longitude=2.34)
    change_network(
        desk,
        paris,
        Piece(id="p-sold", article_id=WATCH, serial="MO-1", location_id=None, sold_at=NOW - DAY_MS),
        Piece(id="p-gone", article_id=WATCH, serial="MO-2", location_id=None),
        Piece(id="p-paris", article_id=WATCH, serial="MO-3", location_id=2),
        Piece(id="p-repair", article_id=WATCH, serial="MO-4", location_id=STORE, bucket="in_repair"),
    )
    made = Preparing(desk).take({"watch": 1})
    made.scan_article("watch")
    return made


def change_network(desk: SessionDesk, *rows: object) -> None:
    """The network's copy is written by the pull alone: past the workstation, then."""
    engine = create_engine(f"sqlite:///{desk.station.replica.network_path}")
    with Session(engine) as session:
        session.add_all(rows)
        session.commit()
    engine.dispose()


def serials(person: Preparing) -> list[str]:
    return list(person.desk.row(FulfilmentLine, "f1-1").serials)


@pytest.mark.parametrize(
    ("serial", "said"),
    [
        (
            "MO-1",
            "- The piece MO-1 was sold (yesterday 11:38). Take another Montre Orée,"
            " or scan it again if it is here.",
        ),
        (
            "MO-2",
            "- The piece MO-2 has left the chain. Take another Montre Orée, or scan it again if it is here.",
        ),
        ("MO-3", "- The piece MO-3 is at Paris Rivoli by the stock. Scan it again if it is here."),
        (
            "MO-4",
            "- The piece MO-4 is not for sale (in repair). Take another Montre Orée, or scan it again.",
        ),
    ],
)
def test_each_trouble_of_a_piece_is_said_and_insisting_records_it(
    person: Preparing, serial: str, said: str
) -> None:
    assert person.scan(serial) == said
    assert (serials(person), person.state.wants_serial) == ([], True)
    assert person.face.sounds == [True, False]

    person.scan(serial)
    assert serials(person) == [serial]
    assert person.said().startswith(f"- The piece {serial}")


def test_a_piece_of_another_order_names_it(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-20423", "Linh Nguyen", {"watch": 1}, state="picked")
    with person.desk.writing() as session:
        session.get_one(FulfilmentLine, "f2-1").serials = ["MO-2217"]

    assert person.scan("MO-2217") == (
        "- The piece MO-2217 is for C-20423 (Linh Nguyen). Take another Montre Orée, or scan it again."
    )
    assert person.scan("MO-2218").startswith("+")


def test_a_piece_of_another_order_is_taken_when_it_is_scanned_again(person: Preparing) -> None:
    add_order(person.desk, "f2", "C-20423", "Linh Nguyen", {"watch": 1}, state="picked")
    with person.desk.writing() as session:
        session.get_one(FulfilmentLine, "f2-1").serials = ["MO-2217"]
    person.scan("MO-2217")
    person.scan("MO-2217")

    assert serials(person) == ["MO-2217"]


def test_a_piece_that_left_this_store_an_hour_ago_is_known_before_the_network_says_so(
    person: Preparing,
) -> None:
    person.desk.add(
        Movement(
            id="m1", at=NOW - 3_600_000, kind="handed_over", article_id=WATCH, location_id=STORE, quantity=1,
            serial="MO-2217", aggregate="fulfilment:f9", command_id="c9", actor="s-paul",
        )
    )  # fmt: skip

    assert person.scan("MO-2217").startswith("- The piece MO-2217 was sold (10:38).")


def test_insisting_is_on_the_same_number_at_once(person: Preparing) -> None:
    person.scan("MO-1")
    person.scan("MO-3")

    assert person.scan("MO-1").startswith("- The piece MO-1 was sold")
    assert serials(person) == []


def test_where_no_pieces_are_known_a_number_is_believed_and_recorded(person: Preparing) -> None:
    with closing(sqlite3.connect(person.desk.station.replica.network_path)) as connection, connection:
        connection.execute("DELETE FROM piece")

    person.scan("MO-1")
    assert serials(person) == ["MO-1"]
