"""Requests that are done in company come to what each of them comes to alone, in the same order: the same
rows, the same log, the same answers. On both databases."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from company_world import CompanyWorld, company_world
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from structlog.testing import capture_logs

from core.model import Article, Device, Order, Position
from core.orchestration.cancellation import cancel
from core.orchestration.company import MOST_WEIGHT, Company, Errand, do_together
from core.orchestration.ledger_check import disagreements
from core.orchestration.unit import UnitOfWork
from core.rules.order import PaymentWord
from tests.core.service.shop_world import order_body

SECOND_MS = 1_000
Drawn = tuple[Any, ...]

_lines = st.lists(
    st.tuples(st.sampled_from(["SCARF", "COAT", "SCARF", "COAT", "NOTHING"]), st.integers(1, 3)),
    min_size=1,
    max_size=2,
)
_placings = st.tuples(
    st.just("place"),
    _lines,
    st.sampled_from(["LYON", "PARIS", "LYON", "PARIS", "NOWHERE", None]),
    st.sampled_from(["pending", "pending", "paid", "pay_in_store"]),
    st.sampled_from(["", "", "", "again"]),
)
_payments = st.tuples(
    st.just("pay"),
    st.integers(0, 20),
    st.sampled_from([PaymentWord.CONFIRMED] * 4 + [PaymentWord.FAILED, PaymentWord.HELD]),
)
_STEPS = ("claim", "pick", "pack", "stage", "hand over")
_batches = st.tuples(
    st.just("send"),
    st.integers(0, 3),
    st.integers(0, 5),
    st.one_of(
        st.sampled_from(
            [["claim"], ["pick", "pack", "stage"], list(_STEPS), ["hand over"], ["claim", "short"]]
        ),
        st.lists(st.sampled_from([*_STEPS, "short"]), min_size=1, max_size=3),
    ),
)
_rounds = st.lists(st.lists(st.one_of(_placings, _payments, _batches), min_size=1, max_size=6), max_size=5)


def asked(world: CompanyWorld, turn: int, drawn: list[Drawn]) -> list[Errand[Any]]:
    """The errands of a round, as this world stands."""
    return [one for place, words in enumerate(drawn) if (one := _errand(world, f"{turn}-{place}", words))]


def _errand(world: CompanyWorld, key: str, words: Drawn) -> Errand[Any] | None:
    match words:
        case ("place", lines, store, payment, again):
            delivery = {"kind": "home", "postcode": "69100", "city": "Villeurbanne"}
            if store is not None:
                delivery = {"kind": "pickup", "location": store}
            told = [{"sku": sku, "quantity": n, "unit_price_cents": 1990} for sku, n in lines]
            return world.place(again or key, order_body(delivery=delivery, lines=told, payment=payment))
        case ("pay", place, word):
            number = world.orders[place % len(world.orders)] if world.orders else "C-1"
            return world.pay(key, number, word)
        case ("send", device, place, steps):
            return world.send(device, place, steps)
    raise AssertionError(words)


@settings(max_examples=max(5, settings.default.max_examples // 20))
@given(rounds=_rounds)
def test_in_company_and_alone_come_to_the_same(database_kind: str, rounds: list[list[Drawn]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        company_world(database_kind, Path(folder)) as one,
        company_world(database_kind, Path(folder)) as other,
    ):
        for turn, drawn in enumerate(rounds):
            order, told = one.together(asked(one, turn, drawn))
            assert told == other.alone(asked(other, turn, drawn), order)
            one.clock.advance(SECOND_MS)
            other.clock.advance(SECOND_MS)
        assert one.everything() == other.everything()
        assert not one.core.read(disagreements)


def test_a_whole_order_of_each_of_two_buyers_goes_through_in_company(
    database_kind: str, tmp_path: Path
) -> None:
    with company_world(database_kind, tmp_path) as world:
        bodies = [order_body(delivery={"kind": "pickup", "location": at}) for at in ("LYON", "PARIS")]
        world.together([world.place(f"p{n}", body | {"payment": "pending"}) for n, body in enumerate(bodies)])
        world.together(
            [world.pay(f"w{n}", number, PaymentWord.CONFIRMED) for n, number in enumerate(world.orders)]
        )
        told = []
        for steps in (["claim"], ["pick", "pack", "stage"], ["hand over"]):
            both = [world.send(device, 0, steps) for device in at_different_stores(world)]
            told += world.together([one for one in both if one is not None])[1]

        assert world.in_company == 2 * 5
        assert len([outcome for batch in told for outcome in batch]) == 2 * 5
        rows = world.everything()
        assert sorted(row[4] for row in rows["fulfilment"]) == ["handed_over"] * 2
        assert not world.core.read(disagreements)


def at_different_stores(world: CompanyWorld) -> list[int]:
    """A device of each store."""
    places = [location_id for location_id, _ in world.senders]
    return [places.index(one) for one in sorted(set(places))]


def test_one_that_fails_as_it_acts_is_set_aside_and_the_others_are_done(
    database_kind: str, tmp_path: Path
) -> None:
    with company_world(database_kind, tmp_path) as world:
        broken = world.place("broken", order_body())
        broken.act = lambda _unit: 1 / 0  # type: ignore[method-assign]
        done = do_together(
            world.core, [world.place("one", order_body()), broken, world.place("two", order_body())]
        )

        assert [found is not None for found in done] == [True, False, True]
        assert len(world.everything()["orders"]) == 2


def test_a_key_that_comes_twice_at_once_is_answered_once_in_company(
    database_kind: str, tmp_path: Path
) -> None:
    with company_world(database_kind, tmp_path) as world:
        twice = [world.place("same", order_body()), world.place("same", order_body())]
        _, told = world.together(twice)

        assert (told[0], world.in_company) == (told[1], 1)
        assert len(world.everything()["idempotent_answer"]) == 1


def test_what_one_promises_the_next_does_not_get(database_kind: str, tmp_path: Path) -> None:
    """Two coats lie in Lyon and three in Paris: of three orders of two coats, one lacks one."""
    with company_world(database_kind, tmp_path) as world:
        coats = [{"sku": "COAT", "quantity": 2, "unit_price_cents": 1990}]
        placings = [world.place(f"p{n}", order_body(lines=coats)) for n in range(3)]
        _, told = world.together(placings)

        assert [answer["lines"][0]["unfillable"] for answer in told] == [0, 0, 1]
        assert world.in_company == 2


def test_what_leaves_in_the_same_company_is_not_promised(database_kind: str, tmp_path: Path) -> None:
    """A store hands over two coats all the same whose order was cancelled: it had no others."""
    with company_world(database_kind, tmp_path) as world:
        coats = order_body(lines=[{"sku": "COAT", "quantity": 2, "unit_price_cents": 1990}])
        (answer,) = world.together([world.place("one", coats)])[1]

        def cancel_it(unit: UnitOfWork) -> None:
            order = unit.lock(Order, answer["id"])
            assert order is not None
            cancel(unit, order, [], "cancelled")

        world.core.transact(cancel_it)
        told = world.send(at_different_stores(world)[0], 0, ["hand over"])
        assert told is not None
        world.together([told, world.place("two", coats)])

        at_lyon = select(Position).join(Article, Article.id == Position.article_id)
        lyon = at_lyon.where(Article.sku == "COAT", Position.location_id == world.senders[0][0])
        row = world.core.read(lambda session: session.scalars(lyon).one())
        assert (row.sellable, row.allocated) == (0, 0)


def test_what_one_refusal_stopped_in_company_is_not_tried_in_one_go_again(
    database_kind: str, tmp_path: Path
) -> None:
    with company_world(database_kind, tmp_path) as world, capture_logs() as log:
        (answer,) = world.together([world.send_nothing(0)])[1]

        assert [outcome.status for outcome in answer] == ["refused"]
        said = [line["event"] for line in log]
        assert "company.set_aside" in said
        assert "intake.not_in_one_go" not in said


def test_who_would_wait_for_a_lock_holds_up_nobody_else(tmp_path: Path) -> None:
    with company_world("postgresql", tmp_path) as world:
        (sender, order) = (world.senders[0][1], world.place("one", order_body()))
        batch = world.send_nothing(0)
        with world.core.engine.begin() as other:
            other.execute(select(Device).where(Device.id == sender.device_id).with_for_update())
            together = do_together(world.core, [order, batch])
            answer = order.alone()

        assert together == [None, None]
        assert answer.status == 201


async def test_so_many_go_together_as_weigh_no_more_than_the_bound(
    database_kind: str, tmp_path: Path
) -> None:
    with company_world(database_kind, tmp_path) as world:
        company = Company(world.core)
        heavy = [world.place(f"p{n}", order_body()) for n in range(3)]
        for one in heavy:
            one.weight = MOST_WEIGHT // 2 + 1
        told = await asyncio.gather(*(company.do(one) for one in heavy))
        company.close()

        assert [answer.status for answer in told] == [201] * 3
        assert (await company.do(world.place("after the end", order_body()))).status == 201
