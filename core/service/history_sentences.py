"""What an order's story says to a person, in English and French. Programs read the codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from core.service.problem_sentences import LANGUAGES

STORY: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "placed": ("Placed ({channel})", "Commande passée ({channel})"),
        "confirmed": ("Payment confirmed", "Paiement confirmé"),
        "sourced": ("Sources found: {sources}", "Sources trouvées : {sources}"),
        "not_sourced": ("Free nowhere", "Disponible nulle part"),
        "sent_to_store": ("Sent to {location}", "Envoyée à {location}"),
        "ended_rejected": ("{location} has rejected it", "{location} l'a refusée"),
        "ended_lapsed": ("{location} did not begin it in time", "{location} ne l'a pas commencée à temps"),
        "ended_lost": ("Lost on its way from {location}", "Perdue en route depuis {location}"),
        "ended_cancelled": ("Ended at {location}", "Arrêtée à {location}"),
        "ClaimFulfilment": ("{who} begins to prepare it", "{who} commence la préparation"),
        "ReleaseFulfilment": ("{who} leaves it to others", "{who} la laisse à d'autres"),
        "PickLine": ("{who} picks", "{who} prélève"),
        "UndoPick": ("{who} puts back what was picked", "{who} repose ce qui était prélevé"),
        "ShortLine": ("{who} does not find everything", "{who} ne trouve pas tout"),
        "UndoShort": ("{who} has found it after all", "{who} l'a finalement trouvé"),
        "ProposeSubstitute": ("{who} proposes a substitute", "{who} propose un article de remplacement"),
        "AnswerSubstitute": (
            "The customer has answered about the substitute ({who})",
            "Le client a répondu au sujet du remplacement ({who})",
        ),
        "WithdrawSubstitute": (
            "{who} takes the substitute back: the article is there",
            "{who} retire le remplacement : l'article est là",
        ),
        "CloseEmpty": ("{who} closes it: nothing was found", "{who} la clôt : rien n'a été trouvé"),
        "PackFulfilment": ("{who} packs", "{who} emballe"),
        "StageFulfilment": ("{who} puts it in its bin", "{who} la range dans son casier"),
        "HandOver": ("{who} hands it over to the customer", "{who} la remet au client"),
        "HandOverPart": (
            "{who} hands a part of it over to the customer",
            "{who} en remet une partie au client",
        ),
        "TryOn": ("The customer tries it on ({who})", "Le client l'essaie ({who})"),
        "RefuseAtCounter": ("The customer refuses what is left ({who})", "Le client refuse le reste ({who})"),
        "RefusePart": ("The customer refuses a part ({who})", "Le client en refuse une partie ({who})"),
        "LiftPayment": ("{who} lets it leave unpaid", "{who} la laisse partir impayée"),
        "DispatchFulfilment": ("{who} gives it to the carrier", "{who} la confie au transporteur"),
        "ArriveFulfilment": (
            "{who} receives it where it is to be collected",
            "{who} la reçoit au magasin de retrait",
        ),
        "PutBack": ("{who} puts the goods back on the shelf", "{who} remet les articles en rayon"),
        "RejectFulfilment": ("{who} rejects it", "{who} la refuse"),
        "ReopenFulfilment": ("{who} opens it again", "{who} la rouvre"),
        "told_ready": ("The customer was told: ready", "Le client a été prévenu : prête"),
        "told_unfillable": ("The customer was told: not available", "Le client a été prévenu : indisponible"),
        "told_cancelled": ("The customer was told: cancelled", "Le client a été prévenu : annulée"),
        "told_payment_failed": (
            "The customer was told: payment failed",
            "Le client a été prévenu : paiement refusé",
        ),
        "told_uncollected": ("The customer was told: not collected", "Le client a été prévenu : non retirée"),
        "told_available_again": (
            "The customer was told: available again",
            "Le client a été prévenu : de nouveau disponible",
        ),
        "told_delayed": (
            "The customer was told: later, no date yet",
            "Le client a été prévenu : retard, sans nouvelle date",
        ),
        "told_promised_again": (
            "The customer was told a later date",
            "Le client a été prévenu d'une date plus tardive",
        ),
        "not_told": (
            "The customer could not be told ({reason})",
            "Le client n'a pas pu être prévenu ({reason})",
        ),
        "told_sent": (
            "The customer was told: on its way ({carrier}, {parcels})",
            "Le client a été prévenu : en route ({carrier}, {parcels})",
        ),
        "told_lost": (
            "The customer was told: lost on its way ({parcels})",
            "Le client a été prévenu : perdue en route ({parcels})",
        ),
        "told_substitute": (
            "The customer was asked: {offered} instead of {instead_of}?",
            "Le client a été interrogé : {offered} à la place de {instead_of} ?",
        ),
        "told_substitute_agreed": (
            "The customer gets {offered} instead of {instead_of}",
            "Le client reçoit {offered} à la place de {instead_of}",
        ),
        "told_substitute_difference": (
            "The customer was told: the difference for {offered} comes back",
            "Le client a été prévenu : la différence pour {offered} est remboursée",
        ),
        "told_substitute_withdrawn": (
            "The customer was told: {instead_of} is there after all",
            "Le client a été prévenu : {instead_of} est là finalement",
        ),
        "told_reminder": ("The customer was reminded", "Le client a reçu un rappel"),
        "told": ("The customer was told: {kind}", "Le client a été prévenu : {kind}"),
        "case_raised": ("To be settled: {kind}", "À régler : {kind}"),
        "case_settled": ("Settled by {who}: {settlement}", "Réglé par {who} : {settlement}"),
        "refused": ("{who}: {name} was refused ({reason})", "{who} : {name} a été refusé ({reason})"),
        "done": ("{who}: {name}", "{who} : {name}"),
    }
)


_CHANNELS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "web": ("website", "site web"),
        "marketplace": ("marketplace", "place de marché"),
        "store": ("store", "magasin"),
        "telephone": ("telephone", "téléphone"),
    }
)
"""Where an order was placed, in the words that the workstations have for it."""


def story_sentence(code: str, data: Mapping[str, Any], language: str) -> str:
    """The sentence of one event. A code that is not known here is told by its name."""
    sentences = STORY.get(code) or STORY["done"]
    place = LANGUAGES.index(language)
    channel = str(data.get("channel", ""))
    if channel in _CHANNELS:
        data = {**data, "channel": _CHANNELS[channel][place]}
    return sentences[place].format_map(_Told(data))


class _Told(dict[str, Any]):
    """What is not known is left out."""

    def __missing__(self, _key: str) -> str:
        return "?"
