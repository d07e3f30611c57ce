"""The first start at the real window, with a real headquarters: from the code to the names of staff."""

from __future__ import annotations

import hashlib
import sqlite3
import time
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path

import httpx
from msgspec.structs import replace
from PySide6.QtCore import QTranslator

from core.rules.time import DAY_MS
from core.wire import SigningKey
from desktop.places import TRANSLATIONS
from desktop.preferences import load
from tests.e2e.back_room import BackRoom, let_happen, replica_of
from tests.e2e.first_days import SECTIONS, first_start
from tests.e2e.proof import nothing_is_lost_or_twice
from tests.support.live_core import enrolment_body

SENTENCES = {
    "short": ("FirstStart", "A code has {0} letters and digits, in groups of four."),
    "unknown": (
        "Sentences",
        "Headquarters does not know this code. Look whether it was typed as it is written.",
    ),
    "used": ("Sentences", "This code was used already: each is good once. Ask for a new one."),
    "expired": ("Sentences", "This code has expired. Ask for a new one."),
    "away": ("Wording", "Headquarters cannot be reached."),
    "page": (
        "FirstStart",
        "What answers at this address is not a Coulisse headquarters; perhaps it is the sign-in page of the "
        "shop’s Wi-Fi.",
    ),
}


async def test_from_the_code_to_the_names(back_room: BackRoom) -> None:
    async with back_room.shop() as shop:
        placed = await back_room.place(shop)
        errand = await back_room.errand(shop, placed, language="")
        good, expired, used = (
            errand.code,
            *[await shop.enrolment_code(back_room.demo.location) for _ in range(2)],
        )
        use_up(back_room, used)
        let_expire(back_room, expired)

        said = let_happen(
            first_start,
            replace(errand, code=""),
            unknown="ABCD-EFGH-IJKL-MNOP",
            used=used,
            expired=expired,
            good=good,
        )

        await nothing_is_lost_or_twice(back_room, shop, placed, errand.profile)
    french = QTranslator()
    assert french.load("coulisse_fr", str(TRANSLATIONS))
    for name, (context, words) in SENTENCES.items():
        assert said[f"{name}_en"] == words.format(16)
        assert said[f"{name}_fr"] == french.translate(context, words).format(16) != said[f"{name}_en"]
    assert "Qui travaille ici" in said["names"]
    assert all(person.name in said["names"] for person in back_room.demo.staff)
    assert load(errand.profile).language == "en"
    foreign = french_words()
    left = {one: foreign & set(said[f"english_{one}"].splitlines()) for one in SECTIONS}
    assert not any(left.values()), left
    with replica_of(errand.profile) as replica:
        assert replica.state().heard_at > 0


def french_words() -> set[str]:
    """What the program says in French and not in English."""
    messages = ET.parse(TRANSLATIONS / "coulisse_fr.ts").iter("message")
    pairs = [(message.findtext("source", ""), message.findtext("translation", "")) for message in messages]
    sources = {source for source, _ in pairs}
    return {said for _, said in pairs if said.strip() and said not in sources}


def use_up(room: BackRoom, code: str) -> None:
    """Another machine was quicker."""
    body = enrolment_body(code, "another", SigningKey(bytes(32)))
    httpx.post(f"{room.core.url}/v1/devices/enrol", json=body).raise_for_status()


def let_expire(room: BackRoom, code: str) -> None:
    """As if it had been made last week: the core's upkeep, which may come now, still keeps it."""
    last_week = time.time_ns() // 1_000_000 - 7 * DAY_MS
    digest = hashlib.sha256(code.replace("-", "").encode()).hexdigest()
    database: Path = room.database
    with closing(sqlite3.connect(database, timeout=10)) as core, core:
        made_old = "UPDATE enrolment_code SET expires_at = ? WHERE code_digest = ?"
        done = core.execute(made_old, (last_week, digest))
        assert done.rowcount == 1
