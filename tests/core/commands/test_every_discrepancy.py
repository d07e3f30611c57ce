"""Every choice about every kind of difference on a truck is run on a real delivery: generated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import LYON, NOW, SCARF, WATCH, World, manager
from delivery_world import CARTON, OTHER, announce, line
from sqlalchemy import select

from core.commands import (
    FinishDelivery,
    ReceiveCarton,
    Resolution,
    SettleException,
    TakeOff,
    TellDamaged,
)
from core.commands.definitions import ReceivePieces
from core.model import CountTask, ExceptionCase
from core.rules.exception_kinds import OF_A_DELIVERY
from core.rules.exceptions import CHOICES, choices_of

CASES = [
    (kind, choice)
    for kind in sorted(OF_A_DELIVERY)
    for choice in CHOICES[kind]
    # That two cartons are one box takes two cases: `test_relabelled_cartons` tries it from either.
    if choice is not Resolution.SAME_BOX
]


@pytest.fixture(scope="module")
def store(database_kind: str) -> Iterator[World]:
    """The truck is received: two of five missing, two extra, one damaged, a carton missing."""
    made = announce(World(database_kind))
    made.all_of(ReceiveCarton(delivery_id="d1", number=CARTON))
    made.all_of(TakeOff(delivery_id="d1", line_id="l1", quantity=2))
    made.all_of(TellDamaged(delivery_id="d1", line_id="l1"))
    made.run(FinishDelivery(delivery_id="d1"))
    yield made
    made.close()


def _case(store: World, key: str, kind: str, about: dict[str, str]) -> str:
    made = ExceptionCase(
        id=f"case-{key}",
        location_id=LYON,
        kind=kind,
        aggregate="delivery:d1",
        data={"delivery": "ASN-1", "units": 1, **about},
        raised_at=NOW,
    )
    store.session.add(made)
    store.session.commit()
    return made.id


def test_each_difference_of_the_truck_has_its_case(store: World) -> None:
    assert store.exceptions() == ["carton_missing", "units_damaged", "units_missing"]


@pytest.mark.parametrize(("kind", "choice"), CASES)
def test_a_difference_is_settled_by_any_of_its_choices(store: World, kind: str, choice: Resolution) -> None:
    assert choice in choices_of(kind, None)
    about = {"number": OTHER} if kind.startswith("carton") else {"line_id": "l1", "name": "Écharpe"}
    key = _case(store, f"{kind}-{choice}", kind, about)
    before, missing = store.stock(), line(store, "l1").missing
    command = SettleException(case_id=key, case_aggregate="delivery:d1", settlement="vu", resolution=choice)
    outcome = store.run(command, manager())
    # Which watch it is that comes with the carton nobody has said.
    lacks_serial = (kind, choice) == ("carton_missing", Resolution.FOUND)
    assert outcome.code == ("piece_without_serial" if lacks_serial else ""), outcome
    after = store.stock()
    if choice is Resolution.WRITE_OFF:
        assert (after.damaged, after.sellable) == (before.damaged - 1, before.sellable)
    elif choice is Resolution.SEND_BACK and "line_id" in about:
        assert after.on_hand == before.on_hand - 1
    elif choice is Resolution.FOUND and kind == "units_missing":
        assert (after.sellable, line(store, "l1").missing) == (before.sellable + missing, 0)
    elif choice is Resolution.FOUND:
        assert (after.sellable, line(store, "l2").missing) == (before.sellable + 1, 0)
        assert (line(store, "l3").received, line(store, "l3").received_serials) == (2, ["W-900"])
        assert store.ledger.piece(WATCH, "W-900") is not None
    elif choice is Resolution.COUNT:
        tasks = store.session.scalars(select(CountTask).where(CountTask.reason == kind)).all()
        assert SCARF in {task.article_id for task in tasks}
    else:
        assert after == before


def test_what_was_settled_as_found_is_not_found_twice(store: World) -> None:
    # By whichever test ran here before, or by none: each worker has a truck of its own.
    case = _case(store, "found", "units_missing", {"line_id": "l1", "name": "Écharpe"})
    found = SettleException(
        case_id=case, case_aggregate="delivery:d1", settlement="vu", resolution=Resolution.FOUND
    )
    assert store.run(found, manager()).has_effect
    assert line(store, "l1").missing == 0
    before, awaited = store.stock().sellable, line(store, "l2").missing
    store.run(ReceivePieces(delivery_id="d1", article_id=SCARF, quantity=awaited + 1))
    extra = sum(line(store, key).units().extra for key in ("l1", "l2"))
    assert (store.stock().sellable, extra) == (before + awaited + 1, 1)
