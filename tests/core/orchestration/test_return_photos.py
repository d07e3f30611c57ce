"""A picture of goods that came back is a fact, and goes after its time or with its customer."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import PhotographGoods
from core.feed.tail import read_tail
from core.model import Change, Device, ExceptionCase, Location, ReturnLine, ReturnPhoto
from core.orchestration import Core, UnitOfWork
from core.orchestration.audit import audit
from core.orchestration.command_intake import receive
from core.orchestration.erasure import erase
from core.orchestration.reactions import after
from core.orchestration.return_photos import old_envelopes
from core.orchestration.timers import Timers
from core.ports import SimulatedClock
from core.rules.picture import as_text, picture_id
from core.rules.time import DAY_MS
from tests.core.builders import make_device
from tests.core.orchestration.erased_shop import KEY, Shop, everything
from tests.support.sender import Sender

JPEG = b"\xff\xd8\xff" + b"a scratch on the dial" * 100 + b"\xff\xd9"
IMAGE = as_text(JPEG)


@pytest.fixture
def shop(core: Core) -> Shop:
    return Shop(core)


def photograph(shop: Shop, *images: str) -> str:
    """Pictures of the return's line, told by a second workstation; returns the line."""
    line = shop.core.read(
        lambda s: s.scalars(select(ReturnLine.id).where(ReturnLine.return_id == "ret")).one()
    )
    shop.core.transact(_enrol)
    sender = Sender("device-b", KEY, "nadia", shop.core.clock.now())
    told = [sender.seal(PhotographGoods(return_id="ret", line_id=line, image=one)) for one in images]
    receive(shop.core, "device-b", told, after)
    return line


def _enrol(unit: UnitOfWork) -> None:
    make_device(unit, unit.session.get_one(Location, 1), KEY, id="device-b")


def is_anywhere(core: Core) -> bool:
    return IMAGE in core.read(everything)


def test_it_reaches_the_store_once_and_goes_after_its_time(shop: Shop, clock: SimulatedClock) -> None:
    line = photograph(shop, IMAGE, IMAGE)
    [photo] = shop.core.read(lambda s: s.scalars(select(ReturnPhoto)).all())
    assert photo.id == picture_id(line, JPEG) == shop.core.read(lambda s: s.get_one(ReturnLine, line).photo)
    tail = shop.core.read(lambda s: read_tail(s, s.get_one(Device, "device-b"), 0, 0))
    [shown] = [row for table in tail.tables if table.name == "return_photo" for row in table.rows()]
    assert IMAGE in shown
    assert shop.core.read(audit).finding is None
    timers = Timers(shop.core)
    clock.advance(89 * DAY_MS)
    assert timers.turn()["old_photo"] == 0
    clock.advance(2 * DAY_MS)
    assert timers.turn()["old_photo"] == 1
    assert not is_anywhere(shop.core), "neither as a row, nor logged, nor in the envelope that told it"
    assert shop.core.read(lambda s: s.get_one(ReturnLine, line).photo) == ""
    audited = shop.core.read(audit)
    assert (audited.finding, audited.erased) == (None, 2), "the chain holds over it"
    gone = shop.core.read(
        lambda s: s.scalars(select(Change.image).where(Change.table_name == "return_photo")).all()
    )
    assert gone == [None], "who has it hears that it goes"


def test_it_goes_with_its_customer(shop: Shop) -> None:
    photograph(shop, IMAGE)
    assert is_anywhere(shop.core)
    erase(shop.core, "W-1001", "Siège", "")
    assert not is_anywhere(shop.core)
    assert shop.core.read(lambda s: s.scalars(select(ReturnPhoto)).all()) == []
    assert shop.core.read(audit).finding is None


def test_what_had_no_effect_goes_after_its_time_too(shop: Shop, clock: SimulatedClock) -> None:
    no_picture = as_text(b"<svg onload=..." + JPEG)
    photograph(shop, no_picture, no_picture)
    assert shop.core.read(lambda s: s.scalars(select(ReturnPhoto)).all()) == []
    told = shop.core.read(lambda s: [case.data.get("code") for case in s.scalars(select(ExceptionCase))])
    assert "not_a_picture" in told
    timers = Timers(shop.core)
    clock.advance(89 * DAY_MS)
    assert timers.turn()["old_photo_envelope"] == 0
    assert no_picture in shop.core.read(everything)
    clock.advance(2 * DAY_MS)
    timers.turn()
    assert no_picture not in shop.core.read(everything)
    assert timers.turn()["old_photo_envelope"] == 0, "once"
    audited = shop.core.read(audit)
    assert (audited.finding, audited.erased) == (None, 2), "the chain holds over it"


def test_a_page_of_old_ones_begins_where_the_last_one_ended(shop: Shop, clock: SimulatedClock) -> None:
    photograph(shop, IMAGE, as_text(JPEG + b"1"), as_text(JPEG + b"2"))
    clock.advance(1)
    first = shop.core.read(lambda s: old_envelopes(s, clock.now(), "", 2))
    rest = shop.core.read(lambda s: old_envelopes(s, clock.now(), first[-1], 2))
    assert [one.split("/")[2] for one in (*first, *rest)] == ["1", "2", "3"]
