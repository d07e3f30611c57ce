"""What customers are told comes in the order in which it was written, and no letter holds up the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core.commands import ProposeSubstitute, WithdrawSubstitute
from core.model import Article, ArticlePrice, Location, Notification, Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_intake import receive
from core.orchestration.notices import CANCELLED, READY, SUBSTITUTE, UNCOLLECTED, notice_id, tell_customer
from core.orchestration.reactions import after
from core.ports import SimulatedClock
from core.rules.ids import derive
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS
from core.service.notices import NoticeConfig, Sender, SmtpPost, Way, sending
from core.service.notices.config import Security
from core.service.notices.port import Letter, PostDown
from core.wire import SigningKey
from tests.core.builders import make_device, make_staff
from tests.core.orchestration.order_world import furnish, head_at, line_at, order
from tests.core.service.notices.mail_server import MailServer, mail_server
from tests.support.sender import Sender as Workstation

KEY = SigningKey(bytes(range(32)))
CAMILLE = "camille@example.org"


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as kept:
        yield kept


@pytest.fixture
def shop(core: Core) -> Core:
    furnish(core, {"LYON": {"SCARF": 9, "COAT": 9}})
    return core


def by_smtp(server: MailServer) -> NoticeConfig:
    return NoticeConfig(
        Way.SMTP, "bonjour@aubrac.example", host="127.0.0.1", port=server.port, security=Security.NONE
    )


def sender(core: Core, server: MailServer) -> Sender:
    return Sender(core, SmtpPost(by_smtp(server), timeout_s=10), "en")


def placed(core: Core, email: str = CAMILLE) -> str:
    return order(core, ("SCARF", 1), email=email, reference=core.ids.new()).order_id


def tell(core: Core, order_id: str, *causes: str) -> list[str]:
    """Tell an order's customer for each of these causes, in one transaction; the names of the letters."""
    data = {"location": "Lyon", "collect_until": core.clock.now() + 7 * DAY_MS}

    def work(unit: UnitOfWork) -> None:
        for cause in causes:
            tell_customer(unit, unit.session.get_one(Order, order_id), READY, cause, data)

    core.transact(work)
    return [notice_id(cause, READY) for cause in causes]


def sent(server: MailServer) -> list[str]:
    return [letter["Message-ID"].strip("<>").partition("@")[0] for letter in server.letters]


def test_what_one_transaction_tells_of_an_order_leaves_as_it_was_written(
    shop: Core, server: MailServer
) -> None:
    written = tell(shop, placed(shop), *"abcdefgh")
    assert sender(shop, server).turn() == len(written)
    assert sent(server) == written


def test_a_substitute_is_proposed_before_it_is_withdrawn_though_both_come_at_once(
    shop: Core, server: MailServer
) -> None:
    heads = [head_at(shop, placed(shop)) for _ in range(6)]

    def furnished(unit: UnitOfWork) -> tuple[str, str, int]:
        lyon = unit.session.scalars(select(Location).where(Location.code == "LYON")).one()
        coat = unit.session.scalars(select(Article.id).where(Article.sku == "COAT")).one()
        unit.session.add(ArticlePrice(article_id=coat, valid_from=0, price_cents=9_900))
        return make_device(unit, lyon, KEY).id, make_staff(unit, lyon).id, coat

    device, staff, coat = shop.transact(furnished)
    workstation = Workstation(device, KEY, staff, shop.clock.now())
    waited = []
    for head in heads:
        asked = ProposeSubstitute(
            fulfilment_id=head.id, line_id=line_at(shop, head, "SCARF").id, article_id=coat, quantity=1
        )
        waited.append(workstation.seal(asked, id=(command_id := shop.ids.new())))
        withdrawn = WithdrawSubstitute(
            fulfilment_id=head.id, line_id=derive(command_id, "line"), undoes=command_id
        )
        waited.append(workstation.seal(withdrawn))
    answers = receive(shop, device, waited, after).outcomes
    assert [one.code for one in answers] == [""] * len(waited)
    assert sender(shop, server).turn() == len(waited)
    rows = shop.read(lambda s: {row.id: row for row in s.scalars(select(Notification))})
    heard = [rows[name] for name in sent(server)]
    for head in heads:
        kinds = [row.kind for row in heard if row.order_id == head.order_id]
        assert kinds == ["substitute", "substitute_withdrawn"]


def test_what_is_put_off_is_not_overtaken_by_the_next_of_its_order(
    shop: Core, clock: SimulatedClock, server: MailServer
) -> None:
    order_id, other = placed(shop), placed(shop, "other@example.org")
    (first,) = tell(shop, order_id, "first")
    server.refusals[CAMILLE] = "450 Later"
    postman = sender(shop, server)
    assert postman.turn() == 0
    server.refusals.clear()
    (second,), (others,) = tell(shop, order_id, "second"), tell(shop, other, "others")
    assert (postman.turn(), sent(server)) == (1, [others]), "another order's does not wait"
    clock.advance(MINUTE_MS)
    assert postman.turn() + postman.turn() == 2
    assert sent(server) == [others, first, second]


def test_those_that_wait_for_one_that_was_put_off_do_not_fill_the_page(
    shop: Core, clock: SimulatedClock, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PAGE", 2)
    order_id = placed(shop)
    (first,) = tell(shop, order_id, "first")
    server.refusals[CAMILLE] = "450 Later"
    postman = sender(shop, server)
    assert postman.turn() == 0
    server.refusals.clear()
    clock.advance(MINUTE_MS)
    later = tell(shop, order_id, "second", "third", "fourth")
    assert sum(postman.turn() for _ in range(4)) == 4
    assert sent(server) == [first, *later]


def test_what_cannot_be_written_does_not_hold_up_the_next_of_its_order(
    shop: Core, server: MailServer
) -> None:
    broken, whole = tell(shop, placed(shop), "broken", "whole")

    def spoil(unit: UnitOfWork) -> None:
        row = unit.session.get_one(Notification, broken)
        row.data = {**row.data, "collect_until": "soon"}

    shop.transact(spoil)
    assert (sender(shop, server).turn(), sent(server)) == (1, [whole])


def test_one_over_which_the_post_falls_down_does_not_keep_what_was_written_later(
    shop: Core, clock: SimulatedClock, server: MailServer
) -> None:
    class FallsDown(SmtpPost):
        def send(self, letter: Letter) -> None:
            if letter.to_address == "too.long@example.org":
                raise PostDown("timed out")
            super().send(letter)

    tell(shop, placed(shop, "too.long@example.org"), "first")
    postman = Sender(shop, FallsDown(by_smtp(server), timeout_s=10), "en")
    assert postman.turn() == 0
    clock.advance(MINUTE_MS)
    later = [tell(shop, placed(shop), cause)[0] for cause in ("second", "third")]
    assert postman.turn() == 2
    assert sorted(sent(server)) == sorted(later)


def say(core: Core, order_id: str, kind: str) -> str:
    data = {"location": "Lyon", "collect_until": core.clock.now() + 7 * DAY_MS, "lines": []}
    if kind == SUBSTITUTE:
        scarf = {"name": "Scarf", "size": "", "colour": ""}
        asked = {"instead_of": scarf, "offered": scarf, "answer_until": core.clock.now() + 2 * HOUR_MS}
        data |= asked | {"price_cents": 4_900, "reply_code": "code", "line_id": "line"}
    cause = core.ids.new()
    core.transact(lambda unit: tell_customer(unit, unit.session.get_one(Order, order_id), kind, cause, data))
    return notice_id(cause, kind)


def put_off_for_long(core: Core, clock: SimulatedClock, server: MailServer, kind: str) -> tuple[str, str]:
    """An order's word is not taken for half an hour, and tried half an hour later then; its name."""
    order_id = placed(core)
    first = say(core, order_id, kind)
    server.refusals[CAMILLE] = "450 Later"
    for minutes in (1, 2, 4, 8, 16, 1):
        assert sender(core, server).turn() == 0
        clock.advance(minutes * MINUTE_MS)
    server.refusals.clear()
    return order_id, first


@pytest.mark.by_turns
@pytest.mark.parametrize("kind", [READY, SUBSTITUTE])
def test_what_is_of_use_at_once_goes_ahead_of_what_is_put_off_for_long(
    shop: Core, clock: SimulatedClock, server: MailServer, kind: str
) -> None:
    """Whoever is asked whether a substitute will do has two hours to answer."""
    order_id, first = put_off_for_long(shop, clock, server, CANCELLED)
    ready = say(shop, order_id, kind)
    clock.advance(1)
    late = say(shop, order_id, CANCELLED)
    postman = sender(shop, server)
    clock.advance(sending.HELD_MS - 2)
    assert (postman.turn(), sent(server)) == (0, []), "it waits a while"
    clock.advance(1)
    assert (postman.turn(), sent(server)) == (1, [ready])
    clock.advance(HOUR_MS)
    assert postman.turn() + postman.turn() == 2
    assert sent(server) == [ready, first, late], "nothing is left out, and what explains comes in its order"


def test_nothing_goes_ahead_of_a_word_that_nobody_came(
    shop: Core, clock: SimulatedClock, server: MailServer
) -> None:
    order_id, first = put_off_for_long(shop, clock, server, UNCOLLECTED)
    ready = say(shop, order_id, READY)
    postman = sender(shop, server)
    clock.advance(sending.HELD_MS)
    assert postman.turn() == 0
    clock.advance(HOUR_MS)
    assert postman.turn() + postman.turn() == 2
    assert sent(server) == [first, ready]
