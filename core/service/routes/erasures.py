"""A customer's data is erased on request."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.params import JSONBody

from core.orchestration.erasure import erase
from core.service.auth import ADMINS, Caller
from core.service.exchange import TheCore

Who = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Why = Annotated[str, msgspec.Meta(max_length=400, pattern=r"^[^\x00]*$")]


class ErasureRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whose data: the number of an order, a receipt or a return, an e-mail address, or their number in the
    shop."""

    who: Who
    reason: Why = ""


class ErasureAnswer(msgspec.Struct, frozen=True):
    """What was erased: rows, envelopes, and earlier images in the change log. `left`: the receipts of sales
    in another name, of which something was brought back; they stay."""

    id: str
    rows: int
    envelopes: int
    images: int
    left: tuple[str, ...]


@post("/erasures", guards=[ADMINS], status_code=200, sync_to_thread=True, tags=["customers"])
def post_erasure(
    request: Request[Caller, Any, Any], core: TheCore, data: JSONBody[ErasureRequest]
) -> ErasureAnswer:
    """Erase what names a customer, in everything that leads to them. What was sold and paid stays.

    Stores let go of it by their streams; the audit says that it was erased. Problems: `unknown_customer`;
    `customer_still_served`: an order, a return or a refund of theirs is not over, see `number`.
    """
    done = erase(core, data.who, request.user.name, data.reason)
    return ErasureAnswer(done.erasure_id, done.rows, done.envelopes, done.images, done.left)
