"""Makes the demo's core: its network imported, its first snapshot published, a day of orders taken in.

The orders go the way of every order (`order_intake`). What a visitor needs to get in is written to
`demo.json`: tokens, a code that enrols a workstation, and the PINs of the demo's own store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import msgspec
import numpy as np

from core.orchestration import Core
from core.orchestration.enrolment import make_code
from core.rules.time import DAY_MS, Instant
from core.service.auth import Scope, issue_token, token_digest
from core.service.demo import DEFAULT_SEED, DemoNetwork, generate, orders
from core.service.demo_morning import with_one_late, work_a_morning
from core.service.folder import CoreFolder, write_private
from core.service.importing import import_records
from core.service.order_intake import accept_in
from core.service.order_views import OrderAnswer
from core.service.records import OrderRecord, Record

ORDERS_A_TRANSACTION = 20
CODE_LASTS_MS = 30 * DAY_MS
DEFAULT_STORES = 40
DEFAULT_ARTICLES = 20_000
DEFAULT_ORDERS = 60

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 if it is not known)."""


class DemoPerson(msgspec.Struct, frozen=True):
    """Somebody of the demo's own store."""

    id: str
    name: str
    role: str
    pin: str
    badge: str


class DemoOrder(msgspec.Struct, frozen=True):
    """An order that is collected in the demo's own store, with the code that its customer was told."""

    number: str
    customer: str
    pickup_code: str


class Demo(msgspec.Struct, frozen=True):
    """What `demo.json` says. Real PINs and codes would never be written down."""

    seed: int
    stores: int
    articles: int
    made_at: Instant
    shop_token: str
    admin_token: str
    location: str
    location_name: str
    enrolment_code: str
    staff: list[DemoPerson]
    orders: list[DemoOrder]


class DemoPlan(msgspec.Struct, frozen=True):
    """How large a demo, and of which seed."""

    seed: int = DEFAULT_SEED
    stores: int = DEFAULT_STORES
    articles: int = DEFAULT_ARTICLES
    orders: int = DEFAULT_ORDERS


def silent(what: str, done: int, total: int) -> None:
    """No progress shown."""


def make_demo(folder: CoreFolder, plan: DemoPlan, progress: Progress = silent) -> Demo:
    """Make the demo, or renew the enrolment code of one that is there and of the same plan."""
    known = _known(folder, plan)
    folder.make()
    with folder.core() as core:
        if known is None:
            known = _fill(folder, core, plan, progress)
        code = core.transact(lambda unit: make_code(unit, known.location, CODE_LASTS_MS)).code
    demo = msgspec.structs.replace(known, enrolment_code=code)
    write_private(folder.demo_file, msgspec.json.format(msgspec.json.encode(demo)))
    return demo


def _known(folder: CoreFolder, plan: DemoPlan) -> Demo | None:
    if not folder.demo_file.exists():
        return None
    known = msgspec.json.decode(folder.demo_file.read_bytes(), type=Demo)
    is_same = (known.seed, known.stores, known.articles) == (plan.seed, plan.stores, plan.articles)
    return known if is_same else None


def _fill(folder: CoreFolder, core: Core, plan: DemoPlan, progress: Progress) -> Demo:
    progress("generating", 0, 0)
    network = generate(now=core.clock.now(), seed=plan.seed, stores=plan.stores, articles=plan.articles)
    _import(core, network, progress)
    shop = core.transact(lambda unit: issue_token(unit, "Demo web shop", Scope.SHOP))
    admin = core.transact(lambda unit: issue_token(unit, "Demo administrator", Scope.ADMIN))
    progress("publishing", 0, 0)
    folder.publisher(core).publish_snapshot()
    store = network.own_store
    records = orders(network, plan.orders, np.random.default_rng(plan.seed))
    records = with_one_late(records, store.code, network.now)
    taken = _order(core, token_digest(shop), records, progress)
    work_a_morning(core, store.code)
    people = [one for one in network.staff if one.location == store.code]
    return Demo(
        seed=plan.seed,
        stores=plan.stores,
        articles=plan.articles,
        made_at=network.now,
        shop_token=shop,
        admin_token=admin,
        location=store.code,
        location_name=store.name,
        enrolment_code="",
        staff=[DemoPerson(one.id, one.name, one.role, one.pin, one.badge) for one in people],
        orders=_own_orders(records, taken, store.code),
    )


def _import(core: Core, network: DemoNetwork, progress: Progress) -> None:
    """Import kind after kind. Hashing the PINs takes a core of its own, beside all that needs no staff."""
    _load(core, "locations", lambda: network.locations, progress)
    with ThreadPoolExecutor(1, thread_name_prefix="staff") as beside:
        staff = beside.submit(_load, core, "staff", lambda: network.staff, silent)
        kinds: dict[str, Callable[[], Iterable[Record]]] = {
            "articles": lambda: network.articles,
            "prices": network.prices,
            "bins": network.bins,
            "positions": network.positions,
            "pieces": network.pieces,
            "places": network.places,
        }
        for kind, records in kinds.items():
            _load(core, kind, records, progress)
        staff.result()


def _load(core: Core, kind: str, records: Callable[[], Iterable[Record]], progress: Progress) -> None:
    report = import_records(core, kind, records, lambda written: progress(kind, written, 0))
    assert not report.errors, (kind, report.errors[0])


def _order(core: Core, owner: str, records: Sequence[OrderRecord], progress: Progress) -> list[OrderAnswer]:
    taken: list[OrderAnswer] = []
    rest = iter(records)
    while batch := list(islice(rest, ORDERS_A_TRANSACTION)):
        answers = core.transact(
            lambda unit, batch=batch: [  # type: ignore[misc]
                accept_in(unit, owner, record.external_reference, record) for record in batch
            ]
        )
        taken += [msgspec.json.decode(answer.body, type=OrderAnswer) for answer in answers]
        progress("orders", len(taken), len(records))
    return taken


def _own_orders(
    records: Sequence[OrderRecord], taken: Sequence[OrderAnswer], location: str
) -> list[DemoOrder]:
    return [
        DemoOrder(answer.number, record.customer.name, answer.pickup_code)
        for record, answer in zip(records, taken, strict=True)
        if answer.pickup_code is not None and record.delivery.location == location
    ]
