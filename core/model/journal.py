"""What people must settle, what customers were told, and answers that must be given twice alike."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import (
    CORE_ONLY,
    HOME_CORE,
    HOME_STORE,
    Base,
    Code,
    InstantColumn,
    Json,
    Key,
    Text,
    home,
    index_where,
)


class ExceptionCase(Base):
    """A contradiction or a quarantined fact that a person settles. `kind` is its stable code."""

    __tablename__ = "exception_case"
    __table_args__ = (
        Index("ix_exception_case_location_id", "location_id", "settled_at"),
        Index("ix_exception_case_aggregate", "aggregate", info=CORE_ONLY),
        index_where(
            "ix_exception_case_open", "kind", "aggregate", where="settled_at IS NULL", info=CORE_ONLY
        ),
        index_where(
            "ix_exception_case_money",
            "aggregate",
            where="kind IN ('refund_perhaps_paid', 'refund_paid_untold')",
            info=CORE_ONLY,
        ),
        home(HOME_STORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    location_id: Mapped[int]
    kind: Mapped[Code]
    aggregate: Mapped[Text]
    data: Mapped[Json] = mapped_column(default=dict)
    raised_at: Mapped[InstantColumn]
    settled_at: Mapped[InstantColumn | None]
    settled_by: Mapped[Key | None]
    settlement: Mapped[Text] = mapped_column(default="")


class Notification(Base):
    """A word to a customer: written with the change that caused it, sent afterwards.

    `due_at` is when it is to be sent, or sent again, and None once that is over: `sent_at`, or `failed_at`
    with the reason in `failure`.
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_order_id", "order_id"),
        index_where("ix_notification_due_at", "due_at", where="due_at IS NOT NULL"),
        home(HOME_CORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    order_id: Mapped[Key]
    kind: Mapped[Code]
    data: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[InstantColumn]
    sent_at: Mapped[InstantColumn | None]
    due_at: Mapped[InstantColumn | None] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[InstantColumn | None]
    failure: Mapped[Code] = mapped_column(default="")


class IdempotentAnswer(Base):
    """The answer to a request that carried an idempotency key, and the digest of what was asked."""

    __tablename__ = "idempotent_answer"
    __table_args__ = home(HOME_CORE)

    token_digest: Mapped[Code] = mapped_column(primary_key=True)
    key: Mapped[Text] = mapped_column(primary_key=True)
    request_digest: Mapped[Code]
    status: Mapped[int]
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[InstantColumn]


class Erasure(Base):
    """A customer's data was erased on request: who did it, why, and how much; of the customer nothing."""

    __tablename__ = "erasure"
    __table_args__ = home(HOME_CORE)

    id: Mapped[Key] = mapped_column(primary_key=True)
    erased_by: Mapped[Text]
    reason: Mapped[Text] = mapped_column(default="")
    at: Mapped[InstantColumn]
    rows: Mapped[int] = mapped_column(default=0)
    envelopes: Mapped[int] = mapped_column(default=0)
