"""What a problem about a substitute says, by its code, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SUBSTITUTE_DETAILS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "unknown_substitute": (
            "This order has no such substitute.",
            "Cette commande n'a pas cet article de remplacement.",
        ),
        "wrong_reply_code": (
            "This is not the code of the letter.",
            "Ce n'est pas le code de la lettre.",
        ),
        "substitute_is_settled": (
            "The question has ended already; see `state`.",
            "La question est déjà close ; voir `state`.",
        ),
        "substitute_moved_on": (
            "The store has gone on without it; see `state`.",
            "Le magasin a poursuivi sans lui ; voir `state`.",
        ),
    }
)
