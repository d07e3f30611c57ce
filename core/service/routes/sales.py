"""What was sold: told by tills, looked for by stores that take something back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, post, put
from litestar.params import JSONBody
from sqlalchemy.orm import Session

from core.orchestration import UnitOfWork
from core.orchestration.region_sales import set_region, stores_by_region
from core.orchestration.sale_intake import take_in_sales
from core.orchestration.sale_questions import check_asker, note_question
from core.orchestration.sale_sharing import find_sales, share
from core.orchestration.stock_intake import LineAnswer
from core.rules.errors import Refused
from core.service.auth import ADMINS, DEVICES, SHOPS, Caller
from core.service.exchange import TheCore
from core.service.routes.parameters import Key, Word
from core.service.sale_records import Last4, SalesBody, draft_of_sale

MAX_STORES = 1_000
Searched = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00-\x1f]*$")]


class SalesAnswer(msgspec.Struct, frozen=True):
    """What came of each receipt, in the order in which they were sent."""

    sales: list[LineAnswer]


class FindRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a sale: its receipt code or order number (ours, or the one that its shop or
    marketplace has given it), or the number of a parcel of it; or the card's last four digits and the time
    (31 days at most); or an article and its serial number, or its day; or its customer's whole
    name, with the day where several customers have it. `asked_by` is who looks for it: a person of the
    workstation's store."""

    asked_by: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    receipt: Searched = ""
    card_last4: Last4 = ""
    sold_from: Annotated[int, msgspec.Meta(ge=0)] = 0
    sold_until: Annotated[int, msgspec.Meta(ge=0)] = 0
    sku: Searched = ""
    serial: Searched = ""
    customer: Searched = ""

    def wanted(self) -> dict[str, Any]:
        """All but who asks."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if name != "asked_by"}

    @property
    def by(self) -> str:
        """What it is looked for by, as `find_sales` goes through it."""
        ways = {
            "receipt": self.receipt,
            "card": self.card_last4,
            "piece": self.sku and self.serial,
            "article": self.sku,
            "customer": self.customer,
        }
        return next((way for way, said in ways.items() if said), "")


class FindAnswer(msgspec.Struct, frozen=True):
    """The sales that were found. They come on the store's private stream, whole."""

    sale_ids: list[str]


class RegionRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of stores that are of a region from now on."""

    stores: Annotated[list[Word], msgspec.Meta(max_length=MAX_STORES)]


class RegionAnswer(msgspec.Struct, frozen=True):
    """The stores of a region, by code."""

    region: str
    stores: list[str]


@put("/regions/{region:str}", guards=[ADMINS], sync_to_thread=True, tags=["sales"])
def put_region(core: TheCore, region: Key, data: JSONBody[RegionRequest]) -> RegionAnswer:
    """Say that these stores are of a region, besides those that are: they know each other's recent sales,
    without names, with the line cut too. A store is of one region.

    Problems: `unknown_location`, `region_name_too_long`.
    """
    core.transact(lambda unit: set_region(unit, data.stores, region))
    return RegionAnswer(region, core.read(stores_by_region).get(region, []))


@post("/sales", guards=[SHOPS], status_code=200, sync_to_thread=True, tags=["sales"])
def post_sales(core: TheCore, data: JSONBody[SalesBody]) -> SalesAnswer:
    """Tell receipts: what was paid for each article, after all promotions, and with what.

    Each is known by its store and its code, and counts once however often it is sent. One that is refused
    says why (`unknown_location`, `unknown_article`, `means_do_not_add_up`, `absurd_quantity`,
    `receipt_reused`, `from_the_future`, `from_long_ago`) and does not hold back the others. Stock moves by
    `/v1/stock/movements` alone.
    """
    drafts = [draft_of_sale(record) for record in data.sales]
    return SalesAnswer(core.transact(lambda unit: take_in_sales(unit, drafts)))


@post("/sales/find", guards=[DEVICES], status_code=200, sync_to_thread=True, tags=["sales"])
def post_find(request: Request[Caller, Any, Any], core: TheCore, data: JSONBody[FindRequest]) -> FindAnswer:
    """Look for a sale anywhere in the chain, for somebody who brings something back.

    What is found comes to the store as if it had been sold there. Each question is kept, with who asked, by
    what, and how many were found. Problems: `unknown_staff`, `nothing_to_look_for`, `name_of_several`.
    """
    caller = request.user

    def look(session: Session) -> Sequence[str] | None:
        check_asker(session, data.asked_by, caller.id)
        try:
            return find_sales(session, **data.wanted())
        except Refused as refusal:
            if refusal.code == "name_of_several":
                return None
            raise

    found = core.read(look)

    def bring(unit: UnitOfWork) -> None:
        share(unit, found or (), caller.location_id, data.asked_by)
        note_question(
            unit,
            location_id=caller.location_id,
            device_id=caller.id,
            asked_by=data.asked_by,
            by=data.by,
            found=len(found or ()),
        )

    core.transact(bring)
    if found is None:
        raise Refused("name_of_several")
    return FindAnswer(list(found))
