"""What Hand over reads: the orders that fit a name, a number, a code, a parcel or a bin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import select

from core.model import Fulfilment, Parcel
from core.rules.fulfilment import FULFILMENT, OPEN_STATES, TO_HAND_OVER, FulfilmentKind, FulfilmentState
from core.rules.fulfilment import FulfilmentVerb as Verb
from core.rules.pickup import CODE_DIGITS, is_right_code
from core.rules.time import DAY_MS, Instant
from desktop.desk import Me
from desktop.screens.fulfilments import Head, heads, open_heads
from desktop.screens.handover.state import Found, Matter
from desktop.shell.amounts import bin_words
from sync.reading import Reader

MAX_FOUND = 30
PAST_DAYS = 30
"""For how long what was handed over can still be found at the counter."""
MAX_PAST = 300

_S = FulfilmentState
_MATTERS = {
    **dict.fromkeys((_S.STAGED, _S.READY), Matter.NONE),
    **dict.fromkeys((_S.PACKED, _S.LABELLED, _S.ARRIVED), Matter.NOT_IN_BIN),
    _S.UNCOLLECTED: Matter.UNCOLLECTED,
    _S.PROPOSED: Matter.NOT_PREPARED,
    **dict.fromkeys((_S.CLAIMED, _S.PICKING, _S.PICKED), Matter.BEING_PREPARED),
    **dict.fromkeys((_S.TO_PUT_BACK, _S.CANCELLED, _S.PUT_BACK), Matter.CANCELLED),
    **dict.fromkeys((_S.HANDED_OVER, _S.CLOSED), Matter.HANDED_OVER),
}
_COUNTER_KINDS = frozenset({FulfilmentKind.PICKUP, FulfilmentKind.RESERVATION})
_ORDER_OF_MATTERS = list(Matter)


def matter_of(head: Head) -> Matter:
    """What is the matter with an order at the counter."""
    if head.kind not in _COUNTER_KINDS:
        return Matter.NOT_FOR_THE_COUNTER
    return _MATTERS.get(FulfilmentState(head.state), Matter.NOT_HERE)


def may_leave(head: Head) -> bool:
    """Whether its parcels may be handed over as it stands."""
    return head.kind in _COUNTER_KINDS and FULFILMENT.allows(FulfilmentState(head.state), Verb.HAND_OVER)


def waiting(reader: Reader, me: Me, now: Instant) -> list[Head]:
    """What waits in bins for its customer."""
    return [head for head in open_heads(reader, me, now, TO_HAND_OVER) if head.kind in _COUNTER_KINDS]


def find(reader: Reader, me: Me, now: Instant, text: str) -> list[Found]:
    """The orders that fit what was typed, those that can be handed over first."""
    wanted = folded(text)
    if not wanted:
        return [Found(head, matter_of(head)) for head in waiting(reader, me, now)]
    fitting = [head for head in _known(reader, me, now) if _fits(head, wanted)]
    found = [Found(head, matter_of(head)) for head in fitting]
    found.sort(key=lambda each: (_ORDER_OF_MATTERS.index(each.matter), each.head.promised_at))
    return found[:MAX_FOUND]


def by_code(reader: Reader, me: Me, now: Instant, code: str) -> list[Head]:
    """The open orders whose pickup code this is: one, but for a rare coincidence."""
    known = open_heads(reader, me, now, OPEN_STATES)
    return [head for head in known if has_code(head, code)]


def has_code(head: Head, code: str) -> bool:
    """Whether this is the order's pickup code."""
    return bool(head.code_digest) and is_right_code(head.order_id, code, head.code_digest)


def by_parcel(reader: Reader, me: Me, now: Instant, sscc: str, fulfilment_id: str | None) -> Head | None:
    """The order that a parcel belongs to, by its number or by what its label says."""
    key = reader.session.scalar(select(Parcel.fulfilment_id).where(Parcel.number == sscc).limit(1))
    wanted = key or fulfilment_id
    query = select(Fulfilment).where(Fulfilment.id == wanted, Fulfilment.location_id == reader.location_id)
    return next(iter(heads(reader, me, now, query)), None) if wanted else None


def by_bin(reader: Reader, me: Me, now: Instant, scanned: str) -> list[Head]:
    """The orders with a parcel in this bin."""
    known = open_heads(reader, me, now, OPEN_STATES)
    return [head for head in known if scanned in {bin_words(code) for code in head.bins}]


def by_number(reader: Reader, me: Me, now: Instant, number: str) -> list[Head]:
    """This store's fulfilments of an order, what is open first."""
    query = select(Fulfilment).where(
        Fulfilment.order_number == number, Fulfilment.location_id == reader.location_id
    )
    return sorted(heads(reader, me, now, query), key=lambda head: head.state not in OPEN_STATES)


def folded(text: str) -> str:
    """A text without accents, case and double spaces, as people search."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def _known(reader: Reader, me: Me, now: Instant) -> Iterable[Head]:
    yield from open_heads(reader, me, now, OPEN_STATES)
    past = (
        select(Fulfilment)
        .where(
            Fulfilment.location_id == reader.location_id,
            Fulfilment.state.not_in(sorted(OPEN_STATES)),
            Fulfilment.state_at > now - PAST_DAYS * DAY_MS,
        )
        .order_by(Fulfilment.state_at.desc())
        .limit(MAX_PAST)
    )
    yield from heads(reader, me, now, past)


def _fits(head: Head, wanted: str) -> bool:
    is_code = len(wanted) == CODE_DIGITS and wanted.isdigit()
    if is_code and has_code(head, wanted):
        return True
    bare = re.sub(r"[^a-z0-9]", "", wanted)
    if any(char.isdigit() for char in bare) and bare in re.sub(r"[^a-z0-9]", "", folded(head.number)):
        return True
    names = re.split(r"[ '-]", folded(head.customer))
    return all(any(name.startswith(part) for name in names) for part in re.split(r"[ '-]", wanted))
