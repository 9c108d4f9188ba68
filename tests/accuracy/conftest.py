"""The scorer: character and word errors against what is printed."""

import pytest
from benchmarks.scoring import order_free, strict, words_missing


@pytest.fixture(scope="session")
def score():
    """(order-free CER, CER in reading order, missing words) of a printed text and a text read, in percent."""

    def scored(truth, read):
        lines = truth.splitlines()
        shares = order_free(lines, read), strict(lines, read), words_missing(lines, read)
        return tuple(100 * share for share in shares)

    return scored
