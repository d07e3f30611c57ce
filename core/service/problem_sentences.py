"""What a problem says to a person who reads an answer of the API, in English and French.

Programs read the code. A code without a sentence of its own gets the one of its status.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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

DETAILS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bad_request": (
            "The request does not say what it should; see `errors`.",
            "La requête ne dit pas ce qu'elle devrait ; voir `errors`.",
        ),
        "bad_arguments": (
            "The arguments are not those that were expected.",
            "Les arguments ne sont pas ceux attendus.",
        ),
        "bad_batch": ("This is not a batch of envelopes.", "Ce n'est pas un lot d'enveloppes."),
        "bad_envelope": ("This is not an envelope.", "Ce n'est pas une enveloppe."),
        "bad_signature": (
            "The signature is not this device's for these bytes.",
            "La signature n'est pas celle de cet appareil pour ces octets.",
        ),
        "bad_piece_name": ("No piece has such a name.", "Aucun fichier ne porte ce nom."),
        "bad_public_key": (
            "The public key must be 32 bytes in base64 (Ed25519).",
            "La clé publique doit faire 32 octets en base64 (Ed25519).",
        ),
        "batch_too_large": (
            "Send fewer envelopes at once.",
            "Envoyez moins d'enveloppes à la fois.",
        ),
        "body_too_large": ("The body is larger than allowed.", "Le contenu dépasse la taille permise."),
        "busy": (
            "Too much is going on; try again after the time given.",
            "Trop d'activité ; réessayez après le délai indiqué.",
        ),
        "device_held": (
            "This device is held until somebody has looked at it.",
            "Cet appareil est suspendu jusqu'à ce que quelqu'un l'ait examiné.",
        ),
        "device_revoked": ("This device was revoked.", "Cet appareil a été révoqué."),
        "enrolment_code_refused": (
            "This enrolment code does not exist, was used, or has expired.",
            "Ce code d'enrôlement n'existe pas, a déjà servi ou a expiré.",
        ),
        "forked": (
            "This device has sent two different histories; it is held.",
            "Cet appareil a envoyé deux historiques différents ; il est suspendu.",
        ),
        "internal_error": (
            "Something went wrong here. It was noted.",
            "Une erreur est survenue de notre côté. Elle a été consignée.",
        ),
        "method_not_allowed": ("This address knows no such method.", "Cette adresse ignore cette méthode."),
        "no_store": ("There is no location with this code.", "Aucun lieu ne porte ce code."),
        "numbers_exhausted": (
            "No numbers are left under the chain's GS1 prefix.",
            "Plus aucun numéro n'est libre sous le préfixe GS1 de l'enseigne.",
        ),
        "other_device": (
            "The envelope names another device than the token.",
            "L'enveloppe nomme un autre appareil que le jeton.",
        ),
        "scope_missing": ("This token does not open this.", "Ce jeton n'ouvre pas cet accès."),
        "sequence_gap": (
            "Envelopes are missing: send again from `expected`.",
            "Il manque des enveloppes : renvoyez à partir de `expected`.",
        ),
        "stream_restarted": (
            "Your version is not one of this stream's any more: start again from 0.",
            "Votre version n'existe plus dans ce flux : recommencez à partir de 0.",
        ),
        "token_missing": (
            "Send a token: `Authorization: Bearer ...`.",
            "Envoyez un jeton : `Authorization: Bearer ...`.",
        ),
        "token_refused": ("This token is not known, or was revoked.", "Ce jeton est inconnu ou révoqué."),
        "unknown_piece": ("There is no such piece (any more).", "Ce fichier n'existe pas (ou plus)."),
        "unknown_route": ("There is nothing at this address.", "Il n'y a rien à cette adresse."),
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
