"""Two stores that tell of the same goods at the same moment wait for each other, and never in a ring."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import event, select

from core.commands import (
    ApproveTransfer,
    Command,
    DispatchFulfilment,
    Outcome,
    PickLine,
    ReceivePieces,
    RequestTransfer,
    Resolution,
    SettleException,
    fulfilment_aggregate,
)
from core.model import Article, Delivery, Device, Fulfilment, FulfilmentLine, Location, Position, Staff
from core.orchestration import Core, UnitOfWork, reactions
from core.orchestration.command_intake import receive
from core.orchestration.ledger_check import disagreements
from core.orchestration.settlements import lock_for
from core.rules.permissions import Role
from core.rules.stock import MovementKind
from core.wire import SigningKey
from tests.core.builders import make_article, make_device, make_location, make_staff, move
from tests.support.sender import Sender

STORES = ("LYON", "PARIS")


class Chain:
    """Two stores with a manager and a device each, and one article in both."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.runs: Counter[str] = Counter()
        self._keys = {code: SigningKey(bytes([number]) * 32) for number, code in enumerate(STORES, 1)}
        core.transact(self._furnish)
        self._senders = {code: self._sender(code) for code in STORES}

    def _furnish(self, unit: UnitOfWork) -> None:
        article = make_article(unit)
        for code in STORES:
            place = make_location(unit, code)
            move(unit, MovementKind.RECEIVED, article, place, 10)
            make_staff(unit, place, f"Manager {code}", role=Role.MANAGER.value)
            make_device(unit, place, self._keys[code])

    def _sender(self, code: str) -> Sender:
        def read(session: Any) -> tuple[str, str]:
            place = session.scalars(select(Location.id).where(Location.code == code)).one()
            return (
                session.scalars(select(Device.id).where(Device.location_id == place)).one(),
                session.scalars(select(Staff.id).where(Staff.location_id == place)).one(),
            )

        device_id, staff_id = self.core.read(read)
        return Sender(device_id, self._keys[code], staff_id, self.core.clock.now())

    def tell(self, code: str, *commands: Command, pause: Any = None, in_one_go: bool = True) -> None:
        """Take in what a store tells; `pause` is called with its goods locked, before what follows."""
        sender = self._senders[code]

        def react(unit: UnitOfWork, command: Command, command_id: str, outcome: Outcome) -> None:
            self.runs[f"{code} {command.NAME}"] += 1
            if pause is not None:
                unit.session.flush()
                pause()
            reactions.after(unit, command, command_id, outcome)

        sealed = [sender.seal(command) for command in commands]
        answer = receive(self.core, sender.device_id, sealed, react, in_one_go=in_one_go)
        assert all(one.status in ("applied", "recorded") for one in answer.outcomes), answer

    def prepare(self, key: str, to: str, by: str) -> DispatchFulfilment:
        """A transfer that is ready to leave."""
        article = self.article_id()
        places = self.core.read(lambda s: {row.code: row.id for row in s.scalars(select(Location))})
        ask = RequestTransfer(
            transfer_id=key, location_id=places[to], from_location_id=places[by], units={article: 2}
        )
        self.tell(to, ask, ApproveTransfer(transfer_id=key))
        head = self.core.read(lambda s: s.scalars(select(Fulfilment).where(Fulfilment.order_id == key)).one())
        line = self.core.read(
            lambda s: s.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)).one()
        )
        self.tell(by, PickLine(fulfilment_id=head.id, line_id=line.id, quantity=2))
        return DispatchFulfilment(fulfilment_id=head.id)

    def article_id(self) -> int:
        return self.core.read(lambda s: s.scalars(select(Article.id)).one())

    def has_a_second_device(self, code: str) -> str:
        """The name under which it is known from now on."""
        name = f"{code} too"
        key = self._keys[name] = SigningKey(b"\x07" * 32)

        def write(unit: UnitOfWork) -> tuple[str, str]:
            place = unit.session.scalars(select(Location).where(Location.code == code)).one()
            staff = unit.session.scalars(select(Staff.id).where(Staff.location_id == place.id)).one()
            return make_device(unit, place, key).id, staff

        device_id, staff_id = self.core.transact(write)
        self._senders[name] = Sender(device_id, key, staff_id, self.core.clock.now())
        return name

    def sellable(self) -> list[int]:
        rows = select(Position.sellable).order_by(Position.location_id)
        return list(self.core.read(lambda s: s.scalars(rows).all()))


def test_what_leaves_and_what_comes_between_the_same_two_stores_never_wait_in_a_ring(core: Core) -> None:
    chain = Chain(core)
    chain.tell("PARIS", chain.prepare("t-first", "LYON", "PARIS"))
    leaving = chain.prepare("t-second", "LYON", "PARIS")
    delivery = core.read(lambda s: s.scalars(select(Delivery.id)).one())
    coming = ReceivePieces(delivery_id=delivery, article_id=chain.article_id(), quantity=2)
    chain.runs.clear()
    other_locks = threading.Event()

    def notice(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        if threading.current_thread().name == "other" and "position" in words and "FOR UPDATE" in words:
            other_locks.set()

    other = threading.Thread(target=chain.tell, args=("LYON", coming), name="other")

    def while_the_other_tells() -> None:
        if not other.ident:
            other.start()
            if core.engine.dialect.name == "postgresql":
                assert other_locks.wait(60)

    event.listen(core.engine, "before_cursor_execute", notice)
    chain.tell("PARIS", leaving, pause=while_the_other_tells)
    other.join()
    assert chain.runs == {"PARIS DispatchFulfilment": 1, "LYON ReceivePieces": 1}
    assert chain.sellable() == [12, 6]
    assert core.read(disagreements) == 0


@pytest.mark.parametrize("in_one_go", [True, False])
@pytest.mark.parametrize("sends", [True, False])
def test_what_a_second_colleague_sends_or_picks_waits_for_who_receives_the_first(
    core: Core, in_one_go: bool, sends: bool
) -> None:
    chain = Chain(core)
    leaving = chain.prepare("t-first", "LYON", "PARIS")
    chain.tell("PARIS", leaving)
    line = core.read(lambda s: s.scalars(select(FulfilmentLine)).one())
    picks = PickLine(fulfilment_id=leaving.fulfilment_id, line_id=line.id, quantity=2)
    chain.tell("PARIS", picks)
    delivery = core.read(lambda s: s.scalars(select(Delivery.id)).one())
    coming = ReceivePieces(delivery_id=delivery, article_id=chain.article_id(), quantity=2)
    other = threading.Thread(target=chain.tell, args=("LYON", coming), name="other")
    other_has_it = threading.Event()
    failed: list[str] = []

    def notice(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        if "FOR UPDATE" not in words:
            return
        if threading.current_thread() is other and "FROM fulfilment" in words:
            other_has_it.set()
        elif threading.current_thread() is not other and "FROM delivery" in words and not other.ident:
            other.start()
            assert other_has_it.wait(60)

    event.listen(core.engine, "before_cursor_execute", notice)
    event.listen(core.engine, "handle_error", lambda raised: failed.append(str(raised.original_exception)))
    chain.tell("PARIS", leaving if sends else picks, in_one_go=in_one_go)
    if core.engine.dialect.name == "sqlite":
        other.start()
    other.join()
    assert failed == []
    assert chain.sellable() == [12, 6 if sends else 8]
    assert core.read(disagreements) == 0


def test_of_two_who_send_first_the_second_waits_for_who_receives_it(core: Core) -> None:
    chain = Chain(core)
    leaving = chain.prepare("t-first", "LYON", "PARIS")
    too = chain.has_a_second_device("PARIS")
    failed: list[str] = []
    second = threading.Thread(target=chain.tell, args=(too, leaving), name="second")
    second_waits, first_is_done, receiver_has_it = (threading.Event() for _ in range(3))

    def receives() -> None:
        delivery = core.read(lambda s: s.scalars(select(Delivery.id)).one())
        coming = ReceivePieces(delivery_id=delivery, article_id=chain.article_id(), quantity=2)
        chain.tell("LYON", coming)

    receiver = threading.Thread(target=receives, name="receiver")

    def notice(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        is_locking = "FOR UPDATE" in words
        if threading.current_thread() is receiver and is_locking and "FROM fulfilment" in words:
            receiver_has_it.set()
        elif threading.current_thread() is not second:
            return
        elif is_locking and "FROM delivery" in words and second_waits.is_set() and not receiver.ident:
            assert first_is_done.wait(60)
            receiver.start()
            assert receiver_has_it.wait(60)
        elif "advisory" in words or (is_locking and "FROM fulfilment" in words):
            second_waits.set()

    def while_the_second_comes() -> None:
        second.start()
        assert second_waits.wait(60)

    event.listen(core.engine, "before_cursor_execute", notice)
    event.listen(core.engine, "handle_error", lambda raised: failed.append(str(raised.original_exception)))
    if core.engine.dialect.name == "sqlite":
        chain.tell("PARIS", leaving)
        second.start()
        second.join()
        receiver.start()
    else:
        chain.tell("PARIS", leaving, pause=while_the_second_comes)
        first_is_done.set()
        second.join()
    receiver.join()
    assert failed == []
    assert chain.sellable() == [12, 8]
    assert core.read(disagreements) == 0


def test_who_accepts_what_is_told_late_of_a_transfer_locks_its_delivery_before_it(core: Core) -> None:
    chain = Chain(core)
    leaving = chain.prepare("t-late", "LYON", "PARIS")
    chain.tell("PARIS", leaving)
    told_late = SettleException(
        case_id="late",
        case_aggregate=fulfilment_aggregate(leaving.fulfilment_id),
        settlement="He did pick it",
        resolution=Resolution.ACCEPT,
    )
    read: list[str] = []

    def notice(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        if "FROM " in words:
            read.append(words.split("FROM ", 1)[1].split()[0])

    def lock(unit: UnitOfWork) -> None:
        event.listen(core.engine, "before_cursor_execute", notice)
        lock_for(unit, told_late)
        event.remove(core.engine, "before_cursor_execute", notice)

    core.transact(lock)
    # It is read to know what it is, and locked in its turn.
    assert [table for table in read[1:] if table in ("delivery", "fulfilment")] == ["delivery", "fulfilment"]
