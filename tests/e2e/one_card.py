"""Two counters, each a desktop in a process of its own, at which one gift card is shown at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from tests.e2e.mishaps import Said, Seat


async def pays_first(seat: Seat, card: str, pays: str, mine: str, theirs: str) -> Said:
    """The card pays all of it; it leaves once the other counter has been told."""
    await _open_at_the_counter(seat)
    await seat.hand.scan(card)
    said = {"parts": await seat.told("hand_over_parts", pays)}
    Path(mine).touch()
    await seat.hand.until(Path(theirs).exists, "the other counter is told")
    await _give(seat)
    return said


async def pays_second(seat: Seat, card: str, pays: str, mine: str, theirs: str) -> Said:
    """What the other one leaves of the card pays; the rest is paid at the till."""
    await _open_at_the_counter(seat)
    await seat.hand.until(Path(theirs).exists, "the other counter has shown the card")
    await seat.hand.scan(card)
    said = {"parts": await seat.told("hand_over_parts", pays)}
    await seat.hand.click("hand_over_pay")
    Path(mine).touch()
    await _give(seat)
    return said


async def _open_at_the_counter(seat: Seat) -> None:
    await seat.begin()
    await seat.associate.prepare()
    await seat.associate.take_in_hand()
    await seat.hand.until_sees("hand_over_check")
    await seat.hand.scan(seat.errand.pickup)
    await seat.hand.until_sees("hand_over_proved")


async def _give(seat: Seat) -> None:
    await seat.hand.key(Qt.Key.Key_Return)
    await seat.hand.until_sees("hand_over_done_title")
