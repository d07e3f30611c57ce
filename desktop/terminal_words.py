"""What the program says at a terminal before it has a window.

Not Qt's sentences: the demo's core is started before Qt is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.spoken import spoken

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
        "tour_network": ("Making the tour’s network", "Création du réseau de la visite"),
        "tour_day": ("The tour: {language}, {look}", "La visite : {language}, {look}"),
        "tour_ended": (
            "The program ended by itself: {log} has its last words.",
            "Le programme s’est arrêté de lui-même : ses derniers messages sont dans {log}.",
        ),
        "not_for_command": ("{option} is not for `{command}`.", "{option} n’est pas pour `{command}`."),
        "sign_in": ("{place}: {name}, PIN {pin}", "{place} : {name}, code PIN {pin}"),
        "pictures": ("Pictures and report: {folder}", "Images et rapport : {folder}"),
    }
)


def word(name: str, language: str, /, **values: object) -> str:
    """A sentence, by its name."""
    english, french = WORDS[name]
    return (french if spoken(language) == "fr" else english).format(**values)
