"""Money at the counter: cash by the day, an exchange at the catalogue's price, a fee once a sale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from command_world import LYON, NOW, PARIS, SCARF, WATCH, World, associate, manager
from return_world import (
    KEY,
    approve,
    come_to,
    declare,
    furnish_people,
    furnish_sale,
    lines,
    propose,
    receive,
    refund,
    scarves,
    signed,
    watch,
)
from sqlalchemy import select

from core.commands import (
    Context,
    DisposeReturn,
    DropExchange,
    ExchangeLine,
    GradeReturn,
    HandOutExchange,
    PartDraft,
    PayOutCash,
    ReceivedLine,
    ReceiveReturn,
    RefuseRefund,
    WithdrawRefund,
    return_aggregate,
    run,
)
from core.commands.crediting import may_spend_offline
from core.commands.refund_figures import open_units
from core.model import (
    ApprovalKey,
    ArticlePrice,
    Capture,
    CashPayout,
    Piece,
    Refund,
    Return,
    ReturnPolicyRow,
    Sale,
    StoreCredit,
)
from core.rules.disposition import Disposition
from core.rules.errors import Refused
from core.rules.refund import Means, Part
from core.rules.returns import Condition
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS, Instant
from core.wire import SigningKey


@pytest.fixture
def counter(world: World) -> Iterator[World]:
    """A watch and two scarves are back."""
    furnish_people(world)
    furnish_sale(world)
    world.session.add(ArticlePrice(article_id=SCARF, valid_from=NOW - DAY_MS, price_cents=2_667))
    declare(world, scarves(0, 2), watch())
    receive(world)
    yield world


def policy(world: World, **changes: object) -> None:
    world.session.merge(ReturnPolicyRow(location_id=LYON, policy=changes))
    world.session.commit()


def paid(world: World, cents: int, **changes: bool) -> str:
    return world.run(PayOutCash(return_id="ret-1", refund_id="ref-1", cents=cents, **changes)).code


# cash


@pytest.fixture
def till(world: World) -> World:
    """153.33 in cash are approved."""
    furnish_people(world)
    furnish_sale(world, means=[["cash", 17_000]])
    declare(world, scarves(0, 2), watch())
    receive(world)
    propose(world)
    approve(world)
    return world


def test_cash_with_the_line_cut_is_capped_by_the_day_and_not_each_time(till: World) -> None:
    assert paid(till, 6_000, is_offline=True) == ""
    assert paid(till, 4_001, is_offline=True) == "cash_beyond_offline_limit"
    assert sorted(row.cents for row in till.session.scalars(select(CashPayout))) == [4_001, 6_000]


def test_with_the_line_cut_only_what_was_sold_here_gives_cash_and_what_was_issued_here_pays(
    till: World,
) -> None:
    """Another store may give the same cash, or take the same credit, and nobody would know."""
    assert paid(till, 5_000, is_offline=True) == ""
    till.session.get_one(Sale, "sale-1").location_id = PARIS
    assert paid(till, 1, is_offline=True) == "cash_beyond_offline_limit", "it has left all the same"
    assert paid(till, 1) == "", "with the line headquarters knows of it"
    for place, number in enumerate(("A0000001", "A0000002")):
        till.session.add(
            StoreCredit(
                id=number, number=number, location_id=(LYON, PARIS)[place], balance_cents=900, issued_at=NOW,
                expires_at=NOW + DAY_MS,
            )
        )  # fmt: skip
    till.session.flush()
    may_spend_offline(till.session, LYON, "A0000001", 900, NOW)
    for elsewhere in ("A0000002", "A0000003"):
        with pytest.raises(Refused, match="credit_beyond_offline_limit"):
            may_spend_offline(till.session, LYON, elsewhere, 1, NOW)


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ({"cash_store_day_cents": 10_000}, "cash_beyond_store_day"),
        ({"cash_person_day_cents": 10_000}, "cash_beyond_person_day"),
    ],
)
def test_cash_is_capped_by_the_day(till: World, limit: dict[str, int], code: str) -> None:
    policy(till, limits=limit)
    till.session.add(
        CashPayout(
            id="yesterday", return_id="r", refund_id="r", location_id=LYON, cents=9_000, at=NOW - DAY_MS,
            paid_by=associate().staff_id, device_id="till-1",
        )
    )  # fmt: skip
    assert paid(till, 10_000) == ""
    assert paid(till, 1) == code, "it has left all the same: somebody is told"
    assert refund(till).parts == [["cash", 15_333, 10_001]]


def test_what_arrives_hours_later_was_done_offline_whatever_its_device_says(till: World) -> None:
    command = PayOutCash(return_id="ret-1", refund_id="ref-1", cents=15_333, is_offline=False)
    aggregate = return_aggregate("ret-1")
    heard = Instant(NOW + 2 * HOUR_MS)
    context = Context(till.session, till.ledger, associate(), NOW, "late", aggregate, heard)
    assert run(context, command, Capture(till.session)).code == "cash_beyond_offline_limit"
    assert till.session.scalars(select(CashPayout.is_offline)).one() is True


# an exchange


def test_an_exchange_nets_and_is_held_at_once_until_it_is_handed_out(counter: World) -> None:
    held = counter.stock().allocated
    propose(counter, units=["sale-1-scarf:0"], exchange=[ExchangeLine(SCARF, 1, 2_667)], parts=[])
    assert (refund(counter).total_cents, refund(counter).to_pay_cents) == (0, 1_000)
    assert refund(counter).kept == [["card", 1_667]], "it is the chain's still, of the card"
    assert counter.stock().allocated == held + 1
    sellable = counter.stock().sellable
    unpaid = counter.run(HandOutExchange(return_id="ret-1", refund_id="ref-1", paid_cents=0))
    assert unpaid.code == "exchange_left_unpaid"
    assert (counter.stock().allocated, counter.stock().sellable) == (held, sellable - 1)
    assert counter.run(HandOutExchange(return_id="ret-1", refund_id="ref-1", paid_cents=1_000)).code == (
        "exchange_not_held"
    )


def test_what_was_taken_in_exchange_is_no_refunds_any_more(counter: World) -> None:
    watch_and_scarf = ["sale-1-scarf:0", "sale-1-watch:0"]
    back = [PartDraft(Means.CARD, 11_000)]
    propose(counter, units=watch_and_scarf, exchange=[ExchangeLine(SCARF, 1, 2_667)], parts=back)
    assert refund(counter).kept == [["card", 2_667]]
    assert come_to(counter).parts == (Part(Means.CARD, 333), Part(Means.GIFT_CARD, 1_333))


def piece_of(world: World, serial: str) -> Piece:
    return world.session.scalars(select(Piece).where(Piece.article_id == WATCH, Piece.serial == serial)).one()


def test_a_piece_is_taken_instead_by_its_number_and_by_no_other(counter: World) -> None:
    [serial, *_] = counter.session.scalars(
        select(Piece.serial)
        .where(Piece.article_id == WATCH, Piece.location_id == LYON)
        .order_by(Piece.serial)
    )
    counter.session.add(ArticlePrice(article_id=WATCH, valid_from=0, price_cents=10_000))
    taken = ExchangeLine(WATCH, 1, 10_000, serial)
    for wrong, code in (
        ([ExchangeLine(WATCH, 1, 10_000, "W-NOBODY")], "exchange_piece_not_here"),
        ([taken, taken], "exchange_piece_not_here"),
        ([ExchangeLine(WATCH, 2, 10_000, serial)], "exchange_needs_piece"),
    ):
        assert propose(counter, units=["sale-1-scarf:0"], exchange=wrong, parts=[]).code == code
    assert propose(counter, units=["sale-1-scarf:0"], exchange=[taken], parts=[]).code == ""
    again = propose(counter, refund_id="ref-2", units=["sale-1-scarf:2"], exchange=[taken], parts=[])
    assert again.code == "exchange_piece_not_here", "it is held for the first"
    counter.run(HandOutExchange(return_id="ret-1", refund_id="ref-1", paid_cents=8_333))
    assert piece_of(counter, serial).location_id is None, "the very piece has left"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (ExchangeLine(SCARF, 1, 1), "exchange_price_changed"),
        (ExchangeLine(WATCH, 1, 1), "exchange_needs_piece"),
        (ExchangeLine(77, 1, 1), "exchange_price_unknown"),
    ],
)
def test_the_price_is_the_catalogues_and_never_the_commands(
    counter: World, line: ExchangeLine, code: str
) -> None:
    assert propose(counter, units=["sale-1-scarf:0"], exchange=[line], parts=[]).code == code


def test_an_exchange_that_is_turned_down_is_free_again(counter: World) -> None:
    policy(counter, limits={"free_cents": 0})
    held = counter.stock().allocated
    card = [PartDraft(Means.CARD, 9_333)]
    propose(counter, units=["sale-1-watch:0"], exchange=[ExchangeLine(SCARF, 1, 2_667)], parts=card)
    early = counter.run(HandOutExchange(return_id="ret-1", refund_id="ref-1"))
    assert early.code == "exchange_out_unapproved"
    propose(
        counter, refund_id="ref-2", units=["sale-1-scarf:0", "sale-1-scarf:2"],
        exchange=[ExchangeLine(SCARF, 1, 2_667)], parts=[PartDraft(Means.CARD, 666)],
    )  # fmt: skip
    assert counter.stock().allocated == held + 1
    counter.run(RefuseRefund(return_id="ret-1", refund_id="ref-2", reason="non"), manager())
    assert (counter.stock().allocated, refund(counter, "ref-2").exchange) == (held, [])


def test_what_was_handed_out_before_anybodys_word_keeps_its_units(counter: World) -> None:
    policy(counter, limits={"free_cents": 0})
    card = [PartDraft(Means.CARD, 9_333)]
    propose(counter, units=["sale-1-watch:0"], exchange=[ExchangeLine(SCARF, 1, 2_667)], parts=card)
    assert counter.run(HandOutExchange(return_id="ret-1", refund_id="ref-1")).has_effect
    no = RefuseRefund(return_id="ret-1", refund_id="ref-1", reason="non")
    assert counter.run(no, manager()).code == "exchange_handed_out"
    never_mind = WithdrawRefund(return_id="ret-1", refund_id="ref-1")
    assert counter.run(never_mind).code == "exchange_handed_out"
    assert refund(counter).state == "proposed"
    assert "sale-1-watch:0" not in open_units(counter.session, counter.session.get_one(Return, "ret-1"))


def test_an_exchange_that_is_not_taken_leaves_article_and_units_free(counter: World) -> None:
    held = counter.stock().allocated
    propose(counter, units=["sale-1-scarf:0"], exchange=[ExchangeLine(SCARF, 1, 2_667)], parts=[])
    refund(counter).state = "refunded"
    counter.all_of(DropExchange(return_id="ret-1", refund_id="ref-1"))
    assert (refund(counter).state, counter.stock().allocated) == ("withdrawn", held)
    again = counter.run(DropExchange(return_id="ret-1", refund_id="ref-1"))
    assert again.code == "exchange_gone"
    assert "sale-1-scarf:0" in come_to(counter).units, "its money can go back"


def test_an_exchange_of_which_money_went_is_handed_out_first(counter: World) -> None:
    both, line = ["sale-1-scarf:0", "sale-1-scarf:2"], ExchangeLine(SCARF, 1, 2_667)
    propose(counter, units=both, exchange=[line], parts=[PartDraft(Means.CARD, 666)])
    dropped = counter.run(DropExchange(return_id="ret-1", refund_id="ref-1"))
    assert dropped.code == "exchange_partly_refunded"
    refund(counter).sending = {"way": "pickup"}
    ordered = counter.run(DropExchange(return_id="ret-1", refund_id="ref-1"))
    assert ordered.code == "exchange_goes_with_money", "none of it has gone back yet"


def test_a_word_is_needed_by_what_leaves(counter: World) -> None:
    both = ["sale-1-scarf:0", "sale-1-scarf:2"]
    line = ExchangeLine(SCARF, 1, 2_667)
    propose(counter, units=both, exchange=[line], parts=[PartDraft(Means.CARD, 666)])
    assert refund(counter).need == "nobody", "33.33 are worth a word, 6.66 are not"


@pytest.mark.parametrize(("kind", "need"), [("till", "nobody"), ("exchange", "manager")])
def test_what_was_exchanged_once_gives_no_money_without_a_word(world: World, kind: str, need: str) -> None:
    furnish_people(world)
    furnish_sale(world, kind=kind)
    declare(world, scarves(0))
    receive(world)
    propose(world)
    assert refund(world).need == need


# fees, goods, keys


def test_a_fee_is_kept_once_a_sale(counter: World) -> None:
    policy(counter, rules=[{"name": "all", "days": 30, "fee_cents": 500}])
    declare(counter, scarves(1), return_id="ret-2", number="R0000002")
    receive(counter, "ret-2")
    propose(counter, return_id="ret-2", refund_id="ref-2")
    [one] = lines(counter)[:1]
    counter.run(GradeReturn(return_id="ret-1", line_id=one.id, condition=Condition.NEW))
    propose(counter, units=["sale-1-scarf:0"], parts=[PartDraft(Means.CARD, 1_667)])
    assert [row.fee_cents for row in counter.session.scalars(select(Refund).order_by(Refund.id.desc()))] == [
        500, 0,
    ]  # fmt: skip


def test_what_was_missing_of_a_line_may_come_later(world: World) -> None:
    furnish_people(world)
    furnish_sale(world)
    declare(world, scarves(0, 1, 2))
    [line] = lines(world)

    def comes(units: int) -> str:
        return world.run(ReceiveReturn(return_id="ret-1", lines=[ReceivedLine(line.id, units)])).code

    def put_away() -> None:
        world.run(GradeReturn(return_id="ret-1", line_id=line.id, condition=Condition.NEW))
        where = Disposition.BACK_ON_SALE
        world.run(DisposeReturn(return_id="ret-1", line_id=line.id, disposition=where))

    sellable = world.stock().sellable
    assert comes(1) == ""
    put_away()
    assert (comes(2), line.state, line.received) == ("", "received", 3)
    put_away()
    assert (line.disposed, world.stock().sellable) == (3, sellable + 3), "each unit once"
    assert sorted(come_to(world).units) == ["sale-1-scarf:0", "sale-1-scarf:1", "sale-1-scarf:2"]
    assert comes(1) == "return_received_twice"


def test_a_key_that_was_replaced_since_has_signed_all_the_same(counter: World) -> None:
    propose(counter)
    word = signed(counter)
    old = counter.session.get_one(ApprovalKey, "key-1")
    old.revoked_at = NOW + MINUTE_MS
    assert counter.run(word, manager(), NOW).code == "approval_not_signed", "it was taken away"
    new = SigningKey(bytes(range(1, 33)))
    counter.session.add(
        ApprovalKey(
            id="key-2", staff_id="staff-jeanne", device_id="till-1", location_id=LYON,
            public_key=new.public.hex(), registered_at=NOW + MINUTE_MS, revoked_at=None,
        )
    )  # fmt: skip
    assert counter.run(word, manager(), NOW).status == "applied"
    assert KEY.public.hex() == old.public_key
