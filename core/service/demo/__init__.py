"""The demo network: a French chain of stores, made from a seed, without a database.

network = generate(now=clock.now())
day = orders(network, 60, np.random.default_rng(1))
write(network, folder, day)
"""

from core.service.demo.day import orders
from core.service.demo.files import write
from core.service.demo.network import DEFAULT_SEED, DemoNetwork, Progress, generate

__all__ = ["DEFAULT_SEED", "DemoNetwork", "Progress", "generate", "orders", "write"]
