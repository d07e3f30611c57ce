"""An exchange of what this store does not have: written down here, held by the core, no money before."""

from __future__ import annotations

from command_world import NOW, SCARF, WATCH, World
from return_world import (
    KEY,
    come_to,
    declare,
    furnish_people,
    furnish_sale,
    propose,
    receive,
    refund,
    scarves,
)

from core.commands import DropExchange, ExchangeLine, HandOutExchange, ProposeRefund, read_command
from core.commands.exchanging import is_awaited
from core.commands.personal import PERSONAL
from core.model import ArticlePrice
from core.rules.exchange_sending import Sending, Way
from core.rules.time import DAY_MS
from core.wire import read_own, without
from tests.support.sender import Sender

TO_COLLECT = Sending(Way.PICKUP, "Camille Royer")


def counter(world: World) -> None:
    """A scarf is back; scarves and watches have a price."""
    furnish_people(world)
    furnish_sale(world)
    for article in (SCARF, WATCH):
        world.session.add(ArticlePrice(article_id=article, valid_from=NOW - DAY_MS, price_cents=2_667))
    declare(world, scarves(0))
    receive(world)


def ask(world: World, sending: Sending = TO_COLLECT, article: int = WATCH) -> str:
    line = ExchangeLine(article, 1, 2_667)
    return propose(world, units=["sale-1-scarf:0"], exchange=[line], parts=[], sending=sending).code


def test_nothing_is_held_here_and_a_piece_is_chosen_by_whoever_sends_it(world: World) -> None:
    counter(world)
    held = world.stock().allocated
    assert ask(world) == "", "a watch, whichever: whoever sends it scans it"
    assert (world.stock().allocated, refund(world).sending["way"]) == (held, "pickup")
    assert is_awaited(refund(world))
    refund(world).sending = {**refund(world).sending, "order_id": "o"}
    assert not is_awaited(refund(world))


def test_it_must_be_known_whose_it_is_and_where_it_goes(world: World) -> None:
    counter(world)
    assert ask(world, Sending(Way.PICKUP, " ")) == "exchange_without_name"
    assert ask(world, Sending(Way.HOME, "Camille", street="2 rue Mercière")) == "exchange_without_address"
    assert come_to(world).units, "nothing was claimed"
    home = Sending(Way.HOME, "Camille", street="2 rue Mercière", postcode="69002", city="Lyon")
    assert ask(world, home) == ""


def test_nobody_is_told_paid_before_headquarters_holds_it(world: World) -> None:
    counter(world)
    ask(world)
    paid = world.run(HandOutExchange(return_id="ret-1", refund_id="ref-1"))
    assert (paid.code, refund(world).is_exchange_out) == ("exchange_not_held", False)


def test_it_can_be_dropped_while_it_is_asked_for(world: World) -> None:
    counter(world)
    ask(world)
    held = world.stock().allocated
    world.all_of(DropExchange(return_id="ret-1", refund_id="ref-1"))
    assert (refund(world).state, world.stock().allocated) == ("withdrawn", held)
    assert "sale-1-scarf:0" in come_to(world).units


def test_where_it_goes_is_a_word_that_can_be_erased(world: World) -> None:
    command = ProposeRefund(return_id="ret-1", refund_id="ref-1", units=["u"], sending=TO_COLLECT)
    body = Sender("till-1", KEY, "staff-nadia", NOW).seal(command).body
    erased = read_command(read_own(without(body, PERSONAL["ProposeRefund"])))
    assert isinstance(erased, ProposeRefund) and erased.sending is None
    assert b"Camille" in body and b"Camille" not in without(body, PERSONAL["ProposeRefund"])
