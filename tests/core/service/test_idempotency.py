"""Once for a key, on both databases, however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from sqlalchemy import func, select

from core.model import IdempotentAnswer, Order
from core.orchestration import Core
from core.ports import SimulatedClock
from core.rules.errors import BadInput, Conflict
from core.rules.time import DAY_MS, Instant
from core.service.idempotency import forget_old_answers
from core.service.order_intake import accept
from core.service.order_records import OrderRecord
from tests.core.orchestration.order_world import furnish
from tests.core.service.shop_world import order_body


def record(**changes: object) -> OrderRecord:
    return msgspec.convert(order_body(**changes), OrderRecord)


def count(core: Core) -> int:
    return core.read(lambda s: s.scalar(select(func.count()).select_from(Order))) or 0


def test_of_twenty_at_once_with_one_key_one_order_is_made(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 50}})
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: accept(core, "shop", "key", record()), range(20)))
    assert len({answer.body for answer in answers}) == 1
    assert [answer.is_repeated for answer in answers].count(False) == 1
    assert count(core) == 1


def test_two_shops_may_use_the_same_key(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 50}})
    accept(core, "one shop", "key", record())
    accept(core, "another", "key", record())
    assert count(core) == 2


def test_a_key_is_for_one_request(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 50}})
    accept(core, "shop", "key", record())
    with pytest.raises(Conflict, match="idempotency_key_reused"):
        accept(core, "shop", "key", record(note="Cadeau"))


def test_what_failed_is_not_remembered(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 50}})
    with pytest.raises(BadInput, match="unknown_location"):
        accept(core, "shop", "key", record(delivery={"kind": "pickup", "location": "LUTECE"}))
    assert not accept(core, "shop", "key", record()).is_repeated


def test_answers_from_before_an_instant_are_forgotten(core: Core, clock: SimulatedClock) -> None:
    furnish(core, {"LYON": {"SCARF": 50}})
    accept(core, "shop", "old", record())
    clock.advance(7 * DAY_MS + 1)
    accept(core, "shop", "new", record())
    forget_old_answers(core, Instant(clock.at - 7 * DAY_MS))
    assert core.read(lambda s: s.scalars(select(IdempotentAnswer.key)).all()) == ["new"]
