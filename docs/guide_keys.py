"""Writes the keys of each screen into the user's guides, from the table of actions.

.venv/bin/python docs/guide_keys.py          writes the tables between their marks
.venv/bin/python docs/guide_keys.py --check  exit code 1 if a page is not up to date
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop import actions  # noqa: E402 - see lifecycles.py

PAGES = MappingProxyType({language: ROOT / "docs" / "guide" / f"{language}.md" for language in ("en", "fr")})
BEGIN, END = "<!-- keys: generated -->", "<!-- keys: end -->"
SCREENS = MappingProxyType(
    {
        "today": ("Today", "Aujourd'hui"),
        "day": ("Ready?, closing, intake", "Prêt ?, fermeture, prise de commandes"),
        "prepare": ("Prepare", "Préparation"),
        "hand_over": ("Hand over", "Remise client"),
        "returns": ("Returns", "Retours"),
        "approvals": ("Approve", "Valider"),
        "receive": ("Receive", "Réception"),
        "stock": ("Stock", "Stock"),
        "labels": ("Labels", "Étiquettes"),
        "alerts": ("Exceptions", "Anomalies"),
        "sync": ("Sync", "Synchro"),
        "story": ("What became of an order", "Historique d'une commande"),
        "settings": ("Settings", "Réglages"),
    }
)
"""What an action's name begins with, and what its screen is called in each language."""
FRENCH_KEYS = MappingProxyType({"Enter": "Entrée", "Esc": "Échap", "Shift": "Maj", "Space": "Espace"})


def declared() -> list[actions.Declared]:
    """All actions, as they stand in the table."""
    return [value for value in vars(actions).values() if isinstance(value, actions.Declared)]


def screen_of(action: actions.Declared) -> str:
    """The screen of an action, as in `SCREENS`."""
    return next(screen for screen in SCREENS if action.name.startswith(f"{screen}_"))


def french() -> Mapping[str, str]:
    """What the actions say in French."""
    contexts = ElementTree.parse(ROOT / "resources" / "translations" / "coulisse_fr.ts").iter("context")
    words = next(context for context in contexts if context.findtext("name") == "Actions")
    return {str(m.findtext("source")): str(m.findtext("translation")) for m in words.iter("message")}


def key_words(key: str, language: str) -> str:
    """A key as it is printed on a keyboard of the language."""
    parts = key.split("+")
    return " ".join(FRENCH_KEYS.get(part, part) if language == "fr" else part for part in parts)


def table(language: str) -> str:
    """One line a screen: its keys, each with what it does."""
    words = french() if language == "fr" else {}
    lines = []
    for screen, names in SCREENS.items():
        keys = [
            f"`{key_words(one.key, language)}` {words.get(one.words, one.words).rstrip('…')}"
            for one in declared()
            if one.key and screen_of(one) == screen
        ]
        lines.append(f"| {names[language == 'fr']} | {' · '.join(keys)} |")
    return "\n".join(["| | |", "| --- | --- |", *lines])


def page(text: str, language: str) -> str:
    """The page with its keys as they are now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table(language)}\n\n{END}{after}"


def main() -> int:
    """Write the pages, or with --check say whether one has to be written."""
    is_old = False
    for language, file in PAGES.items():
        text = file.read_text(encoding="utf-8")
        is_old |= page(text, language) != text
        if "--check" not in sys.argv:
            file.write_text(page(text, language), encoding="utf-8")
    return int(is_old and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
