"""Bad input at the real window, in French and in English: a sentence is said, and nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QTranslator
from sqlalchemy import text

from desktop.places import TRANSLATIONS
from desktop.shell.amounts import article_words
from tests.e2e import mishaps
from tests.e2e.back_room import KILLED, BackRoom, let_happen, replica_of, run_desktop
from tests.e2e.proof import nothing_is_lost_or_twice

UNKNOWN_GTIN = "2999999999991"
FRENCH = pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.full)])
ENGLISH = pytest.mark.parametrize("language", [pytest.param("fr", marks=pytest.mark.full), "en"])
"""Each mishap happens in one language, and with the full counts in the other too."""


def said_in(language: str, context: str, words: str, **named: str) -> str:
    """The sentence of the table in this language; the French one is another than the English one."""
    french = QTranslator()
    assert french.load(f"coulisse_{language}", str(TRANSLATIONS))
    found = french.translate(context, words)
    if language == "en":
        assert found in ("", words)
        return words.format(**named)
    assert found not in ("", words), f"not translated: {words}"
    return found.format(**named)


@FRENCH
async def test_wrong_barcodes_and_a_wrong_code(language: str, back_room: BackRoom) -> None:
    stranger = back_room.strangers[language == "en"]
    async with back_room.shop() as shop:
        other = await back_room.place(shop, stranger)
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed, language)
        wrong_code = f"{(int(placed.pickup_code) + 1) % 1_000_000:06d}"
        said = let_happen(
            mishaps.wrong_scans,
            errand,
            unknown=UNKNOWN_GTIN,
            of_another=stranger.gtin,
            other_order=other.number,
            wrong_code=wrong_code,
        )
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
        assert (await shop.fulfilment(other.id))["state"] == "proposed"
    article = article_words(stranger.name, stranger.size, stranger.colour)
    assert said == {
        "unknown": said_in(language, "Prepare", "No article has the barcode {gtin}.", gtin=UNKNOWN_GTIN),
        "of_another": said_in(
            language,
            "Prepare",
            "{article} is for {number} ({customer}), not for this order.",
            article=article,
            number=other.number,
            customer="Martin",
        ),
        "wrong_code": said_in(
            language,
            "HandOver",
            "The code {text} is not this order’s. Nothing was handed over. Ask for the code again.",
            text=wrong_code,
        ),
    }


@ENGLISH
async def test_a_fault_of_headquarters_and_a_page_in_its_place(language: str, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed, language)
        fault = said_in(language, "Wording", "Headquarters answered with a fault of its own.")
        page = said_in(
            language, "Wording", "Something else answered, perhaps the sign-in page of the shop’s Wi-Fi."
        )
        said = let_happen(mishaps.impostors, errand, fault=fault, page=page)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
    assert (said["fault"], said["page"]) == (fault, page)
    view = "ConnectionView"
    works = said_in(language, view, "You can prepare, hand over, take returns and print.")
    reasons = {
        "fault_strip": said_in(language, view, "Headquarters has a fault."),
        "page_strip": said_in(language, view, "Something else answers in the place of headquarters."),
    }
    for strip, reason in reasons.items():
        assert reason in said[strip]
        assert works in said[strip]


@FRENCH
async def test_a_delta_that_is_cut_half_way(language: str, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed, language)
        cut = said_in(
            language,
            "Sentences",
            "The copy of the network does not come through whole. It is asked for again; orders go on.",
        )
        said = let_happen(mishaps.half_a_delta, errand, cut=cut)
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
    title = said_in(language, "ConnectionView", "Connected, and yet something is held up")
    assert cut in said["cut"]
    assert title in said["cut"]


@ENGLISH
async def test_a_full_disk(language: str, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed, language)
        full = said_in(
            language, "Sentences", "The disk is full: nothing was written. Make room, then do it again."
        )
        said = let_happen(mishaps.full_disk, errand, full=full)
        deeds = said.pop("deeds").split()
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile, deeds)
    assert said == {"full": full}


def damage(profile: Path) -> Path:
    """Spoil the first page of the replica."""
    path = profile / "store.db"
    content = bytearray(path.read_bytes())
    content[100:200] = bytes(byte ^ 0xFF for byte in content[100:200])
    path.write_bytes(content)
    return path


def renew(profile: Path) -> Path:
    """Let a newer version of the program have been here."""
    with replica_of(profile) as replica, replica.writing("test") as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    return profile / "store.db"


def change_key(profile: Path) -> Path:
    """Put another key in the place of the replica's."""
    [path] = (profile / "keys").glob("*.key")
    path.write_text("0" * len(path.read_text()))
    return path


SPOILT = {
    damage: "This workstation’s file is damaged. Restore it from a backup, or enrol again.",
    renew: "A newer version of the program has been here. Update this one.",
    change_key: "This workstation’s file was made with another key. Restore the key, or enrol again.",
}


@FRENCH
@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
async def test_a_replica_that_cannot_be_opened(spoil, language: str, back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed, language)
        # Something waits in the outbox by then.
        ended = run_desktop(replace(errand, stop_at="command.after_commit"))
        assert ended.code == KILLED, ended.said
        healthy = settled_copy(errand.profile)
        target = spoil(errand.profile)
        said = let_happen(
            mishaps.trouble,
            errand,
            spoilt=str(target),
            healthy=str(healthy / target.relative_to(errand.profile)),
        )
        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
    hint = "Nothing was changed on this disk. Call support before anything is deleted."
    assert said == {
        "sentence": said_in(language, "Sentences", SPOILT[spoil]),
        "hint": said_in(language, "TroublePage", hint),
    }


def settled_copy(profile: Path) -> Path:
    """A copy of a workstation's files, with everything in the main one."""
    with replica_of(profile):
        pass
    copy = profile.with_name(f"{profile.name}-healthy")
    shutil.copytree(profile, copy)
    return copy
