"""A machine's first day: no replica, a person with a code in hand, and what may go wrong before the names."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.e2e.faulty_line import LOGIN_PAGE, Impostor
from tests.e2e.mishaps import Said, Seat, expect

SECTIONS = ("today", "prepare", "hand_over", "stock", "sync", "settings")
CODE, ADDRESS = "first_start_code", "first_start_address"


async def first_start(seat: Seat, unknown: str, used: str, expired: str, good: str) -> Said:
    """Codes that are refused, headquarters away, a page in its place; then the right code, in small letters,
    and the line is cut while the rest arrives."""
    hand, said = seat.hand, {}
    address = seat.line.url
    await seat.desktop.open()
    await hand.until_sees("first_start_card")
    expect(hand.words(ADDRESS) == address, "the address stands there already")
    await hand.click("first_start_language_fr")
    await hand.key(Qt.Key.Key_Return)
    said |= await _read_in_both(seat, "short", CODE)
    for name, code in (("unknown", unknown), ("used", used), ("expired", expired)):
        await _type_code(seat, code)
        said |= await _read_in_both(seat, name, CODE)
    port = urlsplit(address).port
    assert port is not None
    await seat.line.cut()
    await _type_code(seat, good)
    said |= await _read_in_both(seat, "away", ADDRESS)
    impostor = Impostor(LOGIN_PAGE)
    await impostor.take_over(port)
    await hand.key(Qt.Key.Key_Return)
    said |= await _read_in_both(seat, "page", ADDRESS)
    await impostor.leave()
    await seat.line.mend()
    await hand.click("first_start_language_fr")
    await _type_code(seat, good.replace("-", "").lower())
    await hand.until(lambda: not hand.sees("first_start_card"), "the names of staff")
    await hand.until_sees(f"person_{seat.errand.person}")
    said["names"] = hand.all_words()
    await seat.associate.sign_in()
    await hand.click("rail_settings")
    await hand.click("settings_part_window")
    await hand.click("settings_language_en")
    await hand.until(lambda: hand.words("rail_settings") == "Settings", "the rail speaks English")
    for section in SECTIONS:
        await hand.click(f"rail_{section}")
        await hand.until_sees(section)
        said[f"english_{section}"] = hand.all_words()
    return said


async def _type_code(seat: Seat, code: str) -> None:
    """Type a code over whatever stands in the field, and press Enter."""
    hand = seat.hand
    await hand.until(hand.see(CODE, QLineEdit).isEnabled, "the field can be typed into")
    await hand.click(CODE)
    await hand.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    await hand.type(code)
    await hand.key(Qt.Key.Key_Return)


async def _read_in_both(seat: Seat, name: str, field: str) -> Said:
    """The sentence under a field, in French and in English."""
    hand, said = seat.hand, {}
    await hand.until_sees(f"{field}_sentence")
    await hand.until(hand.see(field, QLineEdit).isEnabled, "an answer")
    for language in ("en", "fr"):
        await hand.click(f"first_start_language_{language}")
        await asyncio.sleep(0)
        said[f"{name}_{language}"] = hand.words(f"{field}_sentence")
    return said
