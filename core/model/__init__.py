"""The tables, the same on the core and on a workstation; one module an area.

`Base.metadata` holds them all. Each table's *home* says where it lives on a workstation: in the plain copy of
the network, in the encrypted `store.db`, or nowhere (the core alone has it).
"""

from core.model.availability import Arrival, AvailabilityRule, Backorder, Quota
from core.model.base import HOME_CORE, HOME_NETWORK, HOME_REGION, HOME_STORE, Base, tables_at_home
from core.model.capture import Capture, RowChange
from core.model.carriers import CarrierService
from core.model.counts import CountTask
from core.model.credit_holds import CreditHold
from core.model.credit_uses import CreditUse
from core.model.deliveries import Carton, Delivery, DeliveryLine, Transfer, TransferLine
from core.model.devices import ApiToken, Device, EnrolmentCode, KeptEnvelope, NumberBlock, OutcomeRow
from core.model.feed import Change, CoreSetting, Publication, Stream, StreamMark
from core.model.fulfilment import Bin, Fulfilment, FulfilmentLine, Parcel, ParcelDelivery, ParcelLoss
from core.model.intake import IntakeLimit
from core.model.journal import Erasure, ExceptionCase, IdempotentAnswer, Notification
from core.model.labels import LabelTemplateRow
from core.model.network import Article, ArticlePlace, ArticlePrice, Location
from core.model.orders import Customer, Order, OrderLine, OrderTerms
from core.model.people import ApprovalKey, PinTries, SignsFor, Staff, StaffPermission
from core.model.preparation import PreparationPolicyRow
from core.model.refund_words import RefundWord
from core.model.regions import RegionSale, StoreRegion
from core.model.return_photos import ReturnPhoto
from core.model.returns import (
    CashPayout,
    CreditEntry,
    Refund,
    RefundClaim,
    RefundPart,
    Return,
    ReturnLine,
    ReturnPolicyRow,
    StoreCredit,
)
from core.model.sales import (
    OrderMoney,
    PaymentClaim,
    Sale,
    SaleDue,
    SaleLine,
    SaleName,
    SalePayment,
    SaleQuestion,
    SaleShare,
)
from core.model.sourcing import CarbonFigures, CoolDown, SourcingDecision, SourcingRules
from core.model.stock import Movement, Piece, Position, Reservation

__all__ = [
    "HOME_CORE",
    "HOME_NETWORK",
    "HOME_REGION",
    "HOME_STORE",
    "ApiToken",
    "ApprovalKey",
    "Arrival",
    "Article",
    "ArticlePlace",
    "ArticlePrice",
    "AvailabilityRule",
    "Backorder",
    "Base",
    "Bin",
    "Capture",
    "CarbonFigures",
    "CarrierService",
    "Carton",
    "CashPayout",
    "Change",
    "CoolDown",
    "CoreSetting",
    "CountTask",
    "CreditEntry",
    "CreditHold",
    "CreditUse",
    "Customer",
    "Delivery",
    "DeliveryLine",
    "Device",
    "EnrolmentCode",
    "Erasure",
    "ExceptionCase",
    "Fulfilment",
    "FulfilmentLine",
    "IdempotentAnswer",
    "IntakeLimit",
    "KeptEnvelope",
    "LabelTemplateRow",
    "Location",
    "Movement",
    "Notification",
    "NumberBlock",
    "Order",
    "OrderLine",
    "OrderMoney",
    "OrderTerms",
    "OutcomeRow",
    "Parcel",
    "ParcelDelivery",
    "ParcelLoss",
    "PaymentClaim",
    "Piece",
    "PinTries",
    "Position",
    "PreparationPolicyRow",
    "Publication",
    "Quota",
    "Refund",
    "RefundClaim",
    "RefundPart",
    "RefundWord",
    "RegionSale",
    "Reservation",
    "Return",
    "ReturnLine",
    "ReturnPhoto",
    "ReturnPolicyRow",
    "RowChange",
    "Sale",
    "SaleDue",
    "SaleLine",
    "SaleName",
    "SalePayment",
    "SaleQuestion",
    "SaleShare",
    "SignsFor",
    "SourcingDecision",
    "SourcingRules",
    "Staff",
    "StaffPermission",
    "StoreCredit",
    "StoreRegion",
    "Stream",
    "StreamMark",
    "Transfer",
    "TransferLine",
    "tables_at_home",
]
