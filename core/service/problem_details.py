"""What a problem says beyond its title, by its code, in English and French."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.service.device_details import DEVICE_DETAILS
from core.service.folder_sentences import FOLDER_DETAILS
from core.service.money_details import MONEY_DETAILS
from core.service.order_details import ORDER_DETAILS
from core.service.people_details import PEOPLE_DETAILS
from core.service.substitute_details import SUBSTITUTE_DETAILS

DETAILS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **DEVICE_DETAILS,
        **FOLDER_DETAILS,
        **MONEY_DETAILS,
        **ORDER_DETAILS,
        **PEOPLE_DETAILS,
        **SUBSTITUTE_DETAILS,
        "absurd_quantity": (
            "That quantity is not plausible (1 to 999 a line).",
            "Cette quantité n'est pas plausible (de 1 à 999 par ligne).",
        ),
        "bad_arguments": (
            "The arguments are not those that were expected.",
            "Les arguments ne sont pas ceux attendus.",
        ),
        "bad_batch": ("This is not a batch of envelopes.", "Ce n'est pas un lot d'enveloppes."),
        "bad_cursor": (
            "This is not a place that an answer gave as `next`.",
            "Ce n'est pas une position qu'une réponse a donnée dans `next`.",
        ),
        "bad_encoding": (
            "What was sent is not UTF-8 (in a spreadsheet: save it as “CSV UTF-8”), or not compressed as it"
            " says.",
            "Ce qui a été envoyé n'est pas en UTF-8 (dans un tableur : enregistrez en « CSV UTF-8 »), ou pas"
            " compressé comme annoncé.",
        ),
        "bad_check_digit": (
            "The barcode's last digit does not fit the others: one of them is wrong.",
            "Le dernier chiffre du code-barres ne correspond pas aux autres : l'un d'eux est faux.",
        ),
        "bad_envelope": ("This is not an envelope.", "Ce n'est pas une enveloppe."),
        "bad_heading": (
            "The first line has to name the columns of such records: each once, none that there is not"
            " (`unknown`), all that a record must have (`missing`).",
            "La première ligne doit nommer les colonnes de tels enregistrements : chacune une fois, aucune"
            " d'inconnue (`unknown`), toutes celles qu'il faut (`missing`).",
        ),
        "bad_json": (
            "This is not JSON.",
            "Ce n'est pas du JSON.",
        ),
        "bad_record": (
            "The line is not a record of this kind.",
            "La ligne n'est pas un enregistrement de ce type.",
        ),
        "bad_opening_hours": (
            "Opening hours read like 'mo-sa 10:00-19:30'.",
            "Les horaires s'écrivent 'mo-sa 10:00-19:30'.",
        ),
        "bad_piece_name": ("No piece has such a name.", "Aucun fichier ne porte ce nom."),
        "enrolment_unproven": (
            "The request is not signed with the key that it names. Update the workstation's program.",
            "La demande n'est pas signée avec la clé qu'elle indique. Mettez à jour le programme du poste.",
        ),
        "bad_public_key": (
            "The public key must be 32 bytes in base64 (Ed25519).",
            "La clé publique doit faire 32 octets en base64 (Ed25519).",
        ),
        "bad_request": (
            "The request does not say what it should; see `errors`.",
            "La requête ne dit pas ce qu'elle devrait ; voir `errors`.",
        ),
        "bad_signature": (
            "The signature is not this device's for these bytes.",
            "La signature n'est pas celle de cet appareil pour ces octets.",
        ),
        "batch_too_large": (
            "Send fewer envelopes at once.",
            "Envoyez moins d'enveloppes à la fois.",
        ),
        "body_too_large": ("The body is larger than allowed.", "Le contenu dépasse la taille permise."),
        "bucket_not_accepted": (
            "Such goods cannot be told of from outside.",
            "Ces quantités ne peuvent pas être annoncées de l'extérieur.",
        ),
        "busy": (
            "Too much is going on; try again after the time given.",
            "Trop d'activité ; réessayez après le délai indiqué.",
        ),
        "customer_still_served": (
            "An order, a return or a refund of this customer is not over; see `number`.",
            "Une commande, un retour ou un remboursement de ce client est en cours ; voir `number`.",
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
        "from_long_ago": (
            "That time lies too far back.",
            "Cette date est trop ancienne.",
        ),
        "from_the_future": (
            "That time has not come yet.",
            "Cette date est dans le futur.",
        ),
        "idempotency_key_missing": (
            "Send an `Idempotency-Key` of your own with each order.",
            "Envoyez avec chaque commande un `Idempotency-Key` qui lui est propre.",
        ),
        "idempotency_key_reused": (
            "This key was used for another request.",
            "Cette clé a servi à une autre requête.",
        ),
        "internal_error": (
            "Something went wrong here. It was noted.",
            "Une erreur est survenue de notre côté. Elle a été consignée.",
        ),
        "method_not_allowed": ("This address knows no such method.", "Cette adresse ignore cette méthode."),
        "implausible_block": (
            "This core cannot have leased these numbers.",
            "Ce core ne peut pas avoir attribué ces numéros.",
        ),
        "name_of_several": (
            "Several customers have this name; say the day of the purchase as well.",
            "Plusieurs clients portent ce nom ; indiquez aussi le jour de l'achat.",
        ),
        "nul_in_text": (
            "A text has a NUL in it (U+0000).",
            "Un texte contient un caractère nul (U+0000).",
        ),
        "no_store": ("There is no location with this code.", "Aucun lieu ne porte ce code."),
        "nothing_sent": (
            "Nothing was sent: the file is empty, or was not there.",
            "Rien n'a été envoyé : le fichier est vide, ou n'existait pas.",
        ),
        "no_such_file": (
            "There is no such file.",
            "Ce fichier n'existe pas.",
        ),
        "not_grantable": (
            "This permission is the core's own.",
            "Cette autorisation est réservée au système central.",
        ),
        "numbers_exhausted": (
            "No numbers are left under the chain's GS1 prefix.",
            "Plus aucun numéro n'est libre sous le préfixe GS1 de l'enseigne.",
        ),
        "drift_corrected_since": (
            "The place was counted or told after that instant; tell what is there now.",
            "Cet emplacement a été compté ou annoncé après cet instant ; annoncez ce qui y est maintenant.",
        ),
        "not_the_author": (
            "Whoever did it cannot accept it as well.",
            "La personne qui l'a fait ne peut pas aussi l'accepter.",
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
        "setting_out_of_bounds": (
            "That value lies outside this setting's bounds; see `least` and `most`.",
            "Cette valeur sort des bornes de ce réglage ; voir `least` et `most`.",
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
        "too_many": (
            "Too much is asked for at once; see `limit`.",
            "La demande est trop grande ; voir `limit`.",
        ),
        "too_many_movements": (
            "Send fewer movements at once; see `limit`.",
            "Envoyez moins de mouvements à la fois ; voir `limit`.",
        ),
        "id_reused": (
            "This identifier was used for something else before.",
            "Cet identifiant a déjà servi pour autre chose.",
        ),
        "kind_not_accepted": (
            "Such movements follow from orders alone.",
            "Ces mouvements résultent des seules commandes.",
        ),
        "line_too_long": (
            "The line is too long.",
            "La ligne est trop longue.",
        ),
        "unknown_encoding": (
            "The body is compressed in a way that is not known here.",
            "Le contenu est compressé dans un format inconnu ici.",
        ),
        "unknown_article": (
            "No article has this SKU.",
            "Aucun article ne porte ce SKU.",
        ),
        "region_name_too_long": (
            "The region's name is too long; see `most`.",
            "Le nom de la région est trop long ; voir `most`.",
        ),
        "unknown_kind": (
            "There is no such kind of record; see `known`.",
            "Ce type d'enregistrement n'existe pas ; voir `known`.",
        ),
        "unknown_line": (
            "The order has no such line.",
            "La commande n'a pas cette ligne.",
        ),
        "unknown_location": (
            "There is no location with this code.",
            "Aucun lieu ne porte ce code.",
        ),
        "unknown_piece": ("There is no such piece (any more).", "Ce fichier n'existe pas (ou plus)."),
        "unknown_route": ("There is nothing at this address.", "Il n'y a rien à cette adresse."),
        "unknown_shard": (
            "There is no such shard of a table, or none can be given now.",
            "Cette part d'une table n'existe pas, ou n'est pas disponible.",
        ),
        "unknown_customer": (
            "No order, receipt, return or customer is called that.",
            "Aucune commande, aucun ticket, aucun retour, aucun client ne porte ce nom.",
        ),
        "unknown_staff": (
            "There is no person with this id.",
            "Personne ne porte cet identifiant.",
        ),
        "unknown_timezone": (
            "There is no such time zone.",
            "Ce fuseau horaire n'existe pas.",
        ),
    }
)
