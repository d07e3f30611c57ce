"""The routes under ``/v1``, one module an area."""

from core.service.routes.availability import get_availability, post_availability
from core.service.routes.availability_policy import get_policy, put_policy
from core.service.routes.catalogue import get_articles, get_locations
from core.service.routes.commands import post_commands
from core.service.routes.credits import delete_hold, get_credit, post_gift_card, post_spend
from core.service.routes.deliveries import (
    get_deliveries,
    get_delivery,
    get_transfers,
    post_delivery,
    post_withdrawal,
)
from core.service.routes.devices import post_block, post_code, post_enrolment, post_held_blocks
from core.service.routes.drift import get_drift, post_drift, post_positions
from core.service.routes.erasures import post_erasure
from core.service.routes.feed import (
    get_hashes,
    get_manifest,
    get_piece,
    get_pokes,
    get_region_sales,
    get_shard,
    get_tail,
)
from core.service.routes.fulfilments import get_fulfilments, get_notifications
from core.service.routes.health import get_health
from core.service.routes.order_stories import get_attention, get_history, post_settlement, post_source
from core.service.routes.orders import get_decisions, get_order, get_orders, post_cancel, post_order
from core.service.routes.parcels import post_delivered, post_lost
from core.service.routes.payments import post_payment
from core.service.routes.people import post_approval_key, post_leave, post_pin
from core.service.routes.pieces import get_pieces
from core.service.routes.reservations import (
    get_reservation,
    post_confirmation,
    post_release,
    post_reservation,
)
from core.service.routes.sales import post_find, post_sales, put_region
from core.service.routes.sourcing import get_cool_downs, get_rules, post_what_if, put_rules
from core.service.routes.staff import get_permissions, get_stores, put_permission, put_stores
from core.service.routes.stock import get_movements, get_positions, post_movements
from core.service.routes.substitutes import get_substitutes, post_reply
from core.service.routes.webhooks import post_webhook

ROUTES = (
    get_articles,
    get_attention,
    get_availability,
    get_cool_downs,
    get_rules,
    post_what_if,
    put_rules,
    delete_hold,
    get_credit,
    get_decisions,
    get_deliveries,
    get_delivery,
    get_fulfilments,
    get_hashes,
    get_health,
    get_history,
    get_locations,
    get_manifest,
    get_movements,
    get_notifications,
    get_order,
    get_orders,
    get_piece,
    get_permissions,
    get_pokes,
    get_policy,
    get_pieces,
    get_region_sales,
    get_positions,
    get_reservation,
    get_shard,
    get_substitutes,
    get_stores,
    get_tail,
    get_transfers,
    post_approval_key,
    post_availability,
    post_block,
    post_cancel,
    post_code,
    post_commands,
    post_confirmation,
    post_delivered,
    post_lost,
    post_delivery,
    post_withdrawal,
    get_drift,
    post_drift,
    post_enrolment,
    post_erasure,
    post_find,
    post_held_blocks,
    post_leave,
    post_movements,
    post_order,
    post_payment,
    post_pin,
    post_positions,
    post_release,
    post_reply,
    post_reservation,
    post_sales,
    post_settlement,
    post_source,
    post_gift_card,
    post_spend,
    post_webhook,
    put_permission,
    put_policy,
    put_region,
    put_stores,
)
