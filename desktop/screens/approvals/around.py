"""What is known around refunds: read for all of them together, with one statement for each kind of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from core.model import Refund as RefundRow
from core.model import Return, ReturnLine, Sale, Staff
from core.rules.approval import Need
from core.rules.refund import GIVEN_UP
from core.rules.return_policy import Limits
from core.rules.return_signals import Seen, since, told_of
from core.rules.time import Instant
from sync.reading import Reader


class Around(msgspec.Struct, frozen=True):
    """The returns of some refunds with their lines, and what may be looked at twice.

    Attributes:
        of_customers: when which return of a customer was declared, by the customer's name.
        of_sales: the refunds of a sale that were not given up.
        staff_cards: ids of the sales that a card has paid which has paid somebody's who works here.
    """

    heads: Mapping[str, Return]
    lines: Mapping[str, Sequence[ReturnLine]]
    of_customers: Mapping[str, Sequence[tuple[str, int]]]
    of_sales: Mapping[str, int]
    staff_cards: frozenset[str]

    def seen(self, row: RefundRow, limits: Limits) -> Seen:
        """What its signals are made of."""
        head = self.heads.get(row.return_id)
        is_regional = row.need == Need.REGIONAL_MANAGER.value
        told = told_of(row.told)
        return Seen(
            cents=row.total_cents,
            limit_cents=limits.regional_cents if is_regional else limits.manager_cents,
            returns_of_customer=max(self._others_of_customer(row, head), told.returns_of_customer),
            refunds_of_sale=max(self._others_of_sale(row), told.refunds_of_sale),
            receipt_elsewhere=told.receipt_elsewhere,
            often_at_limit=told.often_at_limit,
            asked_cents=told.asked.cents if told.asked is not None else 0,
            is_staff_card=told.is_staff_card or row.sale_id in self.staff_cards,
            has_proof=head is None or head.has_proof,
            has_other_serial=any(line.why == "serial_wrong" for line in self.lines.get(row.return_id, ())),
        )

    def _others_of_customer(self, row: RefundRow, head: Return | None) -> int:
        if head is None or not head.customer_name:
            return 0
        after = since(Instant(row.proposed_at))
        theirs = self.of_customers.get(head.customer_name, ())
        return sum(declared_at > after for return_id, declared_at in theirs if return_id != head.id)

    def _others_of_sale(self, row: RefundRow) -> int:
        own = row.state not in _GIVEN_UP
        return self.of_sales.get(row.sale_id or "", 0) - own if row.sale_id else 0


_GIVEN_UP = frozenset(one.value for one in GIVEN_UP)


def around(reader: Reader, rows: Sequence[RefundRow]) -> Around:
    """What is known around these."""
    session = reader.session
    of_returns = {row.return_id for row in rows}
    heads = {one.id: one for one in session.scalars(select(Return).where(Return.id.in_(of_returns)))}
    lines: dict[str, list[ReturnLine]] = defaultdict(list)
    wanted = select(ReturnLine).where(ReturnLine.return_id.in_(of_returns)).order_by(ReturnLine.line_no)
    for line in session.scalars(wanted):
        lines[line.return_id].append(line)
    sales = {row.sale_id for row in rows if row.sale_id}
    return Around(
        heads=heads,
        lines=lines,
        of_customers=_of_customers(reader, rows, heads),
        of_sales=_of_sales(reader, sales),
        staff_cards=_staff_cards(reader, sales),
    )


def _of_customers(
    reader: Reader, rows: Sequence[RefundRow], heads: Mapping[str, Return]
) -> Mapping[str, Sequence[tuple[str, int]]]:
    names = {head.customer_name for head in heads.values() if head.customer_name}
    if not names:
        return {}
    oldest = since(Instant(min(row.proposed_at for row in rows)))
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    theirs = select(Return.customer_name, Return.id, Return.declared_at).where(
        Return.customer_name.in_(names), Return.declared_at > oldest
    )
    for name, return_id, declared_at in reader.session.execute(theirs):
        found[name].append((return_id, declared_at))
    return found


def _of_sales(reader: Reader, sales: set[str]) -> Mapping[str, int]:
    counted = (
        select(RefundRow.sale_id, func.count())
        .where(RefundRow.sale_id.in_(sales), RefundRow.state.not_in(_GIVEN_UP))
        .group_by(RefundRow.sale_id)
    )
    return {str(sale_id): number for sale_id, number in reader.session.execute(counted)} if sales else {}


def _staff_cards(reader: Reader, sales: set[str]) -> frozenset[str]:
    """Sales by a card that has paid a sale of somebody who works here, as far as this store knows."""
    if not sales:
        return frozenset()
    other = aliased(Sale)
    of_staff = select(other.id).where(
        other.card_last4 == Sale.card_last4, other.customer_name.in_(select(Staff.name))
    )
    found = select(Sale.id).where(Sale.id.in_(sales), Sale.card_last4 != "", of_staff.exists())
    return frozenset(reader.session.scalars(found))
