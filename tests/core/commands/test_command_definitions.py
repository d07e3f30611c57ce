"""The commands as data: their names, their arguments, and what is refused before any handler runs."""

from __future__ import annotations

import msgspec
import pytest

from core.commands import (
    BY_NAME,
    Command,
    HandOver,
    KeepPlace,
    LimitIntake,
    PackFulfilment,
    PickLine,
    SettleException,
    ShortLine,
    StageFulfilment,
    UndoShort,
    aggregate_of,
    arguments_of,
    decode,
)
from core.commands.definitions import ParcelDraft, Proof
from core.commands.runner import HANDLERS
from core.rules.errors import BadInput
from core.rules.intake import IntakeMode
from core.rules.stock import ShortReason

EXAMPLES: list[Command] = [
    PickLine(fulfilment_id="f1", line_id="l1", serial="W-001"),
    ShortLine(fulfilment_id="f1", line_id="l1", quantity=1, reason=ShortReason.DAMAGED),
    UndoShort(fulfilment_id="f1", line_id="l1", quantity=1, undoes="c1"),
    PackFulfilment(fulfilment_id="f1", parcels=[ParcelDraft("034567890000000019", {"l1": 1}, 200)]),
    StageFulfilment(fulfilment_id="f1", bins={"034567890000000019": "B-07"}),
    HandOver(fulfilment_id="f1", proof=Proof.PROXY, proxy_name="Luc"),
    LimitIntake(location_id=1, mode=IntakeMode.CAPPED, cap=4, until=5, reason="inventaire"),
    KeepPlace(location_id=1, article_id=7, zone="B", aisle="4", shelf="2"),
    SettleException(case_id="x", case_aggregate="fulfilment:f1", settlement="vu"),
]


def test_each_command_has_its_handler() -> None:
    assert set(HANDLERS) == set(BY_NAME.values())


def test_each_command_is_known_by_the_name_of_its_class() -> None:
    assert all(kind.__name__ == name for name, kind in BY_NAME.items())


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda command: command.NAME)
def test_a_command_that_travelled_is_the_same(command: Command) -> None:
    travelled = msgspec.msgpack.decode(msgspec.msgpack.encode(arguments_of(command)))
    assert decode(command.NAME, travelled) == command


def test_an_unknown_command_is_bad_input() -> None:
    with pytest.raises(BadInput, match="unknown_command"):
        decode("SellTheStore", {})


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("PickLine", {"fulfilment_id": "f1"}),
        ("PickLine", {"fulfilment_id": "", "line_id": "l1"}),
        ("PickLine", {"fulfilment_id": "f1", "line_id": "l1", "serial": "x" * 65}),
        ("ShortLine", {"fulfilment_id": "f1", "line_id": "l1", "quantity": 1, "reason": "eaten"}),
        ("PackFulfilment", {"fulfilment_id": "f1", "parcels": []}),
        ("HandOver", {"fulfilment_id": "f1", "proof": "code", "paid_cents": -1}),
        ("HandOver", "not even a map"),
        ("ArriveFulfilment", {"fulfilment_id": "f1", "number": ""}),
        ("ArriveFulfilment", {"fulfilment_id": "f1"}),
    ],
)
def test_arguments_that_do_not_fit_are_bad_input(name: str, arguments: object) -> None:
    with pytest.raises(BadInput, match="bad_arguments") as bad:
        decode(name, arguments)
    assert bad.value.data["name"] == name


def test_an_argument_that_a_newer_program_added_does_no_harm() -> None:
    assert decode("PickLine", {"fulfilment_id": "f1", "line_id": "l1", "mood": "good"}) == PickLine(
        fulfilment_id="f1", line_id="l1"
    )


@pytest.mark.parametrize(
    ("table", "image", "aggregate"),
    [
        ("fulfilment", {"id": "f1"}, "fulfilment:f1"),
        ("fulfilment_line", {"fulfilment_id": "f1"}, "fulfilment:f1"),
        ("parcel", {"fulfilment_id": "f1"}, "fulfilment:f1"),
        ("exception_case", {"aggregate": "fulfilment:f1"}, "fulfilment:f1"),
        ("movement", {"aggregate": "fulfilment:f1"}, "fulfilment:f1"),
        ("intake_limit", {"location_id": 1}, "intake:1"),
        ("article", {"id": 1}, None),
    ],
)
def test_each_row_belongs_to_its_aggregate(
    table: str, image: dict[str, object], aggregate: str | None
) -> None:
    assert aggregate_of(table, image) == aggregate
