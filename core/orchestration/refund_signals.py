"""What only the centre knows around a refund: the same customer, receipt, card and person in other stores."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union
from sqlalchemy.orm import Session

from core.commands.return_reading import policy_of
from core.model import Refund, Return, Sale, Staff
from core.model.kept_statements import kept
from core.rules.refund import GIVEN_UP, RefundKind
from core.rules.return_policy import Limits
from core.rules.return_signals import Told, near, since
from core.rules.time import Instant


def tell(session: Session, refund: Refund) -> None:
    """Count, and leave it with the refund: it travels to whoever approves it."""
    head = session.get(Return, refund.return_id)
    if head is None:
        return
    sale = session.get(Sale, refund.sale_id) if refund.sale_id else None
    told = Told(
        returns_of_customer=_returns_of_customer(session, refund, head, sale),
        refunds_of_sale=_refunds_of_sale(session, refund),
        receipt_elsewhere=_receipt_elsewhere(session, head, sale),
        often_at_limit=_often_at_limit(session, refund),
        is_staff_card=sale is not None and _is_staff_card(session, refund, sale),
    )
    refund.told = msgspec.to_builtins(told)


def _returns_of_customer(session: Session, refund: Refund, head: Return, sale: Sale | None) -> int:
    """Their other returns, by their number in the shop, or by their name."""
    others = select(Return.id).where(
        Return.declared_at > since(Instant(refund.proposed_at)), Return.id != head.id
    )
    found = []
    if head.customer_name:
        found.append(others.where(Return.customer_name == head.customer_name))
    if sale is not None and sale.customer_id:
        found.append(others.join(Sale, Sale.id == Return.sale_id).where(Sale.customer_id == sale.customer_id))
    if not found:
        return 0
    # Each by an index of its own: for either of them in one condition PostgreSQL reads all returns.
    return session.scalar(select(func.count()).select_from(union(*found).subquery())) or 0


def _refunds_of_sale(session: Session, refund: Refund) -> int:
    if not refund.sale_id:
        return 0
    [count] = _living(session, refund.sale_id, refund.id)
    return count


@kept
def _living(sale_id: str, besides: str) -> Select[int]:
    is_living = Refund.state.not_in([state.value for state in GIVEN_UP])
    return _count(Refund).where(Refund.sale_id == sale_id, Refund.id != besides, is_living)


def _receipt_elsewhere(session: Session, head: Return, sale: Sale | None) -> int:
    """Returns at other stores on the same receipt, whether or not money went. Two tills may have given one
    number: of a return whose sale is known, only slips on that number may be of the same."""
    same: list[ColumnElement[bool]] = []
    if head.sale_id:
        same.append(Return.sale_id == head.sale_id)
    codes = {code for code in (head.receipt_code, sale.receipt_code if sale is not None else "") if code}
    if codes:
        is_alike = Return.receipt_code.in_(codes)
        same.append(and_(is_alike, Return.sale_id == "") if head.sale_id else is_alike)
    if not same:
        return 0
    query = _count(Return).where(or_(*same), Return.location_id != head.location_id)
    return session.scalars(query).one()


def _often_at_limit(session: Session, refund: Refund) -> int:
    """Other refunds of whoever proposes that lie close below a limit: the chain's own, and its managers'."""
    limits = policy_of(session, refund.location_id).limits
    after = since(Instant(refund.proposed_at))
    [count] = _close(session, refund.proposed_by, after, refund.id, _limits(limits))
    return count


@kept
def _close(proposed_by: str, after: int, besides: str, limits: tuple[int, ...]) -> Select[int]:
    return _count(Refund).where(
        Refund.proposed_by == proposed_by,
        Refund.proposed_at > after,
        Refund.kind == RefundKind.RETURN.value,
        Refund.id != besides,
        or_(*(_is_close(limit_cents) for limit_cents in limits)),
    )


def _limits(limits: Limits) -> tuple[int, ...]:
    return limits.free_cents, limits.manager_cents, limits.regional_cents


def _is_close(limit_cents: int) -> ColumnElement[bool]:
    return and_(Refund.total_cents >= near(limit_cents), Refund.total_cents <= limit_cents)


def _is_staff_card(session: Session, refund: Refund, sale: Sale) -> bool:
    """Whether the card has paid a sale of somebody who works in the store, or of who proposes. Its last
    digits and a name are all that is known: in a whole chain both are somebody's too often."""
    if not sale.card_last4:
        return False
    near_by = or_(Staff.location_id == refund.location_id, Staff.id == refund.proposed_by)
    query = select(Sale.id).where(
        Sale.card_last4 == sale.card_last4,
        Sale.customer_name != "",
        Sale.customer_name.in_(select(Staff.name).where(near_by)),
    )
    return session.scalar(query.limit(1)) is not None


def _count(kind: type[Refund] | type[Return]) -> Select[int]:
    return select(func.count()).select_from(kind)
