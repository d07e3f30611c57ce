"""What a problem says of credits, cards and payments, by its code, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MONEY_DETAILS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "approval_too_old": (
            "This approval was given with the line cut, too long ago. Nothing was approved.",
            "Cette validation a été donnée hors ligne il y a trop longtemps. Rien n'a été validé.",
        ),
        "bad_payment_config": (
            "payments.json does not say how cards are paid back; see `reason`.",
            "payments.json ne dit pas comment rembourser les cartes ; voir `reason`.",
        ),
        "bad_return_policy": (
            "The file does not say what a store takes back; see `reason`.",
            "Le fichier ne dit pas ce qu'un magasin reprend ; voir `reason`.",
        ),
        "bad_webhook": (
            "This is not a notification of the payment service; see `reason`.",
            "Ce n'est pas une notification du service de paiement ; voir `reason`.",
        ),
        "cause_reused": (
            "This was told before with another amount. Nothing was changed.",
            "Cela a déjà été dit avec un autre montant. Rien n'a changé.",
        ),
        "credit_expired": (
            "This credit is no longer valid; see `expires_at`.",
            "Cet avoir n'est plus valable ; voir `expires_at`.",
        ),
        "credit_held": (
            "A counter is about to take it: see `place`, `until`, and what is free meanwhile.",
            "Une caisse est en train de l'utiliser : voir `place`, `until` et ce qui reste libre.",
        ),
        "credit_number_used": (
            "This number is another credit's.",
            "Ce numéro est celui d'un autre avoir.",
        ),
        "credit_too_small": (
            "There is less on it than that; `cents` is what is left.",
            "Il y reste moins que cela ; `cents` dit combien.",
        ),
        "no_payment_service": (
            "This core was not told of a payment service: payments.json in its folder says which.",
            "Ce core ne connaît aucun service de paiement : payments.json dans son dossier dit lequel.",
        ),
        "unknown_credit": (
            "There is no store credit or gift card with this number.",
            "Aucun avoir ni carte cadeau ne porte ce numéro.",
        ),
        "webhook_not_signed": (
            "A notification is not signed by the payment service. None was taken in.",
            "Une notification n'est pas signée par le service de paiement. Aucune n'a été prise en compte.",
        ),
    }
)
