"""What a problem about a person, a PIN or a key says, by its code, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PEOPLE_DETAILS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "no_pin": (
            "Somebody who is new needs a PIN of 6 to 12 digits.",
            "Une personne nouvelle a besoin d'un code PIN de 6 à 12 chiffres.",
        ),
        "approval_key_reused": (
            "This key is somebody else's, of another device, or was revoked.",
            "Cette clé est celle d'une autre personne ou d'un autre appareil, ou a été révoquée.",
        ),
        "approval_key_unproven": (
            "The request is not signed with the key that it names.",
            "La demande n'est pas signée avec la clé qu'elle indique.",
        ),
        "not_permitted": (
            "This person may not do that; see `permission`.",
            "Cette personne n'en a pas le droit ; voir `permission`.",
        ),
        "not_regional_manager": (
            "Only a regional manager signs for other stores.",
            "Seul un responsable régional signe pour d'autres magasins.",
        ),
        "person_revoked": (
            "This person does not work here any more.",
            "Cette personne ne travaille plus ici.",
        ),
        "pin_not_digits": (
            "A PIN has digits alone; see `least` and `most`.",
            "Un code personnel n'a que des chiffres ; voir `least` et `most`.",
        ),
        "pin_too_easy": (
            "This PIN is too easily guessed.",
            "Ce code personnel est trop facile à deviner.",
        ),
        "pin_unchanged": (
            "This is the PIN that the person has already.",
            "C'est déjà le code personnel de cette personne.",
        ),
        "too_many_tries": (
            "Too many wrong PINs; see `wait_s`.",
            "Trop de codes faux ; voir `wait_s`.",
        ),
        "wrong_pin": ("This PIN is not right.", "Ce code personnel n'est pas le bon."),
    }
)
