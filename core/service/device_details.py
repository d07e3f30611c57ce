"""What a problem says of workstations, what they ask and what they print, by its code."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEVICE_DETAILS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "device_not_held": (
            "This workstation is not held: there is nothing to release.",
            "Ce poste n'est pas retenu : il n'y a rien à libérer.",
        ),
        "label_template_missing": (
            "This file cannot be read; see `reason`.",
            "Ce fichier est illisible ; voir `reason`.",
        ),
        "label_template_unknown": (
            "The chain has published no template of this name: `coulisse-core labels list` names them.",
            "L'enseigne n'a publié aucun modèle de ce nom : `coulisse-core labels list` les énumère.",
        ),
        "not_acceptable": (
            "It was decided already, or cannot have an effect whoever vouches for it; see `code`.",
            "C'est déjà décidé, ou sans effet possible, qui que ce soit qui s'en porte garant ; voir `code`.",
        ),
        "nothing_to_look_for": (
            "Say what to look for: a number, a card, a whole name, or an article and its day.",
            "Indiquez quoi chercher : un numéro, une carte, un nom complet, ou un article et son jour.",
        ),
        "published_elsewhere": (
            "Another process has published meanwhile; this one goes on from there.",
            "Un autre processus a publié entre-temps ; celui-ci reprend à partir de là.",
        ),
        "range_impossible": (
            "The piece is shorter than that; see `size_bytes`.",
            "Le fichier est plus court que cela ; voir `size_bytes`.",
        ),
        "sscc_prefix_invalid": (
            "A GS1 company prefix has 4 to 12 digits, as GS1 has given it to the chain.",
            "Un préfixe d'entreprise GS1 compte de 4 à 12 chiffres, tel que GS1 l'a attribué à l'enseigne.",
        ),
        "still_free_nowhere": (
            "What is missing is free nowhere yet. Nothing was settled.",
            "Ce qui manque n'est encore libre nulle part. Rien n'a été réglé.",
        ),
        "unknown_device": (
            "There is no workstation with this id: `coulisse-core devices list` names them.",
            "Aucun poste ne porte cet identifiant : `coulisse-core devices list` les énumère.",
        ),
        "unknown_fulfilment": (
            "This preparation is not, or no longer, one of the order's.",
            "Cette préparation n'est pas, ou plus, une de celles de la commande.",
        ),
        "unknown_number_kind": (
            "There are no numbers of this kind; see `kind`.",
            "Il n'existe pas de numéros de cette sorte ; voir `kind`.",
        ),
    }
)
