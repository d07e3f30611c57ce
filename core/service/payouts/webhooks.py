"""What the payment service tells by itself: the outcome of a refund, perhaps late, perhaps again.

Standard webhooks of Adyen (docs.adyen.com, "Verify HMAC signatures"): each item carries a signature, an
HMAC-SHA256 over eight of its fields joined by colons. It is answered with `[accepted]`, or it comes again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Annotated, Final

import msgspec
import structlog

from core.orchestration import Core
from core.orchestration.refund_words import note, part_named
from core.orchestration.untold_refunds import keep
from core.rules.errors import BadInput, NotAuthentic
from core.rules.refund_part import Answer, Heard
from core.service.payouts.config import PaymentConfig

ACCEPTED: Final = "[accepted]"
MAX_ITEMS: Final = 100
_REFUND: Final = "REFUND"
_FAILED: Final = "REFUND_FAILED"
_REVERSED: Final = "REFUNDED_REVERSED"
"""It went, and came back; told in any order with the word that it went."""

log = structlog.get_logger(__name__)


class _Amount(msgspec.Struct):
    value: int
    currency: str


class _Item(msgspec.Struct, rename="camel"):
    psp_reference: str
    merchant_account_code: str
    event_code: str
    success: str
    amount: _Amount
    additional_data: dict[str, str] = {}
    original_reference: str = ""
    merchant_reference: str = ""
    reason: str = ""


class _Wrapped(msgspec.Struct):
    NotificationRequestItem: _Item


class _Body(msgspec.Struct, rename="camel"):
    notification_items: Annotated[list[_Wrapped], msgspec.Meta(max_length=MAX_ITEMS)]


class Webhooks:
    """Takes them in. What is authentic is answered; what is not about us, or is known, changes nothing.
    What a core that was lost had asked for is kept."""

    def __init__(self, core: Core, config: PaymentConfig) -> None:
        self._core = core
        self._merchant = config.merchant
        self._key = config.hmac_key()

    def take_in(self, body: bytes) -> None:
        """All items of one request, each in a transaction of its own.

        Raises:
            BadInput: `bad_webhook`.
            NotAuthentic: `webhook_not_signed`: one of them is not the service's; none was taken in.
            Exception: the first that an item raised, once all others are taken in; the service tells all
                of them again.
        """
        try:
            told = msgspec.json.decode(body, type=_Body).notification_items
        except msgspec.MsgspecError as error:
            raise BadInput("bad_webhook", reason=str(error)) from error
        items = [one.NotificationRequestItem for one in told]
        for item in items:
            if item.merchant_account_code != self._merchant or not _is_signed(item, self._key):
                raise NotAuthentic("webhook_not_signed")
        failed: list[Exception] = []
        for item in items:
            try:
                self._take_in(item)
            except Exception as error:
                log.exception("webhook.not_taken_in", reference=item.psp_reference)
                failed.append(error)
        if failed:
            raise failed[0]

    def _take_in(self, item: _Item) -> None:
        answer = _answer(item)
        if answer is None:
            return
        event = f"{item.event_code}:{item.psp_reference}:{item.success}"
        # Our own name for it is there even if the answer that told theirs was lost.
        part_id = item.merchant_reference
        is_known = self._core.transact(lambda unit: note(unit, part_id, answer, event))
        if not is_known:
            named = self._core.read(lambda session: part_named(session, item.psp_reference))
            if named is not None:
                self._core.transact(lambda unit: note(unit, named, answer, event))
            elif not self._core.transact(lambda unit: keep(unit, part_id, answer, event)):
                log.warning("webhook.unknown_refund", reference=item.psp_reference)


def _answer(item: _Item) -> Answer | None:
    """What an item says of a refund; None for what is not about one."""
    is_done = item.event_code == _REFUND and item.success == "true"
    told = {_REFUND: Heard.REFUSED, _FAILED: Heard.RETURNED, _REVERSED: Heard.RETURNED}
    heard = Heard.DONE if is_done else told.get(item.event_code)
    if heard is None:
        return None
    reason = "_".join(item.reason.lower().split())[:50] or "unsaid"
    return Answer(
        heard,
        reference=item.psp_reference,
        cents=item.amount.value if is_done or heard is Heard.RETURNED else 0,
        reason="" if is_done else f"provider_{reason}",
        payment=item.original_reference,
        currency=item.amount.currency,
    )


def signature_of(fields: list[str], key: bytes) -> str:
    """The signature of an item's eight fields."""
    digest = hmac.new(key, ":".join(fields).encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _is_signed(item: _Item, key: bytes) -> bool:
    fields = [
        item.psp_reference,
        item.original_reference,
        item.merchant_account_code,
        item.merchant_reference,
        str(item.amount.value),
        item.amount.currency,
        item.event_code,
        item.success,
    ]
    given = item.additional_data.get("hmacSignature", "")
    return hmac.compare_digest(signature_of(fields, key).encode(), given.encode())
