"""What a payment service tells of refunds that this core does not know: another core had asked for them, and
was lost."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import HOME_CORE, Base, Code, InstantColumn, Key, Text, home, index_where


class RefundWord(Base):
    """One word of a payment service about a refund that was not known when it came.

    `named` is what whoever asked for it calls it: the identifier of a `RefundPart`, if it was a core.
    `reference` is what the service calls it, `payment` what it calls the payment that it goes back to.
    `heard`, `cents`, `currency` and `reason` are what it says (`core.rules.refund_part.Answer`), `event` is
    the word's own name. `state`: `new`; `told` to a person, where it is money of ours; `taken` in by the part
    of that name; `settled` by a person or by another word.
    """

    __tablename__ = "refund_word"
    __table_args__ = (
        Index("ix_refund_word_named", "named"),
        Index("ix_refund_word_payment", "payment"),
        Index("ix_refund_word_reference", "reference"),
        index_where("ix_refund_word_new", "at", where="state = 'new'"),
        home(HOME_CORE),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    named: Mapped[Text]
    reference: Mapped[Text]
    payment: Mapped[Text]
    heard: Mapped[Code]
    cents: Mapped[int]
    currency: Mapped[Code]
    reason: Mapped[Text]
    event: Mapped[Text]
    at: Mapped[InstantColumn]
    state: Mapped[Code]
