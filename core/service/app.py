"""The core as one ASGI application: the only place that wires its parts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final, Self

from litestar import Litestar, Router
from litestar._signature import SignatureModel
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.types import ControllerRouterHandler

from core.feed.lease import Lease
from core.feed.publisher import Publisher
from core.feed.streams import NETWORK
from core.orchestration import Core
from core.orchestration.command_decision import React
from core.orchestration.company import Company
from core.orchestration.reactions import after
from core.rules.refund import Means
from core.service.admission import (
    COMMANDS,
    COMMON,
    FEED,
    FREE,
    MANIFESTS,
    PIECES,
    POKES,
    AdmissionMiddleware,
    Lane,
)
from core.service.auth import TokenMiddleware
from core.service.callers import Callers
from core.service.chores import Chores
from core.service.describing import openapi_config
from core.service.exchange import Exchange
from core.service.lane_threads import LaneThreads
from core.service.neighbours import Neighbours
from core.service.notices import Sender
from core.service.payouts import (
    CardService,
    CreditService,
    Payer,
    PaymentConfig,
    PaymentService,
    Webhooks,
)
from core.service.piece_reads import PieceReads
from core.service.pokes import PokeHub
from core.service.problems import EXCEPTION_HANDLERS
from core.service.publishing import PublishingLoop
from core.service.routes import ROUTES
from core.service.routes.webhooks import WEBHOOKS
from core.service.settings import ServiceSettings
from core.service.text_bounds import AddressMiddleware, TextRequest
from core.service.turns import AFTER_THE_START_S, TurnLoop
from core.service.waiting import WaitingTurns
from core.struct_types import learn_struct_types

MAX_BODY_BYTES: Final = 1024 * 1024
"""Of any request that does not say otherwise."""
HUB: Final = "hub"
"""Where the application's state holds the `PokeHub`: close it before the server stops."""


def create_app(
    core: Core,
    publisher: Publisher,
    settings: ServiceSettings | None = None,
    routes: Sequence[ControllerRouterHandler] = ROUTES,
    react: React = after,
    sender: Sender | None = None,
    payments: PaymentConfig | None = None,
) -> Litestar:
    """The application over a core that was migrated and initialised.

    Args:
        react: what the centre does after a store's command.
        sender: sends what customers are to be told; without one it waits.
        payments: where cards are paid back; without it they wait, and store credit alone is issued.
    """
    settings = settings or ServiceSettings()
    hub = PokeHub(core.randomness)
    company = Company(core)
    payer = Payer(core, _services(core, payments))
    webhooks = Webhooks(core, payments) if payments is not None else None

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        # Whoever runs the loop ends its executor with it.
        asyncio.get_running_loop().set_default_executor(LaneThreads(_threads(settings)))
        hub.start()
        stop_hearing = core.on_commit(hub.committed)
        loop = PublishingLoop(core, publisher, _lease(core), hub, settings.publish_interval_s)
        stop_neighbours = _begin_with_neighbours(core, hub, loop)
        publishing = asyncio.create_task(loop.run())
        tasks = [publishing, *_loops(core, settings, sender, payer)]
        try:
            yield
        finally:
            stop_hearing()
            await asyncio.to_thread(stop_neighbours)
            hub.close()
            await asyncio.to_thread(company.close)
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    exchange = Exchange(core, publisher, hub, react, company, PieceReads())
    app = Litestar(
        route_handlers=[_OwnRouter(path="/v1", route_handlers=routes)],
        lifespan=[lifespan],
        exception_handlers=EXCEPTION_HANDLERS,
        middleware=[
            AdmissionMiddleware(_lanes(settings), core.randomness),
            AddressMiddleware(),
            DefineMiddleware(
                TokenMiddleware, find=Callers(core, settings.caller_age_s).find, exclude="^/schema"
            ),
        ],
        dependencies={
            "core": Provide(lambda: core, sync_to_thread=False),
            "exchange": Provide(lambda: exchange, sync_to_thread=False),
        },
        openapi_config=openapi_config(),
        request_class=TextRequest,
        request_max_body_size=MAX_BODY_BYTES,
        state=State({HUB: hub, WEBHOOKS: webhooks}),
        logging_config=None,
        debug=False,
    )
    # What handlers take is read on the loop's own thread: a hundred classes, made for each application.
    learn_struct_types(besides=SignatureModel)
    return app


class _OwnRouter(Router):
    """Made for one application, which need not copy it for itself: a third of what making it takes."""

    def __deepcopy__(self, _memo: object) -> Self:
        return self


def _loops(
    core: Core, settings: ServiceSettings, sender: Sender | None, payer: Payer
) -> list[asyncio.Task[None]]:
    """What comes round by itself beside the requests."""
    loops = [
        Chores(core, settings.chores_interval_s).loop(),
        WaitingTurns(core, settings.chores_interval_s).loop(),
        TurnLoop("payouts", payer.turn, settings.payouts_interval_s),
    ]
    if sender is not None:
        loops.append(TurnLoop("notices", sender.turn, settings.notices_interval_s))
    return [asyncio.create_task(loop.run()) for loop in loops]


def _services(core: Core, payments: PaymentConfig | None) -> dict[Means, PaymentService]:
    """Who pays by which means: the ledger of our own, and the payment service, where there is one."""
    credit = CreditService(core)
    services: dict[Means, PaymentService] = {Means.STORE_CREDIT: credit, Means.GIFT_CARD: credit}
    return services if payments is None else services | {Means.CARD: CardService(payments)}


def _lanes(settings: ServiceSettings) -> dict[str, Lane]:
    return {
        COMMON: Lane(settings.most_requests),
        MANIFESTS: Lane(settings.most_manifests),
        FEED: Lane(settings.most_asking),
        COMMANDS: Lane(settings.most_commands),
        PIECES: Lane(settings.most_pieces),
        # Whoever cannot listen polls meanwhile.
        POKES: Lane(settings.most_listeners, least_retry_s=15.0, most_retry_s=60.0),
    }


def _begin_with_neighbours(core: Core, hub: PokeHub, loop: PublishingLoop) -> Callable[[], None]:
    """Hear what other processes commit to the same database, and tell them; returns what ends it."""
    if _is_one_s(core):
        return lambda: None

    def told(versions: Mapping[str, int]) -> None:
        hub.committed(versions)
        loop.committed(versions)

    # Two connections of its own: whoever has waited for this core to start is answered first.
    neighbours = Neighbours(core.engine, core.randomness, told, AFTER_THE_START_S)
    stop_telling = core.on_commit(neighbours.committed)
    neighbours.start()

    def stop() -> None:
        stop_telling()
        neighbours.stop()

    return stop


def _threads(settings: ServiceSettings) -> dict[str, int]:
    """Manifests and pokes need none; pieces and the looking up of callers have theirs."""
    return {
        COMMON: settings.request_threads,
        FEED: settings.asking_threads,
        COMMANDS: settings.command_threads,
        FREE: settings.free_threads,
    }


def _lease(core: Core) -> Lease | None:
    """Of several processes one is the publisher; one alone is it."""
    if _is_one_s(core):
        return None
    return Lease(core, NETWORK, core.clock, core.randomness)


def _is_one_s(core: Core) -> bool:
    """Whether one process alone serves it: a SQLite file. A PostgreSQL may be served by several."""
    return core.engine.dialect.name == "sqlite"
