"""Refunds to the card, by a payment service over HTTP.

The contract is Adyen's Checkout API (docs.adyen.com, "Refund a payment" and "API idempotency"): a refund is
asked for with `POST /payments/{pspReference}/refunds` under an `Idempotency-Key`, answered with 201 and
`status: received`, and its outcome comes with a webhook. The same key again gets the same answer.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import httpx
import msgspec

from core.orchestration.refund_execution import PayOrder
from core.rules.refund_part import KEY_IN_USE, Answer, Heard
from core.service.payouts.config import PaymentConfig
from core.service.payouts.port import ServiceDown

TIMEOUT_S: Final = 15.0
CONNECT_TIMEOUT_S: Final = 5.0
MAX_REASON_CHARS: Final = 60
_RETRIED: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})
_OUR_FAULT: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_TRANSIENT: Final = "transient-error"
"""The header of an answer to a key that is still being worked on."""
_IN_USE: Final = "704"
"""The error code that speaks of the request: one under this key was taken in, or is being worked on."""


class _Received(msgspec.Struct):
    pspReference: str
    status: str = ""


class _Problem(msgspec.Struct):
    errorCode: str = ""
    message: str = ""


class CardService:
    """Implements `PaymentService` over HTTP."""

    def __init__(
        self,
        config: PaymentConfig,
        transport: httpx.BaseTransport | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._config = config
        self._transport = transport
        self._timeout = httpx.Timeout(timeout_s, connect=min(timeout_s, CONNECT_TIMEOUT_S))
        self._client: httpx.Client | None = None

    def refund(self, order: PayOrder) -> Answer:
        """As the port says. What did not come through for sure is asked again."""
        try:
            answer = self._open().post(
                f"/payments/{order.payment}/refunds",
                headers={"Idempotency-Key": order.key, "X-API-Key": self._config.api_key()},
                json={
                    "merchantAccount": self._config.merchant,
                    "amount": {"value": order.cents, "currency": order.currency},
                    "reference": order.key,
                },
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, OSError) as error:
            self.close()
            raise ServiceDown(type(error).__name__) from error
        except httpx.HTTPError as error:
            self.close()
            # It may have been done: only the same key may ask again.
            return Answer(Heard.NOTHING, reason=type(error).__name__)
        return _read(answer)

    def close(self) -> None:
        """End the connection."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _open(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(
                base_url=self._config.url, timeout=self._timeout, transport=self._transport
            )
        return self._client


def _read(answer: httpx.Response) -> Answer:
    status = answer.status_code
    if status in (HTTPStatus.OK, HTTPStatus.CREATED):
        try:
            received = msgspec.json.decode(answer.content, type=_Received)
        except msgspec.MsgspecError:
            return Answer(Heard.NOTHING, reason="unreadable")
        return Answer(Heard.ACCEPTED, reference=received.pspReference)
    if status in _OUR_FAULT:
        raise ServiceDown(f"status {status}")
    code = _error_code(answer)
    is_passing = answer.headers.get(_TRANSIENT, "").lower() == "true"
    if code == _IN_USE and not is_passing:
        return Answer(Heard.NOTHING, reason=KEY_IN_USE)
    if status in _RETRIED or status >= HTTPStatus.INTERNAL_SERVER_ERROR or is_passing:
        return Answer(Heard.NOTHING, reason=f"status_{status}")
    reason = f"provider_{code}" if code else f"status_{status}"
    return Answer(Heard.REFUSED, reason=reason[:MAX_REASON_CHARS])


def _error_code(answer: httpx.Response) -> str:
    try:
        return msgspec.json.decode(answer.content, type=_Problem).errorCode
    except msgspec.MsgspecError:
        return ""
