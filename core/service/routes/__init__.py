"""The routes under ``/v1``, one module an area."""

from core.service.routes.commands import post_commands
from core.service.routes.devices import post_block, post_code, post_enrolment
from core.service.routes.feed import get_manifest, get_piece, get_pokes, get_tail
from core.service.routes.health import get_health

ROUTES = (
    get_health,
    get_manifest,
    get_piece,
    get_pokes,
    get_tail,
    post_block,
    post_code,
    post_commands,
    post_enrolment,
)
