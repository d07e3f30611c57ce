"""Who can sign at the window: while they are here, or for one signature beside somebody."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.rules.errors import Offline, Refused
from core.rules.permissions import Role
from core.wire import SigningKey
from desktop import signing as module
from desktop.desk import Me
from desktop.shell.tasks import Tasks
from desktop.shell.tried_words import tried_words
from desktop.signing import Signing
from sync import Workstation
from sync.sign_in import Tried

KEY = SigningKey(bytes(range(32)))
MARC = Me("marc", "Marc Lefèvre", Role.MANAGER, 1, "Lyon", "d1")
INES = Me("ines", "Inès Martin", Role.ASSOCIATE, 1, "Lyon", "d1")


class AtOnce(Tasks):
    async def run(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return work(*arguments)

    async def apart(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        return await work()


class Keys:
    """What the workstation has of keys, and who showed which PIN how."""

    def __init__(self) -> None:
        self.answer: SigningKey | Exception | None = KEY
        self.shown: list[tuple[str, str]] = []
        self.told = 0

    def sign_in(self, staff_id: str, pin: str, kind: str) -> Any:
        if pin != "246810":
            raise Refused("wrong_pin")
        self.shown.append((staff_id, kind))
        return SimpleNamespace(id=staff_id, name="Marc Lefèvre")

    async def ensure(self, _workstation: object, _staff_id: str, _pin: str) -> SigningKey | None:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def tell(self) -> None:
        self.told += 1


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Keys:
    made = Keys()
    monkeypatch.setattr(module, "ensure_key", made.ensure)
    return made


def signing(keys: Keys) -> Signing:
    return Signing(cast(Workstation, keys), AtOnce(), keys.tell)


async def test_a_manager_s_key_is_open_until_the_window_is_left(keys: Keys, qapp: object) -> None:
    who = signing(keys)
    await who.begin(MARC, "246810")
    assert who.own is not None and who.own.key is KEY
    who.forget()
    assert who.own is None
    assert keys.told == 2


async def test_an_associate_signs_nothing(keys: Keys, qapp: object) -> None:
    who = signing(keys)
    await who.begin(INES, "246810")
    assert (who.own, keys.told) == (None, 0)


async def test_without_a_key_and_the_line_a_manager_works_on(keys: Keys, qapp: object) -> None:
    keys.answer = Offline("offline")
    who = signing(keys)
    await who.begin(MARC, "246810")
    assert who.own is None
    assert (who.is_opening, keys.told) == (False, 1), "that they cannot sign here is said now"


async def test_while_a_key_is_being_opened_nobody_is_told_that_it_is_not(
    keys: Keys, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = signing(keys)
    seen: list[tuple[bool, bool]] = []

    async def look(*arguments: Any) -> SigningKey | None:
        seen.append((who.is_opening, who.own is None))
        return await keys.ensure(*arguments)

    monkeypatch.setattr(module, "ensure_key", look)
    await who.begin(MARC, "246810")
    assert (seen, who.is_opening) == ([(True, True)], False)


async def test_a_key_that_is_opened_when_its_owner_has_gone_stays_shut(keys: Keys, qapp: object) -> None:
    who = signing(keys)
    real = keys.ensure

    async def slow(*arguments: Any) -> SigningKey | None:
        who.forget()
        return await real(*arguments)

    keys.ensure = slow  # type: ignore[method-assign]
    module.ensure_key = slow  # type: ignore[assignment]
    await who.begin(MARC, "246810")
    assert who.own is None


async def test_a_manager_signs_beside_an_associate_who_stays(keys: Keys, qapp: object) -> None:
    who = signing(keys)
    hand = await who.beside("marc", "246810")
    assert (hand.staff_id, hand.name, hand.key) == ("marc", "Marc Lefèvre", KEY)
    assert keys.shown == [("marc", "pin_shown")]
    assert who.own is None, "for this one signature"


@pytest.mark.parametrize(
    ("answer", "pin", "code"),
    [
        (KEY, "000000", "wrong_pin"),
        (None, "246810", "not_permitted"),
        (Offline("offline"), "246810", "no_approval_key"),
    ],
)
async def test_who_cannot_sign_beside_is_told_why(
    keys: Keys, qapp: object, answer: Any, pin: str, code: str
) -> None:
    keys.answer = answer
    with pytest.raises(Refused) as refused:
        await signing(keys).beside("marc", pin)
    assert refused.value.code == code


def test_wrong_pins_are_told_by_name(qapp: object) -> None:
    noon = 1_795_343_880_000
    tried = [Tried("ines", "Inès Martin", 6, noon), Tried("marc", "Marc Lefèvre", 5, noon)]  # type: ignore[arg-type]
    assert tried_words(tried, "marc", "Europe/Paris") == (
        "6 wrong PINs were tried for Inès Martin, the last at 11:38. "
        "5 wrong PINs were tried for you, the last at 11:38. Change yours."
    )
