"""What a problem about an order or a delivery says, by its code, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ORDER_DETAILS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "already_prepared": (
            "A store has prepared these units already: cancel the whole fulfilment.",
            "Un magasin a déjà préparé ces articles : annulez toute la préparation.",
        ),
        "bad_order": (
            "The order does not say what it should; see `reason`.",
            "La commande ne dit pas ce qu'elle devrait ; voir `reason`.",
        ),
        "bad_sourcing_rules": (
            "These rules for sources make no sense; see `reason`.",
            "Ces règles de choix des sources n'ont pas de sens ; voir `reason`.",
        ),
        "beyond_quota": (
            "More than may be sold of it beyond stock; see `short` and `left`.",
            "C'est plus que ce qui peut en être vendu au-delà du stock ; voir `short` et `left`.",
        ),
        "cancels_too_many": (
            "More is to be cancelled than is wanted of this line.",
            "L'annulation dépasse ce qui est demandé sur cette ligne.",
        ),
        "carton_twice": (
            "Two cartons have the same number; see `number`.",
            "Deux cartons portent le même numéro ; voir `number`.",
        ),
        "delivery_begun": (
            "The store is receiving this delivery already, and it was announced otherwise.",
            "Le magasin reçoit déjà cette livraison, et elle avait été annoncée autrement.",
        ),
        "delivery_of_a_transfer": (
            "This delivery is another store's transfer: what has left a store is received, or told missing.",
            "Cette livraison est un transfert entre magasins : ce qui est parti est reçu, ou dit manquant.",
        ),
        "empty_delivery": (
            "The delivery names no carton and no article.",
            "La livraison ne nomme ni carton ni article.",
        ),
        "empty_order": (
            "An order needs at least one line.",
            "Une commande comporte au moins une ligne.",
        ),
        "nothing_free": (
            "Nothing of it is free anywhere.",
            "Rien de tout cela n'est disponible, nulle part.",
        ),
        "order_already_left": (
            "The goods have left: they can only be returned.",
            "La marchandise est partie : elle ne peut plus qu'être retournée.",
        ),
        "payment_already_confirmed": (
            "This order is paid already.",
            "Cette commande est déjà payée.",
        ),
        "receipt_of_several_stores": (
            "Several stores have given this number to receipts: put the store's code and a slash before it.",
            "Plusieurs magasins ont donné ce numéro : faites-le précéder du code du magasin et d'une barre.",
        ),
        "reservation_ended": (
            "This reservation holds nothing any more; see `state`.",
            "Cette réservation ne retient plus rien ; voir `state`.",
        ),
        "too_many_lines": (
            "That is too many lines for one order; see `limit`.",
            "C'est trop de lignes pour une seule commande ; voir `limit`.",
        ),
        "unknown_carrier_service": (
            "No carrier calls with this service at any location; see `carrier` and `service`.",
            "Aucun transporteur ne passe avec ce service ; voir `carrier` et `service`.",
        ),
        "unknown_delivery": ("There is no such delivery.", "Cette livraison n'existe pas."),
        "unknown_order": (
            "There is no such order.",
            "Cette commande n'existe pas.",
        ),
        "unknown_reservation": (
            "There is no such reservation.",
            "Cette réservation n'existe pas.",
        ),
    }
)
