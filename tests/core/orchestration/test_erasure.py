"""A customer's data is erased: it stands nowhere any more, accounts and chain stand as before."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from sqlalchemy import select

from core.commands import HandOver, Proof, SettleException
from core.commands import definitions as d
from core.commands.personal import PERSONAL
from core.model import (
    Change,
    Erasure,
    ExceptionCase,
    Fulfilment,
    KeptEnvelope,
    Location,
    Order,
    OrderLine,
    Refund,
    ReturnLine,
    Sale,
)
from core.orchestration import Core, UnitOfWork
from core.orchestration.audit import audit, journal
from core.orchestration.command_intake import receive
from core.orchestration.erasure import erase
from core.orchestration.reactions import after
from core.rules.errors import Refused
from core.service.notices.sending import NOT_TOLD
from core.wire import SignedEnvelope, read_own
from tests.core.builders import make_device
from tests.core.orchestration.erased_shop import KEY, SECRETS, Shop, named
from tests.support.sender import Sender


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


@pytest.mark.by_turns
@pytest.mark.parametrize("who", ["W-1001", "JEANNE@example.org"])
def test_nothing_names_the_customer_any_more_and_the_chain_holds(shop: Shop, who: str) -> None:
    assert named(shop.core) == set(SECRETS)
    done = erase(shop.core, who, "Siège", "demande du 3 mars")
    assert named(shop.core) == set()
    assert (done.envelopes, done.rows > 5, done.images > 5) == (2, True, True)
    audited = shop.core.read(audit)
    assert audited.finding is None
    assert (audited.envelopes, audited.erased) == (3, 2)
    assert [line.is_erased for line in shop.core.read(lambda s: list(journal(s)))] == [True, True, False]
    written = shop.core.read(lambda s: s.scalars(select(Erasure)).one())
    assert (written.erased_by, written.reason, written.rows) == ("Siège", "demande du 3 mars", done.rows)


def test_what_was_bought_stays_and_stores_let_go_by_the_feed(shop: Shop) -> None:
    before = shop.core.read(lambda s: s.get_one(Sale, "sale").sold_at)
    erase(shop.core, "W-1001", "Siège", "")
    sale = shop.core.read(lambda s: s.get_one(Sale, "sale"))
    assert (sale.receipt_code, sale.sold_at, sale.customer_name) == ("W-1001", before, "")
    logged = select(Change).where(Change.table_name == "sale", Change.row_key == '["sale"]')
    assert len(shop.core.read(lambda s: s.scalars(logged).all())) == 1


def test_a_device_that_sends_it_again_brings_nothing_back(shop: Shop) -> None:
    erase(shop.core, "W-1001", "Siège", "")
    shop.send()
    assert named(shop.core) == set()
    assert shop.core.read(audit).finding is None


def test_a_second_time_changes_nothing_more(shop: Shop) -> None:
    erase(shop.core, "W-1001", "Siège", "")
    again = erase(shop.core, "W-1001", "Siège", "")
    assert (again.rows, again.envelopes, again.images) == (0, 0, 0)


@pytest.mark.parametrize("what", ["order", "not sourced yet", "return", "refund"])
def test_who_is_still_served_is_not_erased(shop: Shop, what: str) -> None:
    def open_again(unit: UnitOfWork) -> None:
        if what == "order":
            unit.session.scalars(select(Fulfilment)).one().state = "ready"
        elif what == "not sourced yet":
            unit.session.scalars(select(OrderLine)).one().quantity = 2
        elif what == "return":
            lines = select(ReturnLine).where(ReturnLine.return_id == "ret")
            unit.session.scalars(lines).one().state = "graded"
        else:
            unit.session.add(
                Refund(
                    id="ref", return_id="ret", location_id=1, state="failed", state_at=unit.at,
                    total_cents=100, proposed_by="a", proposed_device="d", proposed_at=unit.at,
                )
            )  # fmt: skip

    shop.core.transact(open_again)
    with pytest.raises(Refused, match="customer_still_served"):
        erase(shop.core, "W-1001", "Siège", "")
    assert named(shop.core) == set(SECRETS)


def test_nobody_is_erased_by_nothing(shop: Shop) -> None:
    for who in ("W-9999", "", " ", "nobody@example.org"):
        with pytest.raises(Refused, match="unknown_customer"):
            erase(shop.core, who, "Siège", "")


def settle(shop: Shop) -> None:
    """Words and strokes that stand in envelopes alone."""
    sender = Sender("device-b", KEY, "nadia", shop.core.clock.now())
    key = shop.core.read(lambda s: s.scalars(select(Fulfilment.id)).one())
    order_id = shop.core.read(lambda s: s.scalars(select(Order.id)).one())
    said = SettleException(case_id="case", case_aggregate=f"fulfilment:{key}", settlement="Martin a rappelé")
    own = SettleException(case_id="own", case_aggregate=f"order:{order_id}", settlement="Martin attend")
    drawn = HandOver(fulfilment_id=key, proof=Proof.IDENTITY, signature="fait un scandale")

    def enrol(unit: UnitOfWork) -> None:
        make_device(unit, unit.session.get_one(Location, 1), KEY, id="device-b")
        unit.session.add(
            ExceptionCase(
                id="own", location_id=1, kind=NOT_TOLD, aggregate=own.case_aggregate, raised_at=unit.at
            )
        )

    shop.core.transact(enrol)
    receive(shop.core, "device-b", [sender.seal(one) for one in (said, own, drawn)], after)


def test_what_somebody_signed_and_what_was_settled_goes_too(shop: Shop) -> None:
    settle(shop)
    assert erase(shop.core, "W-1001", "Siège", "").envelopes == 5
    assert named(shop.core) == set()


def test_erasing_hides_nothing_from_the_audit(shop: Shop) -> None:
    erasure_id = erase(shop.core, "W-1001", "Siège", "").erasure_id

    def found(change: Any) -> str:
        class TakenBack(Exception):
            pass

        said = ""

        def work(unit: UnitOfWork) -> None:
            nonlocal said
            change(unit.session.get_one(KeptEnvelope, ("device-a", 2)), unit)
            unit.session.flush()
            finding = audit(unit.session).finding
            said = finding.code if finding else ""
            raise TakenBack

        with pytest.raises(TakenBack):
            shop.core.transact(work)
        return said

    def moved(row: KeptEnvelope, _: UnitOfWork) -> None:
        row.command_id = "another"

    def other_hash(row: KeptEnvelope, _: UnitOfWork) -> None:
        row.body_hash = bytes(32)

    def no_record(row: KeptEnvelope, _: UnitOfWork) -> None:
        row.erasure_id = "nobody's"

    def another_command(row: KeptEnvelope, _: UnitOfWork) -> None:
        row.name = "ApproveRefund"

    def said_of_another(_: KeptEnvelope, unit: UnitOfWork) -> None:
        third = unit.session.get_one(KeptEnvelope, ("device-a", 3))
        third.body, third.erasure_id = third.body.replace(b"R0000002", b"R0000003"), erasure_id
        third.name = "PayOutCash"

    assert found(moved) == "envelope_moved"
    assert found(other_hash) == "chain_broken"
    assert found(no_record) == "erased_without_record"
    assert found(another_command) == "erased_without_record"
    assert found(said_of_another) == "erased_without_record"


NAMES_NOBODY = {
    ("DispatchFulfilment", "taken_by"),
    ("PutOff", "reason"),
    ("ArriveFulfilment", "number"),
    ("ApproveRefund", "signature"),
    ("SettleException", "case_aggregate"),
    # What a card terminal's slip is called: it leads to a payment, and to nobody without the acquirer.
    ("HandOver", "paid_reference"),
    ("HandOverPart", "paid_reference"),
    ("HandOutExchange", "paid_reference"),
    ("SettleException", "paid_reference"),
}
"""Words of a command on a customer's order or return that are not the customer's."""


def is_word(hint: Any) -> bool:
    """Whether it is a text that is longer than a name of one of our things."""
    bounds = getattr(hint, "__metadata__", ())
    return getattr(hint, "__origin__", None) is str and any(one.max_length > 64 for one in bounds)


def test_every_word_of_a_command_about_a_customer_is_erased_or_known_to_name_nobody() -> None:
    about = (d.FulfilmentCommand, d.ReturnCommand, d.RefundCommand, d.SettleException)
    missing = []
    for name, kind in d.BY_NAME.items():
        if not issubclass(kind, about):
            continue
        for field, hint in get_type_hints(kind, include_extras=True).items():
            if is_word(hint) and field not in PERSONAL.get(name, ()) and (name, field) not in NAMES_NOBODY:
                missing.append((name, field))
    assert missing == []
    for name, fields in PERSONAL.items():
        assert set(fields) <= set(d.BY_NAME[name].__struct_fields__)
        assert name != "ApproveRefund", "a signature is over what is said there"


def test_an_envelope_without_words_reads_as_before(shop: Shop) -> None:
    first: SignedEnvelope = shop.sealed[0]
    erase(shop.core, "W-1001", "Siège", "")
    kept = shop.core.read(lambda s: s.get_one(KeptEnvelope, ("device-a", 1)))
    one, other = read_own(first.body), read_own(kept.body)
    assert (one.id, one.previous, one.aggregate, one.at) == (
        other.id,
        other.previous,
        other.aggregate,
        other.at,
    )
    assert kept.signature == first.signature
