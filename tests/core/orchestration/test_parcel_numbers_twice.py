"""Two orders have a parcel of one number: the one that is meant is taken, whichever row comes first."""

from __future__ import annotations

import pytest
from intake_shop import Shop
from sqlalchemy import select

from core.commands import OpenDelivery, ReceiveCarton
from core.model import Article, Carton, ExceptionCase, Fulfilment, Location, Parcel
from core.orchestration import Core, UnitOfWork
from core.orchestration.parcels_followed import Word
from core.orchestration.parcels_told import ToldDraft, tell
from core.orchestration.reactions import after
from core.rules.ids import derive
from core.rules.time import HOUR_MS, Instant
from tests.core.builders import make_fulfilment, make_location

NUMBER, TRUCK = "034567890000000019", "truck-abcdef"
BOTH_WAYS = pytest.mark.parametrize("names", [("here", "there"), ("there", "here")], ids=["here", "there"])


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


def on_their_way(shop: Shop, names: tuple[str, ...], **changes: dict[str, object]) -> dict[str, str]:
    """Two parcels of one number, sent by another store: the ids of what each is part of, by its name.

    Args:
        names: theirs, in the order in which the database has their rows; "here" comes to this store.
        changes: of the fulfilment of that name.
    """

    def work(unit: UnitOfWork) -> dict[str, str]:
        here, article = (
            unit.session.scalars(select(Location)).one(),
            unit.session.scalars(select(Article)).one(),
        )
        sender, there = make_location(unit, "PARIS"), make_location(unit, "VIENNE")
        to = {"here": here.id, "there": there.id}
        heads = {}
        for place, name in enumerate(names):
            fields = {"kind": "shipment", "state": "dispatched", "collect_location_id": to[name]}
            head = make_fulfilment(
                unit, sender, [(article, 1)], f"W-{name}", **(fields | changes.get(name, {}))
            )
            unit.session.flush()
            contents = {derive(head.id, "line", 1): 1}
            unit.session.add(
                Parcel(
                    id=f"parcel-{place}", fulfilment_id=head.id, number=NUMBER, contents=contents,
                    packed_at=unit.at,
                )
            )  # fmt: skip
            unit.session.flush()
            heads[name] = head.id
        return heads

    return shop.core.transact(work)


def arrived(core: Core, heads: dict[str, str]) -> list[str]:
    """The names of those whose parcel has come."""
    came = core.read(
        lambda s: s.scalars(select(Parcel.fulfilment_id).where(Parcel.arrived_at.is_not(None))).all()
    )
    return [name for name, key in heads.items() if key in came]


@pytest.mark.by_turns
@BOTH_WAYS
@pytest.mark.parametrize("in_one_go", [True, False])
def test_the_one_that_is_expected_here_comes_with_the_truck(
    shop: Shop, names: tuple[str, str], in_one_go: bool
) -> None:
    heads = on_their_way(shop, names)
    shop.send(
        shop.sender.seal(OpenDelivery(delivery_id=TRUCK, location_id=shop.device.location_id)),
        shop.sender.seal(ReceiveCarton(delivery_id=TRUCK, number=NUMBER)),
        react=after,
        in_one_go=in_one_go,
    )
    assert shop.core.read(lambda s: s.scalars(select(Carton.number)).all()) == [NUMBER]
    assert arrived(shop.core, heads) == ["here"]
    states = shop.core.read(lambda s: {name: s.get_one(Fulfilment, key).state for name, key in heads.items()})
    assert states == {"here": "arrived", "there": "dispatched"}
    assert shop.cases() == []


@pytest.mark.by_turns
@BOTH_WAYS
def test_what_has_come_is_not_taken_for_the_one_that_has_not(shop: Shop, names: tuple[str, str]) -> None:
    both = {"collect_location_id": shop.device.location_id}
    heads = on_their_way(shop, names, there=both)

    def came(unit: UnitOfWork) -> None:
        first = unit.session.get_one(Parcel, "parcel-0")
        first.arrived_at = unit.at

    shop.change(came)
    shop.send(
        shop.sender.seal(OpenDelivery(delivery_id=TRUCK, location_id=shop.device.location_id)),
        shop.sender.seal(ReceiveCarton(delivery_id=TRUCK, number=NUMBER)),
        react=after,
    )
    assert sorted(arrived(shop.core, heads)) == ["here", "there"]


@pytest.mark.by_turns
@BOTH_WAYS
def test_a_carrier_speaks_of_the_one_that_goes_to_a_customer(shop: Shop, names: tuple[str, str]) -> None:
    heads = on_their_way(shop, names, there={"collect_location_id": None})
    at = Instant(shop.core.clock.now() - HOUR_MS)
    answers = shop.core.transact(lambda unit: tell(unit, Word.DELIVERED, [ToldDraft(NUMBER, at)]))
    assert [(one.status.value, one.code) for one in answers] == [("accepted", "")]
    states = shop.core.read(lambda s: {name: s.get_one(Fulfilment, key).state for name, key in heads.items()})
    assert states == {"here": "dispatched", "there": "delivered"}


@pytest.mark.by_turns
@BOTH_WAYS
def test_a_carrier_speaks_of_the_one_that_has_left(shop: Shop, names: tuple[str, str]) -> None:
    home = {"collect_location_id": None}
    heads = on_their_way(shop, names, here=home | {"state": "packed"}, there=home)
    at = Instant(shop.core.clock.now() - HOUR_MS)
    shop.core.transact(lambda unit: tell(unit, Word.DELIVERED, [ToldDraft(NUMBER, at)]))
    states = shop.core.read(lambda s: {name: s.get_one(Fulfilment, key).state for name, key in heads.items()})
    assert states == {"here": "packed", "there": "delivered"}
    assert shop.core.read(lambda s: s.scalars(select(ExceptionCase)).all()) == []


def for_homes(shop: Shop, names: tuple[str, str]) -> dict[str, str]:
    """Both have left for their customers' homes, "here" by Colivia and "there" by Porteo."""
    home: dict[str, object] = {"collect_location_id": None}
    by = {"here": {"carrier": "COLIVIA"}, "there": {"carrier": "PORTEO"}}
    return on_their_way(shop, names, here=home | by["here"], there=home | by["there"])


def heard(shop: Shop, word: Word, at: int, carrier: str = "") -> tuple[str, str]:
    draft = ToldDraft(NUMBER, Instant(at), carrier)
    [answer] = shop.core.transact(lambda unit: tell(unit, word, [draft]))
    return answer.status.value, answer.code


def states(shop: Shop, heads: dict[str, str]) -> dict[str, str]:
    return shop.core.read(lambda s: {name: s.get_one(Fulfilment, key).state for name, key in heads.items()})


@pytest.mark.by_turns
@BOTH_WAYS
@pytest.mark.parametrize(("word", "state"), [(Word.DELIVERED, "delivered"), (Word.LOST, "lost")])
def test_a_carriers_word_is_of_its_own_parcel(
    shop: Shop, names: tuple[str, str], word: Word, state: str
) -> None:
    heads, at = for_homes(shop, names), shop.core.clock.now() - HOUR_MS
    assert heard(shop, word, at, "PORTEO") == ("accepted", "")
    assert states(shop, heads) == {"here": "dispatched", "there": state}
    assert heard(shop, word, at + 1, "PORTEO") == ("duplicate", "")
    assert heard(shop, word, at, "NOBODY") == ("refused", "unknown_parcel")
    assert heard(shop, word, at, "COLIVIA") == ("accepted", "")
    assert states(shop, heads) == {"here": state, "there": state}


@pytest.mark.by_turns
@BOTH_WAYS
def test_a_number_that_is_used_again_has_a_word_of_its_own(shop: Shop, names: tuple[str, str]) -> None:
    heads, at = for_homes(shop, names), shop.core.clock.now() - HOUR_MS
    first, second = names
    assert heard(shop, Word.DELIVERED, at) == ("accepted", "")
    assert states(shop, heads) == {first: "delivered", second: "dispatched"}
    assert heard(shop, Word.DELIVERED, at) == ("duplicate", ""), "the same word again is of the same parcel"
    assert states(shop, heads) == {first: "delivered", second: "dispatched"}
    assert heard(shop, Word.LOST, at + 2) == ("accepted", "")
    assert states(shop, heads) == {first: "delivered", second: "lost"}
    assert heard(shop, Word.DELIVERED, at + 3) == ("accepted", ""), "it came after all"
    assert states(shop, heads) == {first: "delivered", second: "delivered"}
    assert heard(shop, Word.DELIVERED, at + 4) == ("duplicate", "")


@pytest.mark.by_turns
@BOTH_WAYS
@pytest.mark.parametrize("state", ["packed", "dispatched"])
def test_a_word_that_is_repeated_is_not_of_one_that_had_not_left(
    shop: Shop, names: tuple[str, str], state: str
) -> None:
    """The other one has not left, or was packed after the time that the carrier tells."""
    home: dict[str, object] = {"collect_location_id": None}
    heads = on_their_way(shop, names, here=home, there=home | {"state": state})

    def packed_before(unit: UnitOfWork) -> None:
        query = select(Parcel).where(Parcel.fulfilment_id == heads["here"])
        unit.session.scalars(query).one().packed_at -= 2 * HOUR_MS

    shop.change(packed_before)
    at = shop.core.clock.now() - HOUR_MS
    assert heard(shop, Word.DELIVERED, at) == ("accepted", "")
    assert heard(shop, Word.DELIVERED, at + 1) == ("duplicate", "")
    assert states(shop, heads) == {"here": "delivered", "there": state}


@pytest.mark.by_turns
@BOTH_WAYS
def test_a_carriers_own_comes_before_one_whose_carrier_nobody_knows(
    shop: Shop, names: tuple[str, str]
) -> None:
    home: dict[str, object] = {"collect_location_id": None}
    heads = on_their_way(shop, names, here=home | {"carrier": ""}, there=home | {"carrier": "PORTEO"})
    assert heard(shop, Word.DELIVERED, shop.core.clock.now() - HOUR_MS, "PORTEO") == ("accepted", "")
    assert states(shop, heads) == {"here": "dispatched", "there": "delivered"}


@pytest.mark.by_turns
@BOTH_WAYS
def test_the_same_twice_in_a_message_is_not_of_two_orders(shop: Shop, names: tuple[str, str]) -> None:
    """A message that repeats itself is likelier than two orders that came in one millisecond."""
    home: dict[str, object] = {"collect_location_id": None}
    heads = on_their_way(shop, names, here=home, there=home)
    draft = ToldDraft(NUMBER, Instant(shop.core.clock.now() - HOUR_MS))
    answers = shop.core.transact(lambda unit: tell(unit, Word.DELIVERED, [draft, draft]))
    assert [one.status.value for one in answers] == ["accepted", "duplicate"]
    assert sorted(states(shop, heads).values()) == ["delivered", "dispatched"]
