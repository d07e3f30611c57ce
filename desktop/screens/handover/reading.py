"""What Hand over reads, and how it finds an order in what was read."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import select

from core.commands import HandOver, fulfilment_aggregate
from core.rules.fulfilment import OPEN_STATES, TO_HAND_OVER, FulfilmentState
from core.rules.order import Channel
from core.rules.pickup import CODE_DIGITS, is_right_code
from core.rules.shipping import next_closing
from core.rules.time import Instant
from core.rules.words import folded_words
from desktop.desk import Me
from desktop.screens.calling import services_calling
from desktop.screens.fulfilment_rows import id_by_parcel
from desktop.screens.fulfilments import Head, heads, listed, one_head, open_heads, this_place
from desktop.screens.handover.loading import Carrier
from desktop.screens.handover.opened import HANDABLE
from desktop.screens.handover.state import HandOverState, Here, Said, Trouble
from sync.reading import Reader
from sync.schema import PendingCommand
from sync.search_words import words_of

MAX_WAITING = 5_000
"""More orders than the bins of one store hold: whoever stands at the counter is found, however late."""
MAX_ENDED = 100
"""Of what has left or was given up, only the newest: for the customer whose parcel is gone already."""
MAX_FOUND = 40
"""More rows than one looks through at the counter."""
_ENDED = frozenset(FulfilmentState) - OPEN_STATES
_EXCHANGES = (
    "SELECT id, reference FROM orders WHERE channel = ? AND reference <> ''"
    " AND id IN (SELECT value FROM json_each(?))"
)
_NEWEST_ENDED = f"state IN ({listed(_ENDED)}) ORDER BY state_at DESC, id LIMIT {MAX_ENDED}"


def load_here(reader: Reader, me: Me, now: Instant) -> Here:
    """Everything that can be asked for at the counter, in one read."""
    zone = this_place(reader).timezone
    ready = tuple(open_heads(reader, me, now, HANDABLE, MAX_WAITING))
    not_ready = tuple(open_heads(reader, me, now, OPEN_STATES - HANDABLE, MAX_WAITING))
    ended = tuple(heads(reader, me, now, _NEWEST_ENDED, {}))
    return Here(
        timezone=zone,
        address=_address(reader),
        carriers=_carriers(reader, now, zone),
        ready=ready,
        not_ready=not_ready,
        ended=ended,
        return_numbers=_return_numbers(reader, [head.order_id for head in (*ready, *not_ready, *ended)]),
    )


def _return_numbers(reader: Reader, order_ids: list[str]) -> dict[str, str]:
    """What a customer has on paper of what was ordered in exchange: the number of their return."""
    return dict(reader.raw.execute(_EXCHANGES, (Channel.STORE.value, json.dumps(order_ids))).fetchall())


def number_waiting(reader: Reader) -> int:
    """How many orders wait in their bins."""
    asked = f"SELECT count(*) FROM fulfilment WHERE location_id = ? AND state IN ({listed(TO_HAND_OVER)})"
    return int(reader.raw.execute(asked, (reader.location_id,)).fetchone()[0])


def _address(reader: Reader) -> str:
    asked = "SELECT street, trim(postcode || ' ' || city) FROM location WHERE id = ?"
    row = reader.raw.execute(asked, (reader.location_id,)).fetchone()
    return ", ".join(part for part in row or () if part)


def _carriers(reader: Reader, now: Instant, timezone: str) -> tuple[Carrier, ...]:
    """Who calls here, with each of their services."""
    return tuple(
        Carrier(row.carrier, row.carrier_name, next_closing(now, row.closes_min, timezone), row.service)
        for row in services_calling(reader)
    )


def head_of_parcel(reader: Reader, me: Me, now: Instant, sscc: str, fulfilment_id: str) -> Head | None:
    """Whose parcel this is: by what its label says, or by its number; None where it is not known here."""
    key = fulfilment_id or id_by_parcel(reader, sscc)
    return one_head(reader, me, now, key) if key else None


def given_by_label(reader: Reader, fulfilment_id: str) -> Instant | None:
    """When an order was handed over here that nothing but its labels told of, and the core has not answered
    yet; None where it was not."""
    asked = select(PendingCommand.made_at).where(
        PendingCommand.aggregate == fulfilment_aggregate(fulfilment_id),
        PendingCommand.status == "",
        PendingCommand.name == HandOver.NAME,
    )
    at = reader.session.scalars(asked.limit(1)).first()
    return None if at is None else Instant(at)


def code_in(text: str) -> str:
    """The pickup code that a text is, however its digits are grouped; "" for none."""
    bare = "".join(text.split())
    return bare if len(bare) == CODE_DIGITS and bare.isascii() and bare.isdecimal() else ""


def with_code(found: Iterable[Head], code: str) -> list[Head]:
    """Those whose pickup code this is."""
    return [head for head in found if has_code(head, code)]


def has_code(head: Head, code: str) -> bool:
    """Whether this is the order's pickup code."""
    return bool(head.code_digest) and is_right_code(head.order_id, code, head.code_digest)


def with_words(here: Here, found: Iterable[Head], wanted: str) -> list[Head]:
    """Those whose number, or that of the return it was ordered for, holds what is typed, or whose customer's
    names begin like its words."""
    words = words_of(wanted)
    return [head for head in found if _matches(here, head, words)] if words else []


def with_number(here: Here, found: Iterable[Head], number: str) -> list[Head]:
    """Those with exactly this number, of theirs or of their return."""
    return [head for head in found if number in (head.number, here.return_numbers.get(head.order_id))]


def in_bin(found: Iterable[Head], code: str) -> list[Head]:
    """Those that have a parcel in this bin, by its whole code."""
    wanted = code.strip().upper()
    return [head for head in found if wanted in head.bins]


def waiting(here: Here) -> list[Head]:
    """What stands in its bin for somebody, the longest first."""
    waits = (head for head in here.ready if head.state in TO_HAND_OVER)
    return sorted(waits, key=lambda head: (head.state_at, head.id))


def found(here: Here, state: HandOverState) -> tuple[list[Head], list[Head]]:
    """What is asked for: what may leave, and what may not."""
    if state.code:
        return with_code(here.ready, state.code), []
    if state.wanted.strip():
        ready = with_words(here, here.ready, state.wanted) or in_bin(here.ready, state.wanted)
        return ready, with_words(here, here.not_ready + here.ended, state.wanted)
    if state.lists_all:
        waits = waiting(here)
        return waits + [head for head in here.ready if head not in waits], []
    return [], []


def nothing_found(here: Here, wanted: str, code: str) -> Said | None:
    """What to say when nothing that may leave has this code, and nothing at all these words."""
    if not wanted.strip() or with_words(here, here.known, wanted) or in_bin(here.ready, wanted):
        return None
    gone = next(iter(with_code(here.known, code)), None) if code else None
    if gone is not None:
        return Said(Trouble.NOT_READY, gone)
    return Said(Trouble.NO_SUCH_CODE, text=code) if code else Said(Trouble.NO_SUCH_ORDER, text=wanted)


def _matches(here: Here, head: Head, words: list[str]) -> bool:
    for number in (head.number, here.return_numbers.get(head.order_id, "")):
        if "".join(words) in "".join(folded_words(number)):
            return True
    names = folded_words(head.customer)
    return all(any(name.startswith(word) for name in names) for word in words)
