"""The decisions on where orders come from, kept with all that they depended on."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, Base, Code, InstantColumn, Key, home


class SourcingDecision(Base):
    """One decision; immutable. `cause` is what asked for it: the order itself, or a store's command.

    `inputs` is a `core.rules.sourcing_case.Case` and `answer` a `core.rules.sourcing.Decision`, as JSON:
    decided again, the inputs give the answer. `cost_mc` in thousandths of a cent.
    """

    __tablename__ = "sourcing_decision"
    __table_args__ = (
        Index("ix_sourcing_decision_order_id", "order_id", "at"),
        Index("ix_sourcing_decision_at", "at"),
        home(HOME_CORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    order_id: Mapped[Key]
    cause: Mapped[Key]
    at: Mapped[InstantColumn]
    method: Mapped[Code]
    cost_mc: Mapped[int] = mapped_column(BigInteger)
    inputs: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes] = mapped_column(LargeBinary)
