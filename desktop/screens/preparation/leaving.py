"""With whom a shipment leaves, and when: told while it is packed; its box and its hour follow from it."""

from __future__ import annotations

import msgspec

from core.model import Order
from core.rules.shipping import Named, next_closing
from core.rules.time import Instant
from desktop.screens.calling import services_calling
from desktop.screens.fulfilments import Head
from desktop.shell.amounts import moment_words
from desktop.shell.saying import translate
from sync.reading import Reader

Services = dict[tuple[str, str], tuple[str, str]]
"""The names of carrier and service, by their codes."""


class Leaving(msgspec.Struct, frozen=True):
    """Who takes it along and when they come next (0 where that is not known). `promised` is whom the customer
    was promised, where it is somebody else."""

    carrier: str
    service: str
    closes_at: Instant = Instant(0)
    promised: str = ""


def services_here(reader: Reader) -> Services:
    """All that call at this store."""
    return {
        (row.carrier, row.service): (row.carrier_name, row.service_name) for row in services_calling(reader)
    }


def leaving_of(reader: Reader, head: Head, now: Instant, timezone: str) -> Leaving | None:
    """With whom an order leaves; None where it is collected here, or nobody calls."""
    if not head.carrier:
        return None
    order = reader.session.get(Order, head.order_id)
    promised = ""
    if order is not None and order.carrier:
        named = Named(order.carrier, order.service)
        if not named.fits(head.carrier, head.service):
            promised = " · ".join(part for part in (order.carrier, order.service) if part)
    for row in services_calling(reader):
        if (row.carrier, row.service) == (head.carrier, head.service):
            at = next_closing(now, row.closes_min, timezone)
            return Leaving(row.carrier_name, row.service_name, at, promised)
    return Leaving(head.carrier, head.service, promised=promised)


def leaving_facts(leaving: Leaving | None, now: Instant, timezone: str) -> list[tuple[str, str]]:
    """As the order's card says it."""
    if leaving is None:
        return []
    who = " · ".join(part for part in (leaving.carrier, leaving.service) if part)
    at = moment_words(leaving.closes_at, now, timezone) if leaving.closes_at else ""
    return [
        (translate("Prepare", "Carrier"), who),
        (translate("Prepare", "Comes next"), at),
        (translate("Prepare", "Promised with"), leaving.promised),
    ]


def leaving_words(leaving: Leaving | None, now: Instant, timezone: str) -> str:
    """ "Leaves with Colivia · Domicile, today 17:30."; nothing for what is collected."""
    facts = leaving_facts(leaving, now, timezone)
    if leaving is None or not leaving.closes_at:
        return ""
    words = translate("Prepare", "It leaves with {carrier}: {time}.")
    return words.format(carrier=facts[0][1], time=facts[1][1])
