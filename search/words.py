"""Printed words as index, query and highlighter see them: one spelling rule for all three."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.text import fold, tokens


@lru_cache(maxsize=16384)
def spellings(word: str) -> tuple[tuple[str, str], ...]:
    """(exact, folded) tokens of one printed word: `Số:01` → (("số", "so"), ("01", "01"))."""
    return tuple((token, fold(token)) for token in tokens(word))


def pairs(folded: Sequence[str]) -> list[str]:
    """Neighbours as one term each; `_` never occurs inside a token."""
    return [f"{first}_{second}" for first, second in pairwise(folded)]
