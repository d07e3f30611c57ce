"""What a problem says to a person who reads an answer of the API, in English and French.

Programs read the code. A code without a sentence of its own gets the one of its status.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.service.problem_details import DETAILS

LANGUAGES = ("en", "fr")

TITLES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("Bad request", "Requête incorrecte"),
        401: ("Not authenticated", "Non authentifié"),
        403: ("Not allowed", "Non autorisé"),
        404: ("Not found", "Introuvable"),
        405: ("Method not allowed", "Méthode non autorisée"),
        409: ("Conflict", "Conflit"),
        413: ("Too large", "Trop volumineux"),
        415: ("Unsupported media type", "Type de contenu non pris en charge"),
        416: ("Range not satisfiable", "Plage impossible à servir"),
        422: ("Refused", "Refusé"),
        429: ("Too many requests", "Trop de requêtes"),
        500: ("Internal error", "Erreur interne"),
        503: ("Not available", "Indisponible"),
        507: ("No room left", "Espace insuffisant"),
    }
)


def title(status: int, language: str) -> str:
    """The sentence of a status."""
    return TITLES.get(status, TITLES[500 if status >= 500 else 400])[LANGUAGES.index(language)]


def detail(code: str, status: int, language: str) -> str:
    """The sentence of a code."""
    sentences = DETAILS.get(code)
    return sentences[LANGUAGES.index(language)] if sentences else title(status, language)


def language_of(accept_language: str) -> str:
    """The first of our languages that is asked for (RFC 9110, section 12.5.4; weights follow the order)."""
    for part in accept_language.lower().split(","):
        tag = part.split(";")[0].strip().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return "en"
