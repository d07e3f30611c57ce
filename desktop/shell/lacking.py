"""What a button waits for, in words: it stands above the button, which is enabled once all of it is there."""

from __future__ import annotations

from desktop.shell.saying import translate
from desktop.shell.widgets import Text
from desktop.shell.widgets.buttons import Button


def lacking_words(*lacks: str) -> str:
    """ "Still to be said: the reason."; empty where nothing is missing."""
    missing = ", ".join(lack for lack in lacks if lack)
    return translate("Lacking", "Still to be said: {lacks}.").format(lacks=missing) if missing else ""


def reason_lack(typed: str) -> str:
    """A reason is to be written, and this is typed of it."""
    return "" if typed.strip() else translate("Lacking", "the reason")


def show_lacks(line: Text, lacks: str, *buttons: Button) -> None:
    """Say it above the buttons, and with each of them for who cannot see."""
    line.setText(lacks)
    line.setVisible(bool(lacks))
    for button in buttons:
        button.setAccessibleDescription(lacks)
