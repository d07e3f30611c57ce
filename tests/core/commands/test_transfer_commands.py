"""A store asks another one for goods; its manager approves what the other can spare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from command_world import LYON, PARIS, SCARF, WATCH, World, manager

from core.commands import ApproveTransfer, CancelTransfer, RefuseTransfer, RequestTransfer
from core.model import Position, Transfer, TransferLine


@pytest.fixture
def store(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    made.session.add(Position(article_id=SCARF, location_id=PARIS, sellable=5, allocated=1, safety=1))
    made.session.commit()
    yield made
    made.close()


def ask(wanted: int = 3, **changes: Any) -> RequestTransfer:
    fields: dict[str, Any] = {
        "transfer_id": "t-1-abcdef",
        "location_id": LYON,
        "from_location_id": PARIS,
        "units": {SCARF: wanted},
    }
    return RequestTransfer(**(fields | changes))


def transfer(store: World) -> Transfer:
    return store.session.get_one(Transfer, "t-1-abcdef")


def test_an_associate_asks_and_a_manager_approves(store: World) -> None:
    store.all_of(ask(), ask())
    assert (transfer(store).state, transfer(store).number) == ("draft", "T-ABCDEF")
    [line] = store.session.query(TransferLine)
    assert (line.quantity, line.name) == (3, "Écharpe")
    assert store.run(ApproveTransfer(transfer_id="t-1-abcdef")).code == "not_permitted"
    assert store.run(ApproveTransfer(transfer_id="t-1-abcdef"), manager()).status == "applied"
    assert (transfer(store).state, transfer(store).decided_by) == ("approved", "staff-jeanne")
    again = store.run(ApproveTransfer(transfer_id="t-1-abcdef"), manager())
    assert (again.status, again.code) == ("refused", "not_in_this_state")


def test_what_the_other_cannot_spare_is_not_approved(store: World) -> None:
    store.all_of(ask(4))
    outcome = store.run(ApproveTransfer(transfer_id="t-1-abcdef"), manager())
    assert (outcome.status, outcome.code) == ("refused", "not_free_there")
    assert outcome.data == {"name": "Écharpe", "free": 3, "wanted": 4}
    assert transfer(store).state == "draft"
    store.run(RefuseTransfer(transfer_id="t-1-abcdef", reason="trop"), manager())
    assert (transfer(store).state, transfer(store).decision) == ("refused", "trop")
    assert store.run(CancelTransfer(transfer_id="t-1-abcdef")).code == "not_in_this_state"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"location_id": PARIS, "from_location_id": LYON}, "other_location"),
        ({"from_location_id": LYON}, "same_location"),
        ({"from_location_id": 99}, "unknown_location"),
        ({"units": {999: 1}}, "unknown_article"),
        ({"units": {WATCH: 1_000_000}}, "absurd_quantity"),
        ({"units": {WATCH: 0}}, "absurd_quantity"),
    ],
)
def test_what_makes_no_sense_is_refused(store: World, changes: dict[str, Any], code: str) -> None:
    outcome = store.run(ask(**changes))
    assert (outcome.status, outcome.code) == ("refused", code)
    assert store.session.get(Transfer, "t-1-abcdef") is None
