"""A customer's data is erased: it stands nowhere any more, accounts and chain stand as before."""

from __future__ import annotations

from typing import Any, get_type_hints

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import CancelReturn, DeclareReturn, HandOver, Proof, ReturnLineDraft, SettleException
from core.commands import definitions as d
from core.commands.personal import PERSONAL
from core.model import (
    Base,
    Change,
    Customer,
    Erasure,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    KeptEnvelope,
    Location,
    Notification,
    Order,
    OrderLine,
    OrderMoney,
    Refund,
    Return,
    ReturnLine,
    Sale,
    SaleLine,
)
from core.orchestration import Core, UnitOfWork, initialise
from core.orchestration.audit import audit, journal
from core.orchestration.command_intake import receive
from core.orchestration.erasure import erase
from core.orchestration.leasing import lease_all
from core.orchestration.reactions import after
from core.orchestration.sale_names import note_name
from core.rules.errors import Refused
from core.rules.returns import ReturnReason
from core.service.notices.sending import NOT_TOLD
from core.wire import SignedEnvelope, SigningKey, read_own
from tests.core.builders import make_article, make_device, make_fulfilment, make_location, make_staff
from tests.support.sender import Sender

SECRETS = (
    "Jeanne",
    "jeanne@",
    "Martin",
    "rue des Lilas",
    "0612345678",
    "4417",
    "fait un scandale",
    "Hugo",
    "jeanne martin",
)
KEY = SigningKey(bytes(range(32)))


class Shop:
    """A store that has served Jeanne Martin: an order that is over, and a return that was called off."""

    def __init__(self, core: Core) -> None:
        self.core = core
        initialise(core)
        core.transact(self._furnish)
        core.transact(self._close)
        sender = Sender("device-a", KEY, "nadia", core.clock.now())
        draft = ReturnLineDraft(
            article_id=1, quantity=1, reason=ReturnReason.CHANGED_MIND, sale_line_id="line", units=[0]
        )
        named = {"customer_name": "Jeanne Martin", "note": "Elle a fait un scandale"}
        self.sealed = [
            sender.seal(
                DeclareReturn(return_id="ret", number="R0000001", sale_id="sale", lines=[draft], **named)
            ),
            sender.seal(CancelReturn(return_id="ret", reason="Jeanne garde tout")),
            sender.seal(DeclareReturn(return_id="ret-2", number="R0000002", lines=[draft], has_proof=False)),
        ]
        self.send()

    def _furnish(self, unit: UnitOfWork) -> None:
        place = make_location(unit, "LYON")
        article = make_article(unit)
        make_device(unit, place, KEY, id="device-a")
        lease_all(unit, "device-a")
        make_staff(unit, place, "Nadia", id="nadia")
        head = make_fulfilment(unit, place, [(article, 1)])
        unit.session.flush()
        order = unit.session.get_one(Order, head.order_id)
        order.street, order.note, order.latitude = "3 rue des Lilas", "Sonner chez Hugo", 45.7
        unit.session.get_one(Customer, order.customer_id).phone = "0612345678"
        unit.session.add(OrderMoney(order_id=order.id, card_last4="4417"))
        head.destination = "Jeanne Martin, 3 rue des Lilas"
        unit.session.add(
            Notification(
                id="n", order_id=order.id, kind="ready", created_at=unit.at,
                data={"order_number": order.number, "name": "Jeanne"},
            )
        )  # fmt: skip
        which: dict[str, Any] = {
            "location_id": place.id,
            "sold_at": unit.at,
            "customer_name": "Jeanne Martin",
        }
        unit.session.add(
            Sale(
                id="sale", kind="order", receipt_code="W-1001", order_id=order.id, card_last4="4417", **which
            )
        )
        unit.session.flush()
        note_name(unit, unit.session.get_one(Sale, "sale"))
        unit.session.add(
            SaleLine(
                id="line", sale_id="sale", line_no=1, article_id=article.id, quantity=1, list_cents=100,
                paid_cents=100,
            )
        )  # fmt: skip
        unit.session.add(
            ExceptionCase(
                id="case", location_id=place.id, kind="handed_over_twice", aggregate=f"fulfilment:{head.id}",
                raised_at=unit.at, settlement="Appelé Jeanne",
            )
        )  # fmt: skip

    @staticmethod
    def _close(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Fulfilment)).one().state = "closed"
        unit.session.scalars(select(FulfilmentLine)).one().handed_over = 1

    def send(self) -> None:
        receive(self.core, "device-a", self.sealed, after)


TABLES = {table.name: select(table) for table in Base.metadata.sorted_tables}
"""All of each; a statement that is made once."""


def everything(session: Session) -> str:
    """All that stands in the database, as text; bytes as they are."""
    said = []
    for name, query in TABLES.items():
        for row in session.execute(query):
            cells = (c.decode("utf-8", "replace") if isinstance(c, bytes) else str(c) for c in row)
            said.append(f"{name}: {' '.join(cells)}")
    return "\n".join(said)


def named(core: Core) -> set[str]:
    text = core.read(everything)
    return {secret for secret in SECRETS if secret in text}


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


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


def exchange(unit: UnitOfWork, number: str, sale_id: str, **changes: Any) -> None:
    """A return under this number, and the sale of what was taken instead."""
    usual = {"declared_by": "nadia", "declared_device": "device-a", "declared_at": unit.at, "location_id": 1}
    back = {"customer_name": "Jeanne Martin", "sale_id": sale_id} | changes
    unit.session.add(Return(id=f"ret-{number}", number=number, **usual, **back))
    unit.session.flush()
    unit.session.add(
        Sale(
            id=f"sale-{number}", kind="exchange", receipt_code=number, location_id=1, sold_at=unit.at,
            customer_name="Jeanne Martin", card_last4="4417",
        )
    )  # fmt: skip
    unit.session.flush()


@pytest.mark.parametrize("who", ["W-1001", "R0000010", "R0000011"])
def test_what_was_taken_in_exchange_leads_to_the_same_customer(shop: Shop, who: str) -> None:
    def take(unit: UnitOfWork) -> None:
        exchange(unit, "R0000010", "sale")
        exchange(unit, "R0000011", "sale-R0000010")

    shop.core.transact(take)
    erase(shop.core, who, "Siège", "")
    assert named(shop.core) == set()


def test_of_two_stores_with_one_receipt_number_the_right_customer_goes(shop: Shop) -> None:
    def sell_too(unit: UnitOfWork) -> None:
        for code, name in (("BRON", "Ferrand"), ("VAISE", "Colin")):
            place = make_location(unit, code)
            unit.session.add(
                Sale(
                    id=code, kind="till", receipt_code="T-77", location_id=place.id, sold_at=unit.at,
                    customer_name=name,
                )
            )  # fmt: skip

    shop.core.transact(sell_too)
    with pytest.raises(Refused, match="receipt_of_several_stores") as refused:
        erase(shop.core, "T-77", "Siège", "")
    assert refused.value.data["stores"] == "BRON, VAISE"
    erase(shop.core, "VAISE/T-77", "Siège", "")
    text = shop.core.read(everything)
    assert ("Ferrand" in text, "Colin" in text) == (True, False)


def test_a_return_without_a_sale_is_found_by_its_number(shop: Shop) -> None:
    erase(shop.core, "W-1001", "Siège", "")
    shop.core.transact(lambda unit: exchange(unit, "R0000012", ""))
    assert named(shop.core) == {"Jeanne", "Martin", "4417"}
    erase(shop.core, "R0000012", "Siège", "")
    assert named(shop.core) == set()


def test_a_name_that_was_typed_on_a_return_without_a_sale_goes_from_its_row_its_log_and_its_envelope(
    shop: Shop,
) -> None:
    erase(shop.core, "W-1001", "Siège", "")
    shop.core.transact(lambda unit: make_device(unit, unit.session.get_one(Location, 1), KEY, id="device-b"))
    sender = Sender("device-b", KEY, "nadia", shop.core.clock.now())
    draft = ReturnLineDraft(article_id=1, quantity=1, reason=ReturnReason.CHANGED_MIND)
    typed = {"customer_name": "Jeanne Martin", "note": "Hugo passera", "has_proof": False}
    sent = [
        sender.seal(DeclareReturn(return_id="ret-4", number="R0000004", lines=[draft], **typed)),
        sender.seal(CancelReturn(return_id="ret-4", reason="Jeanne garde tout")),
    ]
    receive(shop.core, "device-b", sent, after)
    assert named(shop.core) == {"Jeanne", "Martin", "Hugo"}
    done = erase(shop.core, "R0000004", "Siège", "demande du 4 mars")
    assert named(shop.core) == set()
    assert (done.rows, done.envelopes, done.images > 0) == (1, 2, True)
    kept = shop.core.read(lambda s: s.get_one(Return, "ret-4"))
    assert (kept.number, kept.customer_name, kept.note) == ("R0000004", "", "")
    receive(shop.core, "device-b", sent, after)
    assert named(shop.core) == set(), "nor does sending it again bring it back"
    assert shop.core.read(audit).finding is None


def brought_by_another(unit: UnitOfWork) -> None:
    """A gift that Jeanne Martin bought, brought back by Ferrand, who took something for it and brought that
    back as well."""
    unit.session.get_one(Sale, "sale").customer_id = "shop-7"
    for number, sale_id in (("R0000013", "sale"), ("R0000014", "sale-R0000013")):
        exchange(unit, number, sale_id, customer_name="Paul Ferrand")
        taken = unit.session.get_one(Sale, f"sale-{number}")
        taken.customer_name, taken.customer_id, taken.card_last4 = "FERRAND Paul", "shop-7", ""
    unit.session.flush()


@pytest.mark.parametrize("who", ["R0000013", "R0000014"])
def test_who_brought_back_what_another_had_bought_goes_alone(shop: Shop, who: str) -> None:
    shop.core.transact(brought_by_another)
    done = erase(shop.core, who, "Siège", "")
    assert ("errand" in shop.core.read(everything).lower(), done.left) == (False, ("W-1001",))
    assert named(shop.core) == set(SECRETS), "who had bought it has asked for nothing"


def test_with_who_had_bought_it_who_brought_it_back_goes_too(shop: Shop) -> None:
    shop.core.transact(brought_by_another)
    assert erase(shop.core, "W-1001", "Siège", "").left == ()
    assert "errand" not in shop.core.read(everything).lower()
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
