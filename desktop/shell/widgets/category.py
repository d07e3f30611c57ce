"""Which drawing stands for a category of articles, as a chain's own catalogue names it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from desktop.shell.theme.icons import drawings

OTHER = "category-other"

_DRAWINGS = (
    ("dress", ("dress", "robe", "combinaison")),
    ("shirt", ("shirt", "chemis", "blouse", "top", "polo", "tee")),
    ("knit", ("knit", "sweater", "cardigan", "pull", "gilet", "maille")),
    ("jacket", ("jacket", "coat", "blazer", "veste", "manteau", "blouson", "parka", "trench")),
    ("skirt", ("skirt", "jupe")),
    ("trousers", ("trouser", "jean", "chino", "pant", "short", "legging")),
    ("shoe", ("shoe", "boot", "sneaker", "sandal", "chauss", "basket", "espadrille", "botte")),
    ("bag", ("bag", "wallet", "leather", "sac", "maroquinerie", "portefeuille")),
    ("belt", ("belt", "ceinture")),
    ("scarf", ("scarf", "scarves", "echarpe", "foulard", "etole")),
    ("hat", ("hat", "cap", "beanie", "chapeau", "bonnet", "casquette")),
    ("watch", ("watch", "montre")),
    ("jewel", ("jewel", "ring", "necklace", "bijou", "bague", "collier", "boucle")),
)
"""The house's drawings with the beginnings of the words that call for them, in English and French."""


@lru_cache(maxsize=1024)
def category_icon(category: str) -> str:
    """Name of the drawing for a category ("Pulls homme", "jacket"); a hanger where no word of it is known."""
    plain = unicodedata.normalize("NFD", category.lower()).encode("ascii", "ignore").decode()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    for drawing, beginnings in _DRAWINGS:
        if any(word.startswith(beginnings) for word in words):
            name = f"category-{drawing}"
            return name if name in drawings() else OTHER
    return OTHER
