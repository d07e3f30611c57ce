"""The decisions on where orders come from, kept with all that they depended on."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, HOME_STORE, Base, Code, InstantColumn, Key, home


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


class CoolDown(Base):
    """The orders of one window of a channel, decided together; immutable.

    `method` is `exact`, `solver`, or `kept` where one by one was as good or nothing better was found. Costs
    in thousandths of a cent; `bound_mc`: nothing costs less that does as well by the chain's priorities.
    `cost_mc_before` and `parcels_before` are what the same orders came to one by one.
    """

    __tablename__ = "cool_down"
    __table_args__ = (Index("ix_cool_down_until_at", "until_at"), home(HOME_CORE))

    id: Mapped[Key] = mapped_column(primary_key=True)
    channel: Mapped[Code]
    from_at: Mapped[InstantColumn]
    until_at: Mapped[InstantColumn]
    at: Mapped[InstantColumn]
    orders: Mapped[int]
    moved: Mapped[int]
    method: Mapped[Code]
    parcels_before: Mapped[int]
    parcels_after: Mapped[int]
    cost_mc_before: Mapped[int] = mapped_column(BigInteger)
    cost_mc_after: Mapped[int] = mapped_column(BigInteger)
    bound_mc: Mapped[int] = mapped_column(BigInteger)


class SourcingRules(Base):
    """The chain's rules for sources (a `core.rules.sourcing_case.Policy` as JSON): one row, or none."""

    __tablename__ = "sourcing_rules"
    __table_args__ = home(HOME_CORE)

    id: Mapped[Key] = mapped_column(primary_key=True)
    set_at: Mapped[InstantColumn]
    rules: Mapped[bytes] = mapped_column(LargeBinary)


class CarbonFigures(Base):
    """What every store has of the chain's rules for sources: the grams of CO2e of a parcel's last mile, and
    of a tonne-kilometre before it. One row, once the chain has set its rules."""

    __tablename__ = "carbon_figures"
    __table_args__ = home(HOME_STORE)

    id: Mapped[Key] = mapped_column(primary_key=True)
    parcel_g: Mapped[int]
    tonne_km_g: Mapped[int]
