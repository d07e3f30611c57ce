"""What the program says at a terminal before it has a window.

Not Qt's sentences: the demo's core is started before Qt is imported.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "making": (
            "Making the demo network, once: about half a minute, longer on a busy machine.",
            "Création du réseau de démonstration, une seule fois : une demi-minute environ, "
            "plus sur une machine occupée.",
        ),
        "starting": (
            "Starting headquarters and the desktop",
            "Démarrage du siège et de l’application",
        ),
        "still_starting": (
            "Headquarters is still starting ({seconds} s): this machine has much to do. Ctrl-C gives up.",
            "Le siège démarre encore ({seconds} s) : cette machine est très occupée. Ctrl-C pour abandonner.",
        ),
        "no_display": (
            "There is no display here: the tour runs offscreen instead.",
            "Il n’y a pas d’écran ici : la visite se déroule hors écran à la place.",
        ),
        "sign_in": ("{place}: {name}, PIN {pin}", "{place} : {name}, code PIN {pin}"),
        "pictures": ("Pictures and report: {folder}", "Images et rapport : {folder}"),
    }
)


def spoken(chosen: str) -> str:
    """The language to speak: the chosen one, else French where the system speaks it, else English."""
    if chosen:
        return chosen
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "fr" if (told or locale.getlocale()[0] or "").lower().startswith("fr") else "en"


def word(name: str, language: str, /, **values: object) -> str:
    """A sentence, by its name."""
    english, french = WORDS[name]
    return (french if spoken(language) == "fr" else english).format(**values)
