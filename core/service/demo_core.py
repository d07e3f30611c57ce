"""Makes the demo's core: its network imported, its first snapshot published, a day of orders taken in.

The orders go the way of every order (`order_intake`). What a visitor needs to get in is written to
`demo.json`: tokens, a code that enrols a workstation, and the PINs of the demo's own store.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from itertools import islice
from types import MappingProxyType

import msgspec
import numpy as np
from sqlalchemy import exists, select

from core.model import ApiToken, CoreSetting, Location
from core.orchestration import Core, UnitOfWork
from core.orchestration.enrolment import make_code
from core.rules.errors import BadInput
from core.rules.time import DAY_MS, Instant
from core.service.auth import Scope, issue_token, token_digest
from core.service.demo import DEFAULT_SEED, generate, orders
from core.service.demo.network import STOCKED_SHARE
from core.service.demo_fill import fill_core, fill_places
from core.service.demo_morning import with_one_late, work_a_morning
from core.service.demo_truck import DemoTruck, load_truck
from core.service.folder import CoreFolder
from core.service.order_intake import accept_in
from core.service.order_records import OrderRecord
from core.service.order_views import OrderAnswer
from core.service.progress import Progress, silent
from core.service.whole_files import write_private

ORDERS_A_TRANSACTION = 20
CODE_LASTS_MS = 30 * DAY_MS
DEMO = "demo"
"""The setting of a core that was made as a demo."""
DEFAULT_STORES = 40
DEFAULT_ARTICLES = 20_000
DEFAULT_ORDERS = 60


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
    truck: DemoTruck = DemoTruck()


class DemoBegun(msgspec.Struct, frozen=True):
    """A demo that is being made: of which moment, and whose orders. Cut off, it goes on as the same."""

    now: Instant
    shop_token: str
    admin_token: str


class DemoSize(StrEnum):
    """The sizes that have a name."""

    SHOP = "shop"
    DEMO = "demo"
    CHAIN = "chain"


class DemoPlan(msgspec.Struct, frozen=True):
    """How large a demo, and of which seed.

    Attributes:
        stocked_share: the part of all articles that a usual store carries.
        placed_stores: how many stores know where their articles stand; the others are only stock to it.
    """

    seed: int = DEFAULT_SEED
    stores: int = DEFAULT_STORES
    articles: int = DEFAULT_ARTICLES
    orders: int = DEFAULT_ORDERS
    stocked_share: float = STOCKED_SHARE
    placed_stores: int = DEFAULT_STORES


PLANS: Mapping[DemoSize, DemoPlan] = MappingProxyType(
    {
        DemoSize.SHOP: DemoPlan(stores=3, articles=600, orders=12),
        DemoSize.DEMO: DemoPlan(),
        # Sparse, about 5 million positions.
        DemoSize.CHAIN: DemoPlan(stores=1_000, articles=200_000, orders=600, stocked_share=0.025),
    }
)


def make_demo(folder: CoreFolder, plan: DemoPlan, progress: Progress = silent, url: str = "") -> Demo:
    """Make the demo, or renew the enrolment code of one that is there and of the same plan.

    Args:
        url: the database, where it is not the folder's own SQLite file.

    Raises:
        BadInput: `not_a_demo`: the folder's core has a network of its own; `other_demo`; `other_database`.
        Conflict: `core_already_running`, `restore_unfinished`.
    """
    known = _known(folder, plan)
    folder.make(url)
    with folder.core() as core:
        if known is not None and not _is_there(core, known.shop_token):
            folder.demo_file.unlink()
            known = None
        if known is None:
            with folder.served():
                core.transact(lambda unit: _claim(folder, plan, unit))
                known = _fill(folder, core, plan, progress)
        code = core.transact(lambda unit: make_code(unit, known.location, CODE_LASTS_MS)).code
    demo = msgspec.structs.replace(known, enrolment_code=code)
    write_private(folder.demo_file, msgspec.json.format(msgspec.json.encode(demo)))
    folder.demo_begun_file.unlink(missing_ok=True)
    return demo


def _claim(folder: CoreFolder, plan: DemoPlan, unit: UnitOfWork) -> None:
    """Note of which demo this core is, so that a making that was cut off may go on."""
    noted, ours = unit.session.get(CoreSetting, DEMO), f"{plan.seed}/{plan.stores}/{plan.articles}"
    # One that an earlier version began says nothing of its plan.
    if noted is not None and noted.value not in ("", ours):
        raise BadInput("other_demo", path=str(folder.path))
    if noted is None and unit.session.scalar(select(exists().where(Location.id > 0))):
        raise BadInput("not_a_demo", path=str(folder.path))
    unit.session.merge(CoreSetting(name=DEMO, value=ours))


def _known(folder: CoreFolder, plan: DemoPlan) -> Demo | None:
    if not folder.demo_file.exists():
        return None
    known = msgspec.json.decode(folder.demo_file.read_bytes(), type=Demo)
    is_same = (known.seed, known.stores, known.articles) == (plan.seed, plan.stores, plan.articles)
    if not is_same:
        raise BadInput("other_demo", path=str(folder.path))
    return known


def _is_there(core: Core, shop_token: str) -> bool:
    """Whether the database is the one in which a demo was begun: it may have been dropped since."""
    return core.read(lambda session: session.get(ApiToken, token_digest(shop_token))) is not None


def _begun(folder: CoreFolder, core: Core) -> DemoBegun:
    """What an earlier making began with; where there was none, or its database is no more, this one's
    beginning."""
    if folder.demo_begun_file.exists():
        known = msgspec.json.decode(folder.demo_begun_file.read_bytes(), type=DemoBegun)
        if _is_there(core, known.shop_token):
            return known
    begun = DemoBegun(
        core.clock.now(),
        core.transact(lambda unit: issue_token(unit, "Demo web shop", Scope.SHOP)),
        core.transact(lambda unit: issue_token(unit, "Demo administrator", Scope.ADMIN)),
    )
    write_private(folder.demo_begun_file, msgspec.json.encode(begun))
    return begun


def _fill(folder: CoreFolder, core: Core, plan: DemoPlan, progress: Progress) -> Demo:
    progress("generating", 0, 0)
    begun = _begun(folder, core)
    network = generate(
        now=begun.now,
        seed=plan.seed,
        stores=plan.stores,
        articles=plan.articles,
        stocked_share=plan.stocked_share,
    )
    shop = begun.shop_token
    store = network.own_store
    fill_core(core, network, progress)
    with ThreadPoolExecutor(1, "publishes") as beside:
        # The first snapshot is of the network's rows; where articles stand is the stores' own.
        publishing = beside.submit(folder.publisher(core).publish_snapshot)
        fill_places(core, network, plan.placed_stores, progress)
        progress("publishing", 0, 0)
        publishing.result()
    records = orders(network, plan.orders, np.random.default_rng(plan.seed))
    records = with_one_late(records, store.code, network.now)
    taken = _order(core, token_digest(shop), records, progress)
    work_a_morning(core, store.code)
    truck = load_truck(core, store.code, token_digest(shop))
    people = [one for one in network.staff if one.location == store.code]
    return Demo(
        seed=plan.seed,
        stores=plan.stores,
        articles=plan.articles,
        made_at=network.now,
        shop_token=shop,
        admin_token=begun.admin_token,
        location=store.code,
        location_name=store.name,
        enrolment_code="",
        staff=[DemoPerson(one.id, one.name, one.role, one.pin or "", one.badge) for one in people],
        orders=_own_orders(records, taken, store.code),
        truck=truck,
    )


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
