"""What was paid at a counter before its means were told stands with what left, as all later payments do: else
its sale, written anew, would be worth nothing.

Who paid before that was not asked by what; it was taken for cash, and is. No workstation has to move: what
has left goes from its store with its order, and what is open there has all of it with its next word.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from core.rules.ids import derive

revision = "0052"
down_revision = "0055"
branch_labels = None
depends_on = None

PAGE: Final = 500
CASH: Final = "cash"

ORDERS = sa.text(
    "SELECT DISTINCT f.order_id FROM fulfilment f JOIN orders o ON o.id = f.order_id"
    " WHERE o.payment = 'pay_in_store' AND f.order_id > :after ORDER BY f.order_id LIMIT :most"
)
SHARES = sa.text(
    "SELECT id, order_id, to_pay_cents, paid_here FROM fulfilment WHERE order_id IN :keys ORDER BY id"
).bindparams(sa.bindparam("keys", expanding=True))
LINES = sa.text(
    "SELECT l.fulfilment_id, l.quantity, l.handed_over, l.price_cents, l.agreement, o.unit_price_cents"
    " FROM fulfilment_line l JOIN order_line o ON o.id = l.order_line_id WHERE l.fulfilment_id IN :keys"
).bindparams(sa.bindparam("keys", expanding=True))
SALES = sa.text("SELECT id, means FROM sale WHERE id IN :keys").bindparams(
    sa.bindparam("keys", expanding=True)
)
EXCHANGES = sa.text(
    "SELECT id, kept, paid_here FROM refund WHERE is_exchange_out AND to_pay_cents > 0 AND id > :after"
    " ORDER BY id LIMIT :most"
)
NAMES = sa.text("SELECT means, cents, reference FROM sale_payment WHERE sale_id = :sale ORDER BY place")
DUE = sa.text("INSERT INTO sale_due (command_id, fulfilment_id) VALUES (:due, :share)")

FULFILMENT = sa.table("fulfilment", sa.column("id"), sa.column("paid_here", sa.JSON()))
REFUND = sa.table("refund", sa.column("id"), sa.column("paid_here", sa.JSON()))


def upgrade() -> None:
    connection = op.get_bind()
    after = ""
    while orders := connection.execute(ORDERS, {"after": after, "most": PAGE}).scalars().all():
        after = orders[-1]
        _move_orders(connection, orders)
    for found in _exchanges(connection):
        _write(connection, REFUND, found)


def _move_orders(connection: sa.Connection, orders: Sequence[str]) -> None:
    """What of these orders was paid at a counter; a sale that was written down without it is due again."""
    shares = connection.execute(SHARES, {"keys": list(orders)}).all()
    lines: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(LINES, {"keys": [share.id for share in shares]}):
        lines[row.fulfilment_id].append(row)
    found, paid = {}, dict.fromkeys(orders, 0)
    for share in shares:
        told = _rows(share.paid_here)
        missing = _came_in(share.to_pay_cents, lines[share.id]) - _cents(told)
        if missing > 0:
            told = found[share.id] = [[CASH, missing], *told]
        paid[share.order_id] += _cents(told)
    _write(connection, FULFILMENT, found)
    sale_of = {derive(order, "sale"): order for order in orders}
    written = connection.execute(SALES, {"keys": list(sale_of)}).all()
    short = {sale_of[row.id] for row in written if _cents(_rows(row.means)) < paid[sale_of[row.id]]}
    due = {share.order_id: share.id for share in shares if share.id in found and share.order_id in short}
    if due:
        rows = [{"due": derive(share, "paid_before"), "share": share} for share in due.values()]
        connection.execute(DUE, rows)


def _came_in(to_pay_cents: int, lines: Sequence[Any]) -> int:
    """What is not to be paid any more was paid, as far as it has left: whatever else makes it less makes its
    lines smaller too."""
    worth = sum(
        row.handed_over * (row.price_cents if row.agreement else row.unit_price_cents) for row in lines
    )
    asked = sum(row.quantity * row.price_cents for row in lines)
    return max(0, min(int(worth), int(asked) - to_pay_cents))


def _exchanges(connection: sa.Connection) -> Iterator[dict[str, list[list[Any]]]]:
    """What customers have added to exchanges before it stood with them: what the sale was paid with, less
    what was kept for it."""
    after = ""
    while refunds := connection.execute(EXCHANGES, {"after": after, "most": PAGE}).all():
        after = refunds[-1].id
        untold = {derive(row.id, "exchange_sale"): row for row in refunds if not _rows(row.paid_here)}
        if untold:
            written = connection.execute(SALES, {"keys": list(untold)}).all()
            found = {untold[row.id].id: _added(connection, row, untold[row.id].kept) for row in written}
            yield {key: rows for key, rows in found.items() if rows}


def _added(connection: sa.Connection, sale: Any, kept: Any) -> list[list[Any]]:
    left = {means: cents for means, cents, *_ in _rows(sale.means)}
    for means, cents, *_ in _rows(kept):
        left[means] = left.get(means, 0) - cents
    names = {(row.means, row.cents): row.reference for row in connection.execute(NAMES, {"sale": sale.id})}
    return [
        [means, cents, *filter(None, [names.get((means, cents), "")])]
        for means, cents in left.items()
        if cents > 0
    ]


def _write(connection: sa.Connection, table: sa.TableClause, found: dict[str, list[list[Any]]]) -> None:
    if found:
        told = sa.bindparam("told", type_=sa.JSON())
        update = table.update().where(table.c.id == sa.bindparam("key")).values(paid_here=told)
        connection.execute(update, [{"key": key, "told": rows} for key, rows in found.items()])


def _cents(rows: Sequence[Sequence[Any]]) -> int:
    return sum(int(cents) for _, cents, *_ in rows)


def _rows(value: Any) -> list[list[Any]]:
    """One database gives the text, the other what it says."""
    return (json.loads(value) if isinstance(value, str) else value) or []


def downgrade() -> None:
    """What was paid stays told: a program of before reads it as what it has noted itself."""
