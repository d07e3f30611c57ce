"""How approved money leaves: the port, its two implementations, and the loop that uses them."""

from core.service.payouts.card import CardService
from core.service.payouts.config import PaymentConfig, read_config, write_config
from core.service.payouts.credit import CreditService
from core.service.payouts.executing import Payer
from core.service.payouts.port import PaymentService, ServiceDown
from core.service.payouts.webhooks import Webhooks

__all__ = [
    "CardService",
    "CreditService",
    "Payer",
    "PaymentConfig",
    "PaymentService",
    "ServiceDown",
    "Webhooks",
    "read_config",
    "write_config",
]
