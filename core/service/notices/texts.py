"""What a notice says: templates in `resources/notices`, one file a language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from core.rules.money import EUR, Money
from core.rules.time import Instant

FOLDER: Final = Path(__file__).resolve().parents[3] / "resources" / "notices"
LANGUAGES: Final = ("fr", "en")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"

_DAYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    }
)
_MONTHS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "fr": (
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ),
        "en": (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    }
)


class Wording(msgspec.Struct, frozen=True):
    """Subject and text of a notice."""

    subject: str
    text: str


def wording(kind: str, language: str, values: Mapping[str, Any]) -> Wording | None:
    """A notice in words; None if there are none for its kind. A paragraph whose value is missing or empty is
    left out."""
    templates = _templates(language)
    template = templates.get(kind)
    if template is None:
        return None
    known = {name: value for name, value in values.items() if value}
    paragraphs = [text.format_map(known) for text in template["text"] if _names(text) <= known.keys()]
    text = "\n\n".join([templates["greeting"].format_map(values), *paragraphs, templates["farewell"]])
    return Wording(template["subject"].format_map(values), f"{text}\n")


@cache
def _templates(language: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def day_and_hour(at: Instant, timezone: str, language: str) -> str:
    """`lundi 10 novembre à 14 h 30`, `Monday 10 November at 14:30`, by the clock of a place."""
    moment = datetime.fromtimestamp(at / 1000, ZoneInfo(timezone))
    hour = f"{moment:%H} h {moment:%M}" if language == "fr" else f"{moment:%H:%M}"
    return f"{day(at, timezone, language)} {'à' if language == 'fr' else 'at'} {hour}"


def day(at: Instant, timezone: str, language: str) -> str:
    """`lundi 10 novembre`, `Monday 10 November`, by the calendar of a place."""
    moment = datetime.fromtimestamp(at / 1000, ZoneInfo(timezone))
    number = "1er" if language == "fr" and moment.day == 1 else str(moment.day)
    return f"{_DAYS[language][moment.weekday()]} {number} {_MONTHS[language][moment.month - 1]}"


def amount(money: Money, language: str) -> str:
    """`12,90 €`, `€12.90`; other currencies by their code."""
    whole, cents = divmod(money.cents, 100)
    if language == "fr":
        sign = "€" if money.currency == EUR else money.currency
        return f"{whole},{cents:02}{_NO_BREAK}{sign}"
    sign = "€" if money.currency == EUR else f"{money.currency}{_NO_BREAK}"
    return f"{sign}{whole}.{cents:02}"
