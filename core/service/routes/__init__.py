"""The routes under ``/v1``, one module an area."""

from core.service.routes.availability import get_availability
from core.service.routes.catalogue import get_articles, get_locations
from core.service.routes.commands import post_commands
from core.service.routes.devices import post_block, post_code, post_enrolment, post_held_blocks
from core.service.routes.feed import get_manifest, get_piece, get_pokes, get_shard, get_tail
from core.service.routes.fulfilments import get_fulfilments, get_notifications
from core.service.routes.health import get_health
from core.service.routes.orders import get_decisions, get_order, get_orders, post_cancel, post_order
from core.service.routes.pieces import get_pieces
from core.service.routes.staff import get_permissions, put_permission
from core.service.routes.stock import get_movements, get_positions, post_movements

ROUTES = (
    get_articles,
    get_availability,
    get_decisions,
    get_fulfilments,
    get_health,
    get_locations,
    get_manifest,
    get_movements,
    get_notifications,
    get_order,
    get_orders,
    get_piece,
    get_permissions,
    get_pokes,
    get_pieces,
    get_positions,
    get_shard,
    get_tail,
    post_block,
    post_cancel,
    post_code,
    post_commands,
    post_enrolment,
    post_held_blocks,
    post_movements,
    post_order,
    put_permission,
)
