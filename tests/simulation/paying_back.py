"""The payment service of a world: what the tests' own does in a process, on the world's loop; and what it has
to tell comes late, and again."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product
from typing import Any

import httpx
from history import History
from line import Deliver
from tasks import Tasks
from told import Paid

from core.orchestration.payment_parts import key_of
from core.service.payouts import PaymentConfig
from tests.support.card_provider import FAULTS, Ledger

MERCHANT, API_KEY, HMAC_KEY = "CoulisseWorld", "world's key", bytes(range(16))
ADDRESS, CORE_URL = "https://cards.invalid", "http://core.invalid"
WAYS_TO_FAIL = (*FAULTS[1:], *("cut_after", "garbage") * 4)
"""The dangerous one is as likely as the others together: it has paid, and nobody was told."""
LONGEST_LATE_S = (4.0, 4.0, 25.0)
"""Most webhooks come before a request that was not answered is made again, some after it."""
TOLD_AGAIN_S = 3.0
"""What was not accepted comes again."""
ANY_SUM = 1 << 40
"""It lets any sum go: that no more goes than was paid is what the core has to see to."""
MOST_PARTS, MOST_PAYMENTS, MOST_ROUNDS = 3, 4, 12
BEFORE = ("cut_before", "error_500", "busy", "in_progress", "processed")
"""Nothing has happened yet."""
_SAID = {"error_500": (500, {}), "busy": (429, {}), "in_progress": (422, {"transient-error": "true"})}


class WorldConfig(PaymentConfig, frozen=True):
    """How a world's core reaches it, without files for the keys."""

    def api_key(self) -> str:
        return API_KEY

    def hmac_key(self) -> bytes:
        return HMAC_KEY


CONFIG = WorldConfig(url=ADDRESS, merchant=MERCHANT, api_key_file="", hmac_key_file="")


class Provider:
    """One payment service.

    Attributes:
        faults_left: how often it still fails, each time in one of the ways that it knows.
        asked_for: by key, the refund that people have proposed and its units.
    """

    def __init__(self, history: History, chance: random.Random, deliver: Deliver) -> None:
        self.faults_left = 0
        self.asked_for: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._history = history
        self._chance = chance
        self._deliver = deliver
        self._ledger = Ledger(MERCHANT, API_KEY, HMAC_KEY)
        self._telling = Tasks()

    @property
    def paid(self) -> list[Paid]:
        """What has really gone to cards."""
        return [
            Paid(one["payment"], one["key"], one["value"], *self.asked_for.get(one["key"], (one["key"], ())))
            for one in self._ledger.refunds
        ]

    @property
    def gone(self) -> dict[str, Counter[str]]:
        """Cents that have really gone to cards, by refund and payment."""
        gone: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self.paid:
            gone[one.refund][one.payment] += one.cents
        return gone

    def note_proposed(self, refund: str, units: Iterable[str]) -> None:
        """Somebody has proposed this, wherever a core then hears of it."""
        for place, at, round_no in product(range(MOST_PARTS), range(MOST_PAYMENTS), range(MOST_ROUNDS)):
            self.asked_for[key_of(refund, place, at, round_no)] = refund, tuple(units)

    @property
    def owes(self) -> bool:
        """Whether something is still to be told."""
        return bool(self._telling)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """One request for a refund.

        Raises:
            httpx.ReadError, httpx.ReadTimeout: whoever asked does not know what came of it.
        """
        payment = request.url.path.split("/")[2]
        fault = "none"
        if self.faults_left:
            self.faults_left, fault = self.faults_left - 1, self._chance.choice(WAYS_TO_FAIL)
        self._history.note("cards", f"asked for {payment}")
        if fault != "none":
            self._history.strike(f"card_{fault}", "cards", payment)
        if fault in BEFORE:
            return _not_done(fault)
        self._ledger.payments[payment] = ANY_SUM
        status, told = self._ledger.refund(
            payment, request.headers["Idempotency-Key"], json.loads(request.content), fault
        )
        self._begin_to_tell()
        if fault == "cut_after":
            raise httpx.ReadTimeout("no answer")
        return httpx.Response(status, json=told) if fault != "garbage" else httpx.Response(status, text="<")

    def _begin_to_tell(self) -> None:
        owed, self._ledger.owed = self._ledger.owed, []
        for event in owed:
            task = asyncio.get_running_loop().create_task(self._tell_of(event))
            self._telling.add(task)

    async def _tell_of(self, event: dict[str, Any]) -> None:
        body = json.dumps({"live": "false", "notificationItems": [{"NotificationRequestItem": event}]})
        await asyncio.sleep(self._chance.uniform(0.0, self._chance.choice(LONGEST_LATE_S)))
        while not await self._is_accepted(body.encode()):
            await asyncio.sleep(TOLD_AGAIN_S)

    async def _is_accepted(self, body: bytes) -> bool:
        headers = {"Content-Type": "application/json"}
        request = httpx.Request("POST", f"{CORE_URL}/v1/webhooks/payments", headers=headers, content=body)
        try:
            response = await self._deliver(request, body)
            return await response.aread() == b"[accepted]"
        except httpx.TransportError:
            return False

    def end(self) -> None:
        """Tell nothing any more."""
        for task in self._telling:
            task.cancel()


def _not_done(fault: str) -> httpx.Response:
    if fault == "cut_before":
        raise httpx.ReadError("reset")
    status, headers = _SAID.get(fault, (422, {}))
    return httpx.Response(status, headers=headers, json={"status": status, "errorCode": "704"})
