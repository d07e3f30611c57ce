"""The product with one of its safeguards taken out: a world must fail then, or the worlds prove nothing."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from unittest import mock

import core_side
import httpx
import msgspec
from next_door import REGIONS
from programs import LEFT_OUT, without_columns
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.commands import refund_figures
from core.feed import routing, routing_rules
from core.feed.streams import sales_stream
from core.model import Device, KeptEnvelope, OutcomeRow, Refund, RegionSale
from core.orchestration import (
    command_decision,
    command_intake,
    envelope_intake,
    exchange_orders,
    exchange_sales,
    perhaps_given,
    refund_execution,
    region_sales,
    return_reactions,
)
from core.rules.ids import derive
from core.rules.refund import Means
from core.service.payouts.card import CardService
from core.service.routes import feed
from core.wire import Place, Tail
from sync import network_copy, overlay, rebase, region_rows


@contextmanager
def without_deduplication() -> Iterator[None]:
    """The core takes in what it has taken in before, as if it were new."""

    def take_in(unit: Any, device_id: str, opened: Any, *rest: Any) -> Any:
        envelope = opened.envelope
        here = (KeptEnvelope.device_id == device_id, KeptEnvelope.sequence == envelope.sequence)
        if unit.session.scalar(_count(KeptEnvelope, here)):
            unit.session.execute(delete(KeptEnvelope).where(*here))
            unit.session.execute(delete(OutcomeRow).where(OutcomeRow.id == envelope.id))
            unit.session.expire_all()
            last = unit.session.get_one(Device, device_id).last_sequence
            answer = again(unit, device_id, opened, *rest)
            unit.session.get_one(Device, device_id).last_sequence = max(last, envelope.sequence)
            return answer
        return real(unit, device_id, opened, *rest)

    def again(unit: Any, device_id: str, opened: Any, *rest: Any) -> Any:
        # What a second taking in makes has names of its own, as if the ids had not been the command's.
        with (
            mock.patch.object(envelope_intake.wire, "place", lambda *_a, **_k: Place.NEXT),
            mock.patch("core.commands.context.derive", lambda *parts: derive("again", *parts)),
        ):
            return real(unit, device_id, opened, *rest)

    real = command_intake.take_in
    with mock.patch.object(command_intake, "take_in", take_in):
        yield


def _count(kind: Any, conditions: Iterable[Any]) -> Any:
    return select(func.count()).select_from(kind).where(*conditions)


@contextmanager
def without_rebase() -> Iterator[None]:
    """What comes from the core is written over what was done here, and that is not done again."""

    def nothing_taken_back(_session: Session, _of: Iterable[str]) -> tuple[list[Any], set[str]]:
        return [], set()

    with mock.patch.object(rebase, "take_back", nothing_taken_back):
        yield


@contextmanager
def without_version_guard() -> Iterator[None]:
    """The network's copy takes any delta, and its version is written down after its rows."""

    def apply(world: Any, path: Any, delta: Any, made_at: Any, place: int = network_copy.ANYWHERE) -> Any:
        kept: list[tuple[Any, ...]] = []
        with (
            mock.patch.object(network_copy, "_follows", lambda _connection, _delta: True),
            mock.patch.object(
                network_copy.network_file, "set_state", lambda connection, *state: kept.append(state)
            ),
        ):
            kinds = real(world, path, delta, made_at, place)
        with network_copy.opened(path, "rw") as connection:
            network_copy.network_file.set_state(connection, *kept[0])
        return kinds

    real = network_copy.apply_delta
    with mock.patch.object(network_copy, "apply_delta", apply):
        yield


@contextmanager
def without_overlay_bound() -> Iterator[None]:
    """Each movement that is known here is added to the network's copy, also what the copy contains."""
    with mock.patch.object(overlay, "contained_sql", lambda _raw: "(0)"):
        yield


@contextmanager
def without_key_of_execution() -> Iterator[None]:
    """Each time that the payment service is asked for a refund, it is asked under another key."""
    asked = itertools.count()

    def another_key(request: httpx.Request) -> None:
        request.headers["Idempotency-Key"] += f"-{next(asked)}"

    def opened(service: CardService) -> httpx.Client:
        client = real(service)
        client.event_hooks = {"request": [another_key]}
        return client

    real = CardService._open
    with mock.patch.object(CardService, "_open", opened):
        yield


@contextmanager
def without_claims_on_units() -> Iterator[None]:
    """A sold unit may be claimed by several refunds: no rule looks, and no key of the core's forbids it."""

    def connected(raw: Any, record: object = None) -> None:
        real(raw, record)
        with suppress(sqlite3.OperationalError):
            raw.execute("DROP INDEX IF EXISTS ux_refund_claim_unit_id")

    real = core_side.quick
    with (
        mock.patch.object(core_side, "quick", connected),
        mock.patch.object(refund_figures, "claims_on", lambda *_arguments: set()),
    ):
        yield


@contextmanager
def without_telling_of_claims() -> Iterator[None]:
    """A region hears what was sold, and not what has been brought back of it."""
    with mock.patch.object(return_reactions, "tell_region_again", lambda *_arguments: None):
        yield


@contextmanager
def without_borders_of_regions() -> Iterator[None]:
    """What a region's stores have sold goes to every region."""
    everywhere = {sales_stream(region) for region in REGIONS}
    rules = {**routing_rules.RULES, RegionSale.__tablename__: lambda *_arguments: everywhere}
    with mock.patch.object(routing, "RULES", rules):
        yield


@contextmanager
def without_leaving_out_names() -> Iterator[None]:
    """A sale is told to its region with who bought it."""

    def named(sale: Any, lines: Any) -> Any:
        return msgspec.structs.replace(real(sale, lines), tier=sale.customer_name)

    real = region_sales._body
    with mock.patch.object(region_sales, "_body", named):
        yield


@contextmanager
def without_rows_of_regions() -> Iterator[None]:
    """A workstation notes how far its region's stream has come, and drops what it brought."""
    with mock.patch.object(region_rows, "write_columns", lambda *_arguments: None):
        yield


@contextmanager
def without_telling_what_was_given_twice() -> Iterator[None]:
    """Nobody hears that something was given for what the lost core had paid."""
    with mock.patch.object(perhaps_given, "_tell_twice", lambda *_arguments: None):
        yield


@contextmanager
def without_holding_what_is_ordered() -> Iterator[None]:
    """What is ordered in exchange goes on its way, whatever people are asked about its units."""
    with mock.patch.object(exchange_orders, "_is_held_back", lambda *_arguments: False):
        yield


@contextmanager
def without_counting_once_what_was_paid() -> Iterator[None]:
    """What was taken in exchange counts as paid with twice what it was paid with."""

    def twice(refund: Refund) -> dict[Means, int]:
        return {means: 2 * cents for means, cents in real(refund).items()}

    real = exchange_sales._paid
    with mock.patch.object(exchange_sales, "_paid", twice):
        yield


@contextmanager
def without_waiting_with_money() -> Iterator[None]:
    """A restored core pays before it has heard what the lost one has paid."""
    with mock.patch.object(refund_execution, "money_waits_until", lambda _unit: 0):
        yield


@contextmanager
def without_asking_what_was_spread_otherwise() -> Iterator[None]:
    """A restored core pays refunds to the cards that it finds, whichever the lost one had paid."""
    with mock.patch.object(refund_execution, "perhaps_spread_otherwise", lambda *_arguments: False):
        yield


@contextmanager
def without_waiting_after_a_restore() -> Iterator[None]:
    """What would not go through at a restored core is decided as it comes."""
    with mock.patch.object(command_decision, "may_wait", lambda *_arguments: False):
        yield


@contextmanager
def without_a_column_of_tails() -> Iterator[None]:
    """A core that is as new as its workstations tells its lines without one of their columns."""

    def read(*arguments: Any, **options: Any) -> Tail:
        tail = real(*arguments, **options)
        shorter = [without_columns(rows, LEFT_OUT.get(rows.name, {})) for rows in tail.tables]
        return msgspec.structs.replace(tail, tables=shorter)

    real = feed.read_tail
    with mock.patch.object(feed, "read_tail", read):
        yield


MUTATIONS: dict[str, Callable[[], Any]] = {
    "deduplication": without_deduplication,
    "rebase": without_rebase,
    "version guard": without_version_guard,
    "overlay's bound": without_overlay_bound,
    "key of an execution": without_key_of_execution,
    "claims on units": without_claims_on_units,
    "telling of claims": without_telling_of_claims,
    "borders of regions": without_borders_of_regions,
    "leaving out names": without_leaving_out_names,
    "rows of regions": without_rows_of_regions,
    "telling what was given twice": without_telling_what_was_given_twice,
    "holding what is ordered": without_holding_what_is_ordered,
    "counting once what was paid": without_counting_once_what_was_paid,
    "waiting with money": without_waiting_with_money,
    "asking what was spread otherwise": without_asking_what_was_spread_otherwise,
    "a column of tails": without_a_column_of_tails,
}
