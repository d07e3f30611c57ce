"""Words for the codes that rules, rows and the sync carry: kinds, states, reasons, terms, causes.

Each table is total over its enumeration; a test holds it.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.commands import Proof
from core.rules.availability import Term
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.permissions import Role
from core.rules.stock import Bucket, MovementKind, ShortReason
from desktop.shell.saying import QT_TRANSLATE_NOOP, translate
from desktop.shell.theme import Tone
from desktop.shell.widgets import PillLook
from sync.connection import Cause, ConnectionKind

S = FulfilmentState

_KINDS: Mapping[FulfilmentKind, tuple[str, str, str]] = {
    FulfilmentKind.PICKUP: (
        "collect",
        QT_TRANSLATE_NOOP("Wording", "Collect"),
        QT_TRANSLATE_NOOP("Wording", "click and collect"),
    ),
    FulfilmentKind.RESERVATION: (
        "reserve",
        QT_TRANSLATE_NOOP("Wording", "Reserved"),
        QT_TRANSLATE_NOOP("Wording", "reserved to try on"),
    ),
    FulfilmentKind.SHIPMENT: (
        "ship",
        QT_TRANSLATE_NOOP("Wording", "Ship"),
        QT_TRANSLATE_NOOP("Wording", "ship from store"),
    ),
    FulfilmentKind.TRANSFER: (
        "transfer",
        QT_TRANSLATE_NOOP("Wording", "Transfer"),
        QT_TRANSLATE_NOOP("Wording", "transfer to another store"),
    ),
}

_STATES: Mapping[FulfilmentState, tuple[Tone, str, str]] = {
    S.PROPOSED: (Tone.NEUTRAL, "waiting", QT_TRANSLATE_NOOP("Wording", "to prepare")),
    S.CLAIMED: (Tone.ACCENT, "person", QT_TRANSLATE_NOOP("Wording", "being prepared")),
    S.PICKING: (Tone.ACCENT, "person", QT_TRANSLATE_NOOP("Wording", "being picked")),
    S.PICKED: (Tone.ACCENT, "check", QT_TRANSLATE_NOOP("Wording", "picked")),
    S.PACKED: (Tone.ACCENT, "parcel", QT_TRANSLATE_NOOP("Wording", "packed")),
    S.LABELLED: (Tone.ACCENT, "label", QT_TRANSLATE_NOOP("Wording", "labelled")),
    S.STAGED: (Tone.OK, "check", QT_TRANSLATE_NOOP("Wording", "in its bin")),
    S.READY: (Tone.OK, "check", QT_TRANSLATE_NOOP("Wording", "ready")),
    S.TRIED: (Tone.ACCENT, "person", QT_TRANSLATE_NOOP("Wording", "being tried on")),
    S.HANDED_OVER: (Tone.NEUTRAL, "check", QT_TRANSLATE_NOOP("Wording", "handed over")),
    S.DISPATCHED: (Tone.INFO, "ship", QT_TRANSLATE_NOOP("Wording", "on its way")),
    S.DELIVERED: (Tone.NEUTRAL, "check", QT_TRANSLATE_NOOP("Wording", "delivered")),
    S.ARRIVED: (Tone.INFO, "arrive", QT_TRANSLATE_NOOP("Wording", "arrived")),
    S.LOST: (Tone.BAD, "refused", QT_TRANSLATE_NOOP("Wording", "lost on its way")),
    S.CLOSED: (Tone.NEUTRAL, "check", QT_TRANSLATE_NOOP("Wording", "closed")),
    S.UNCOLLECTED: (Tone.WARN, "put-back", QT_TRANSLATE_NOOP("Wording", "not collected")),
    S.TO_PUT_BACK: (Tone.WARN, "put-back", QT_TRANSLATE_NOOP("Wording", "cancelled")),
    S.PUT_BACK: (Tone.NEUTRAL, "put-back", QT_TRANSLATE_NOOP("Wording", "put back")),
    S.REJECTED: (Tone.BAD, "refused", QT_TRANSLATE_NOOP("Wording", "rejected")),
    S.LAPSED: (Tone.NEUTRAL, "late", QT_TRANSLATE_NOOP("Wording", "lapsed")),
    S.CANCELLED: (Tone.BAD, "refused", QT_TRANSLATE_NOOP("Wording", "cancelled")),
}

_REASONS: Mapping[ShortReason, tuple[str, str]] = {
    ShortReason.NOT_FOUND: (
        QT_TRANSLATE_NOOP("Wording", "Not found"),
        QT_TRANSLATE_NOOP("Wording", "What is held for no order goes to zero here"),
    ),
    ShortReason.MISMATCH: (
        QT_TRANSLATE_NOOP("Wording", "Fewer than the stock says"),
        QT_TRANSLATE_NOOP("Wording", "The stock here falls by what is missing"),
    ),
    ShortReason.DAMAGED: (
        QT_TRANSLATE_NOOP("Wording", "Damaged"),
        QT_TRANSLATE_NOOP("Wording", "It leaves the stock that can be sold"),
    ),
    ShortReason.RESERVED_FOR_ANOTHER: (
        QT_TRANSLATE_NOOP("Wording", "Kept for another customer"),
        QT_TRANSLATE_NOOP("Wording", "The stock stays as it is"),
    ),
    ShortReason.PICK_LATER: (
        QT_TRANSLATE_NOOP("Wording", "Pick later"),
        QT_TRANSLATE_NOOP("Wording", "Goes to the end of the round; the stock stays as it is"),
    ),
}

_TERMS: Mapping[Term, str] = {
    Term.SELLABLE: QT_TRANSLATE_NOOP("Wording", "On hand, can be sold"),
    Term.ALLOCATED: QT_TRANSLATE_NOOP("Wording", "Held for orders"),
    Term.SOFT_HELD: QT_TRANSLATE_NOOP("Wording", "Held for baskets"),
    Term.SAFETY: QT_TRANSLATE_NOOP("Wording", "Safety stock"),
    Term.CHANNEL_THRESHOLD: QT_TRANSLATE_NOOP("Wording", "Kept from this channel"),
    Term.KEPT_FOR_OTHERS: QT_TRANSLATE_NOOP("Wording", "Kept for other channels"),
    Term.IN_TRANSIT: QT_TRANSLATE_NOOP("Wording", "Arriving in time"),
    Term.BELOW_ZERO: QT_TRANSLATE_NOOP("Wording", "Less than nothing counts as nothing"),
    Term.LOCATION_SHUT: QT_TRANSLATE_NOOP("Wording", "This location is shut"),
    Term.CHANNEL_SHUT: QT_TRANSLATE_NOOP("Wording", "This channel is shut here"),
}

_BUCKETS: Mapping[Bucket, str] = {
    Bucket.SELLABLE: QT_TRANSLATE_NOOP("Wording", "on hand, can be sold"),
    Bucket.ALLOCATED: QT_TRANSLATE_NOOP("Wording", "held for orders"),
    Bucket.SOFT_HELD: QT_TRANSLATE_NOOP("Wording", "held for baskets"),
    Bucket.DISPLAY: QT_TRANSLATE_NOOP("Wording", "on display"),
    Bucket.DAMAGED: QT_TRANSLATE_NOOP("Wording", "damaged"),
    Bucket.QUARANTINE: QT_TRANSLATE_NOOP("Wording", "in quarantine"),
    Bucket.IN_REPAIR: QT_TRANSLATE_NOOP("Wording", "in repair"),
    Bucket.TRANSIT_IN: QT_TRANSLATE_NOOP("Wording", "on the way here"),
    Bucket.TRANSIT_OUT: QT_TRANSLATE_NOOP("Wording", "on the way out"),
    Bucket.PARTNER_OWNED: QT_TRANSLATE_NOOP("Wording", "a partner’s"),
}

_MOVEMENTS: Mapping[MovementKind, str] = {
    MovementKind.RECEIVED: QT_TRANSLATE_NOOP("Wording", "Received"),
    MovementKind.ALLOCATED: QT_TRANSLATE_NOOP("Wording", "Held for an order"),
    MovementKind.RELEASED: QT_TRANSLATE_NOOP("Wording", "No longer held"),
    MovementKind.PICKED: QT_TRANSLATE_NOOP("Wording", "Picked"),
    MovementKind.UNPICKED: QT_TRANSLATE_NOOP("Wording", "Put back on the shelf"),
    MovementKind.DISPATCHED: QT_TRANSLATE_NOOP("Wording", "Sent with a carrier"),
    MovementKind.HANDED_OVER: QT_TRANSLATE_NOOP("Wording", "Handed over"),
    MovementKind.SOLD: QT_TRANSLATE_NOOP("Wording", "Sold at the till"),
    MovementKind.RETURNED: QT_TRANSLATE_NOOP("Wording", "Returned"),
    MovementKind.ADJUSTED: QT_TRANSLATE_NOOP("Wording", "Corrected"),
    MovementKind.TRANSFERRED_OUT: QT_TRANSLATE_NOOP("Wording", "Sent to another place"),
    MovementKind.TRANSFERRED_IN: QT_TRANSLATE_NOOP("Wording", "Arrived from another place"),
    MovementKind.CONDITION_CHANGED: QT_TRANSLATE_NOOP("Wording", "Condition changed"),
}

_CAUSES: Mapping[Cause, str] = {
    Cause.NONE: "",
    Cause.UNREACHABLE: QT_TRANSLATE_NOOP("Wording", "Headquarters cannot be reached."),
    Cause.TIMEOUT: QT_TRANSLATE_NOOP("Wording", "Headquarters did not answer in time."),
    Cause.CUT: QT_TRANSLATE_NOOP("Wording", "The line was cut in the middle of an answer."),
    Cause.TLS: QT_TRANSLATE_NOOP(
        "Wording",
        "No secure connection came about: what answers does not speak as headquarters does.",
    ),
    Cause.TLS_EXPIRED: QT_TRANSLATE_NOOP(
        "Wording", "The certificate shown is not valid today; check this machine’s date first."
    ),
    Cause.TLS_OTHER_HOST: QT_TRANSLATE_NOOP(
        "Wording", "The certificate shown is another address’s: something answers in headquarters’ place."
    ),
    Cause.TLS_NOT_TRUSTED: QT_TRANSLATE_NOOP(
        "Wording", "The certificate shown is of an authority that this machine does not trust."
    ),
    Cause.PROXY: QT_TRANSLATE_NOOP(
        "Wording", "The proxy of this network does not let us through to headquarters."
    ),
    Cause.PROXY_SIGN_IN: QT_TRANSLATE_NOOP(
        "Wording", "The proxy of this network wants a name and a password before it lets us through."
    ),
    Cause.NOT_THE_CORE: QT_TRANSLATE_NOOP(
        "Wording", "Something else answered, perhaps the sign-in page of the shop’s Wi-Fi."
    ),
    Cause.OLD_ANSWER: QT_TRANSLATE_NOOP(
        "Wording", "Something on the way repeats an old answer of headquarters, which does not answer now."
    ),
    Cause.SERVER_ERROR: QT_TRANSLATE_NOOP("Wording", "Headquarters answered with a fault of its own."),
    Cause.BUSY: QT_TRANSLATE_NOOP("Wording", "Headquarters is busy and asked us to wait."),
    Cause.FAULT: QT_TRANSLATE_NOOP(
        "Wording", "The exchange has stopped over a fault of this workstation; it is begun again by itself."
    ),
    Cause.TOKEN_REFUSED: QT_TRANSLATE_NOOP(
        "Wording", "Headquarters does not know this workstation any more; it must be enrolled again."
    ),
    Cause.FORKED: QT_TRANSLATE_NOOP(
        "Wording",
        "Headquarters has other actions under this workstation’s name: its disk was copied or put back. "
        "Enrol it again; nothing is lost.",
    ),
}

_CONNECTIONS: Mapping[ConnectionKind, tuple[Tone, str]] = {
    ConnectionKind.STARTING: (Tone.INFO, QT_TRANSLATE_NOOP("Wording", "Connecting")),
    ConnectionKind.CONNECTED: (Tone.OK, QT_TRANSLATE_NOOP("Wording", "Connected")),
    ConnectionKind.UNPROVEN: (Tone.WARN, QT_TRANSLATE_NOOP("Wording", "Not proven")),
    ConnectionKind.OFFLINE: (Tone.WARN, QT_TRANSLATE_NOOP("Wording", "Offline")),
    ConnectionKind.HELD: (Tone.BAD, QT_TRANSLATE_NOOP("Wording", "Held")),
}

_ROLES: Mapping[Role, str] = {
    Role.ASSOCIATE: QT_TRANSLATE_NOOP("Wording", "Associate"),
    Role.MANAGER: QT_TRANSLATE_NOOP("Wording", "Manager"),
    Role.REGIONAL_MANAGER: QT_TRANSLATE_NOOP("Wording", "Regional manager"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("Wording", "Administrator"),
    Role.SYSTEM: QT_TRANSLATE_NOOP("Wording", "Headquarters"),
}

_PROOFS: Mapping[Proof, str] = {
    Proof.CODE: QT_TRANSLATE_NOOP("Wording", "pickup code"),
    Proof.IDENTITY: QT_TRANSLATE_NOOP("Wording", "identity card"),
    Proof.PROXY: QT_TRANSLATE_NOOP("Wording", "proxy"),
}


def kind_words(kind: str) -> str:
    """How the goods reach the customer, in a word: "Collect"."""
    return translate("Wording", _kind(kind)[1])


def kind_phrase(kind: str) -> str:
    """How the goods reach the customer, after a name: "click and collect"."""
    return translate("Wording", _kind(kind)[2])


def kind_icon(kind: str) -> str:
    """Name of the drawing for a kind of fulfilment."""
    return _kind(kind)[0]


def _kind(kind: str) -> tuple[str, str, str]:
    """A kind that only a newer core knows is said as it is written."""
    return _KINDS[FulfilmentKind(kind)] if kind in set(FulfilmentKind) else ("parcel", kind, kind)


def state_words(state: str) -> str:
    """Where a preparation stands: "being picked"."""
    return translate("Wording", _state(state)[2])


def state_look(state: str) -> PillLook:
    """Where a preparation stands, in a word, a shape and a colour."""
    tone, icon, words = _state(state)
    return PillLook(translate("Wording", words), tone, icon)


def _state(state: str) -> tuple[Tone, str, str]:
    """A state that only a newer core knows is said as it is written."""
    known = state in set(FulfilmentState)
    return _STATES[FulfilmentState(state)] if known else (Tone.NEUTRAL, "info", state)


def short_reason_words(reason: str) -> str:
    """Why something is short."""
    known = ShortReason(reason) if reason in set(ShortReason) else None
    return translate("Wording", _REASONS[known][0]) if known else reason


def short_effect_words(reason: str) -> str:
    """What telling it short for this reason does to the stock."""
    return translate("Wording", _REASONS[ShortReason(reason)][1])


def term_words(term: str) -> str:
    """A term of an availability."""
    return translate("Wording", _TERMS[Term(term)])


def bucket_words(bucket: str) -> str:
    """Where in a location a quantity stands."""
    known = Bucket(bucket) if bucket in set(Bucket) else None
    return translate("Wording", _BUCKETS[known]) if known else bucket


def movement_words(kind: str) -> str:
    """What happened to stock; a kind that only a newer core knows is said as it is written."""
    known = MovementKind(kind) if kind in set(MovementKind) else None
    return translate("Wording", _MOVEMENTS[known]) if known else kind


def cause_words(cause: str) -> str:
    """What stands between this workstation and headquarters, as a sentence; empty for nothing."""
    words = _CAUSES[Cause(cause)] if cause in set(Cause) else ""
    return translate("Wording", words) if words else ""


def connection_words(kind: str) -> str:
    """The state of the line in a word."""
    return translate("Wording", _CONNECTIONS[ConnectionKind(kind)][1])


def unproven_words() -> str:
    """Why the exchange goes on, and the line is not called connected."""
    return translate(
        "Wording",
        "What comes is signed by headquarters, and nothing proves that it answers now: its program is of a "
        "version before, or something on the way takes the proof out.",
    )


def connection_tone(kind: str) -> Tone:
    """The colour of the state of the line."""
    return _CONNECTIONS[ConnectionKind(kind)][0]


def role_words(role: str) -> str:
    """What somebody is here."""
    return translate("Wording", _ROLES[Role(role)])


def proof_words(proof: str) -> str:
    """How a right to a parcel was shown."""
    return translate("Wording", _PROOFS[Proof(proof)])
