"""A substitute is proposed, answered for, and taken back: lines, stock and claims after each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from command_world import LYON, NOW, SCARF, WATCH, World, associate, manager
from sqlalchemy import select

from core.commands import (
    AnswerSubstitute,
    Command,
    Outcome,
    PickLine,
    ProposeSubstitute,
    RejectFulfilment,
    ShortLine,
    WithdrawSubstitute,
)
from core.commands.definitions import AnsweredBy
from core.model import Article, ArticlePrice, CountTask, FulfilmentLine, Position
from core.rules.ids import derive
from core.rules.stock import ShortReason
from core.rules.time import DAY_MS

STOLE = 12


@pytest.fixture
def world(database_kind: str) -> Iterator[World]:
    made = World(database_kind)
    made.session.add(
        Article(id=STOLE, sku="STOLE", gtin="3", style="S", name="Étole", size="U", colour="ivoire")
    )
    made.session.flush()
    made.session.add(Position(article_id=STOLE, location_id=LYON, sellable=2, allocated=0))
    made.session.commit()
    yield made
    made.close()


def shelf(world: World, price_cents: int) -> None:
    """What the other article costs here by now."""
    world.session.merge(ArticlePrice(article_id=STOLE, valid_from=NOW - DAY_MS, price_cents=price_cents))
    world.session.commit()


def propose(**changes: Any) -> ProposeSubstitute:
    fields = {"fulfilment_id": "f1", "line_id": "f1-scarf", "article_id": STOLE, "quantity": 1}
    return ProposeSubstitute(**(fields | changes))


def asked(world: World, **changes: Any) -> FulfilmentLine:
    """The line of a substitute that was just proposed."""
    world.all_of(propose(**changes))
    return world.line(derive(world.command_id(), "line"))


def answer(line: FulfilmentLine, *, is_agreed: bool, **changes: Any) -> AnswerSubstitute:
    return AnswerSubstitute(fulfilment_id=line.fulfilment_id, line_id=line.id, is_agreed=is_agreed, **changes)


def held(world: World, article_id: int) -> tuple[int, int]:
    stock = world.stock(article_id)
    assert stock.allocated == world.claimed(article_id), "what is allocated is what the lines claim"
    return stock.sellable, stock.allocated


def test_the_missing_units_are_short_and_as_many_of_the_other_are_held(world: World) -> None:
    shelf(world, 1500)
    line = asked(world)
    missing = world.line()
    assert (missing.short, missing.short_reason, missing.quantities().left_to_pick) == (1, "not_found", 1)
    assert (line.substitutes, line.agreement, line.order_line_id) == (missing.id, "asked", "o-f1-scarf")
    assert (line.name, line.size, line.colour, line.price_cents) == ("Étole", "U", "ivoire", 1500)
    assert held(world, STOLE) == (2, 1)
    assert held(world, SCARF) == (2, 2), "two units are held for others; the free ones are not there"
    assert world.session.scalars(select(CountTask.article_id)).all() == [SCARF]
    assert world.head().state == "picking"


@pytest.mark.parametrize(("price", "paid"), [(2500, 1990), (1990, 1990), (900, 900), (None, 1990)])
def test_it_is_never_dearer_than_what_was_ordered(world: World, price: int | None, paid: int) -> None:
    if price is not None:
        shelf(world, price)
    assert asked(world).price_cents == paid


@pytest.mark.parametrize("told", [0, 9_900, None])
def test_the_price_is_the_catalogues_whatever_the_command_says(world: World, told: int | None) -> None:
    shelf(world, 900)
    assert asked(world, price_cents=told).price_cents == 900


def test_what_is_to_pay_at_the_counter_follows_the_substitute(world: World) -> None:
    world.head().to_pay_cents = 3 * 1990
    shelf(world, 900)
    line = asked(world)
    lines = world.session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == "f1")).all()

    def due() -> int:
        return world.head().to_pay_cents - sum(one.price_cents * one.short for one in lines)

    lines = [*lines]
    assert due() == 2 * 1990 + 900
    world.all_of(answer(line, is_agreed=False))
    assert due() == 2 * 1990


def test_agreed_it_is_picked_like_any_line(world: World) -> None:
    line = asked(world)
    world.all_of(answer(line, is_agreed=True, by=AnsweredBy.COUNTER))
    assert (line.agreement, line.quantities().left_to_pick) == ("agreed", 1)
    world.all_of(PickLine(fulfilment_id="f1", line_id=line.id))
    assert (line.picked, held(world, STOLE)) == (1, (2, 1))


def test_picked_before_the_customer_agrees_it_leaves_only_after_a_yes(world: World) -> None:
    line = asked(world, fulfilment_id="f2", line_id="f2-scarf")
    pick = PickLine(fulfilment_id="f2", line_id=line.id)
    assert world.run(pick).code == "substitute_not_agreed"
    assert (line.picked, held(world, STOLE), world.head("f2").state) == (0, (2, 1), "picking")
    world.all_of(answer(line, is_agreed=False))
    assert (line.picked, line.short, held(world, STOLE)) == (0, 1, (2, 0))


def test_declined_nothing_is_held_and_the_rest_is_prepared(world: World) -> None:
    line = asked(world, fulfilment_id="f2", line_id="f2-scarf")
    world.all_of(answer(line, is_agreed=False))
    assert (line.agreement, line.short, line.short_reason) == ("declined", 1, "declined")
    assert held(world, STOLE) == (2, 0)
    assert world.head("f2").state == "picked", "nothing is left of it to pick"


def test_found_after_all_everything_is_as_it_was(world: World) -> None:
    before = world.stock(SCARF), world.stock(STOLE)
    line = asked(world, quantity=2)
    undoes = world.command_id()
    world.all_of(WithdrawSubstitute(fulfilment_id="f1", line_id=line.id, undoes=undoes))
    assert (world.line().short, world.line().short_reason, line.agreement) == (0, "", "withdrawn")
    assert (world.stock(SCARF), world.stock(STOLE)) == before
    assert line.quantities().left_to_pick == 0
    assert world.session.scalars(select(CountTask)).all() == []


def refused(world: World, command: Command) -> str:
    outcome = world.run(command)
    assert outcome.status == "refused", outcome
    return outcome.code


def test_what_cannot_stand_in_is_refused_and_changes_nothing(world: World) -> None:
    before = world.rows()
    assert refused(world, propose(article_id=SCARF)) == "substitute_is_itself"
    assert refused(world, propose(article_id=99)) == "unknown_article"
    assert refused(world, propose(quantity=3)) == "nothing_left_to_replace"
    world.session.get_one(Position, (STOLE, LYON)).soft_held = 2
    world.session.commit()
    assert refused(world, propose()) == "substitute_not_free"
    world.session.get_one(Position, (STOLE, LYON)).soft_held = 0
    world.session.commit()
    assert world.rows() == before
    line = asked(world)
    assert refused(world, propose(line_id=line.id, article_id=WATCH)) == "substitute_is_itself"


def test_what_is_picked_or_ended_is_not_taken_back(world: World) -> None:
    line = asked(world)
    back = WithdrawSubstitute(fulfilment_id="f1", line_id=line.id, undoes=world.command_id())
    world.all_of(answer(line, is_agreed=True), PickLine(fulfilment_id="f1", line_id=line.id))
    assert refused(world, back) == "substitute_is_picked"
    other = asked(world, line_id="f1-scarf")
    world.all_of(answer(other, is_agreed=False))
    back = WithdrawSubstitute(fulfilment_id="f1", line_id=other.id, undoes=world.command_id())
    assert refused(world, back) == "substitute_is_settled"


def crossed(world: World, line: FulfilmentLine, *, is_agreed: bool) -> Outcome:
    return world.run(answer(line, is_agreed=is_agreed), associate("till-2"))


def test_two_answers_that_contradict_raise_one_exception_and_the_first_holds(world: World) -> None:
    line = asked(world)
    world.all_of(answer(line, is_agreed=True))
    assert crossed(world, line, is_agreed=True).status == "applied", "said twice, it is said"
    assert crossed(world, line, is_agreed=False).code == "substitute_answered_both_ways"
    assert (line.agreement, held(world, STOLE)) == ("agreed", (2, 1))


def test_a_yes_after_it_was_taken_back_is_for_a_person_to_see(world: World) -> None:
    line = asked(world)
    world.all_of(WithdrawSubstitute(fulfilment_id="f1", line_id=line.id, undoes=world.command_id()))
    assert crossed(world, line, is_agreed=True).code == "substitute_agreed_too_late"
    assert crossed(world, line, is_agreed=False).status == "applied"
    assert held(world, STOLE) == (2, 0)


def test_an_order_that_is_given_up_asks_its_customer_no_more(world: World) -> None:
    line = asked(world)
    assert world.run(RejectFulfilment(fulfilment_id="f1", reason="dégât des eaux"), manager()).has_effect
    assert line.agreement == "withdrawn"
    outcome = crossed(world, line, is_agreed=True)
    assert outcome.code == "substitute_answered_after_it_moved_on"
    assert world.exceptions() == ["substitute_answered_after_it_moved_on"]
    assert held(world, STOLE) == (2, 1), "until it is put back with the rest"


def test_an_answer_about_a_line_that_was_ordered_so_is_kept_for_a_person(world: World) -> None:
    outcome = world.run(answer(world.line(), is_agreed=True))
    assert (outcome.status, outcome.code) == ("quarantined", "no_substitute")


def test_a_substitute_that_is_not_found_either_is_told_short(world: World) -> None:
    line = asked(world)
    world.all_of(
        answer(line, is_agreed=True),
        ShortLine(fulfilment_id="f1", line_id=line.id, quantity=1, reason=ShortReason.NOT_FOUND),
    )
    assert (line.short, held(world, STOLE)) == (1, (0, 0))
