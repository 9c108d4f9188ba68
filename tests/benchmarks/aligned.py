"""Lines as printed beside the same lines as read, and the edits between them."""

from collections import Counter
from collections.abc import Iterable, Iterator

from degraded import WornPage
from rapidfuzz.distance import Levenshtein
from scoring import plain

from pipeline.model import Word
from samples.truth import Box

MOST_WRONG = 0.25
"""Share of a line's letters wrong from which other print was read there."""

LONGEST = 3
"""Letters of an edit; more were read in the wrong place, or not at all."""

Pair = tuple[str, str]
"""(printed, read)."""


def line_pairs(page: WornPage) -> Iterator[Pair]:
    """Each printed line and what was read where it stands, lower case."""
    for line in page.lines:
        read = " ".join(word.text for word in page.read.words if _stands_in(word, line.box))
        printed, found = plain(line.text).lower(), plain(read).lower()
        if printed and Levenshtein.normalized_distance(printed, found) < MOST_WRONG:
            yield printed, found


def edits(pairs: Iterable[Pair]) -> Counter[Pair]:
    """How often some printed letters were read as others; either side may be empty."""
    return Counter(edit for printed, read in pairs for edit in _edits(printed, read))


def _stands_in(word: Word, line: Box) -> bool:
    left, top, right, bottom = line
    across, down = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    return left <= across <= right and top <= down <= bottom


def _edits(printed: str, read: str) -> Iterator[Pair]:
    """Edits that touch are one event: `rn` read as `m` is a replacement and a loss."""
    begun: tuple[int, int] | None = None
    source = target = 0
    for op in Levenshtein.opcodes(printed, read):
        if op.tag == "equal" and begun:
            yield from _bounded(printed[begun[0] : source], read[begun[1] : target])
            begun = None
        if op.tag != "equal" and begun is None:
            begun = op.src_start, op.dest_start
        source, target = op.src_end, op.dest_end
    if begun:
        yield from _bounded(printed[begun[0] :], read[begun[1] :])


def _bounded(printed: str, read: str) -> Iterator[Pair]:
    if max(len(printed), len(read)) <= LONGEST:
        yield printed, read
