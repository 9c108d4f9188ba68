"""Learn `search/readings.json`: `python tools/learn_confusions.py`, the same file every time.

From made pages of layout a that `fast` read (`tests/benchmarks/degraded.py`): which letters are read for which,
how often each syllable is printed, which other words are printed, and which shapes of letters may be taken for
one without many syllables falling together. Layout b is never looked at.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "benchmarks"))

from aligned import Pair, edits, line_pairs
from degraded import LEARNED, WornPage, degraded_pages

from pipeline.text import fold, tokens
from pipeline.units import Names, country
from search import readings
from search.syllables import syllabary

FEWEST = 2
"""Times that a confusion or a word was seen; once may be chance."""

MOST_COLLISIONS = 0.0006
"""Chance that two printed syllables drawn by frequency fall together although they differ, all shapes merged."""

MOST_SHAPES = 24

LOOK = {"b": "8", "l": "1", "o": "0", "s": "5"}
"""Letters that look like digits in any print: codes are too few to count all of them."""

GRAMS = 400
"""Common expressions that get a term of their own."""


def main() -> None:
    """Learn and write."""
    pages = list(degraded_pages(LEARNED))
    pairs = [(fold(a), fold(b)) for page in pages for a, b in line_pairs(page)]
    printed = Counter(fold(t) for page in pages for line in page.lines for t in tokens(line.text))
    syllables = Counter({word: n for word, n in printed.items() if word in syllabary()})
    seen = {edit: n for edit, n in edits(pairs).items() if n >= FEWEST and _of_letters(edit)}
    learned = {
        "pages": len(pages),
        "letters": _sorted(Counter("".join(line for line, _ in pairs).replace(" ", ""))),
        "confusions": _sorted({f"{a}>{b}": n for (a, b), n in seen.items()}),
        "shapes": shapes(seen, syllables),
        "figures": figures(seen),
        "grams": common_expressions(pages),
        "syllables": _sorted(syllables),
        "words": sorted(set(_words(printed)) | set(_places()) - syllabary()),
    }
    target = Path(readings.__file__).with_name("readings.json")
    target.write_text(json.dumps(learned, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{len(pages)} pages, {len(seen)} confusions, shapes {learned['shapes']}")


def _of_letters(edit: Pair) -> bool:
    return "".join(edit).isalnum() or edit in ((" ", ""), ("", " "))


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _words(printed: Counter[str]) -> Iterator[str]:
    for word, count in printed.items():
        if count >= FEWEST and word.isalpha() and word.isascii() and word not in syllabary():
            yield word


def _places() -> Iterator[str]:
    """Words of the names of all provinces, districts and communes, before and now."""
    for side in (country().today, country().before):
        yield from _units(side)


def _units(names: Names) -> Iterator[str]:
    for unit in (unit for same in names.values() for unit in same):
        # letters alone (Ea B'lá) would make every stroke a word
        yield from (word for t in tokens(unit.name) if len(word := fold(t)) > 1 and word.isalpha())
        yield from _units(unit.below)


def shapes(seen: Mapping[Pair, int], syllables: Counter[str]) -> dict[str, str]:
    """Read letters to what stands for them all: the commonest confusions first, while few syllables collide."""
    rules: dict[str, str] = {}
    for (printed, read), _ in sorted(seen.items(), key=lambda each: (-each[1], each[0])):
        if not _shapes(printed, read) or len(rules) == MOST_SHAPES:
            continue
        tried = _merged(rules, printed, read)
        if collisions(tried, syllables) <= MOST_COLLISIONS:
            rules = tried
    return rules


def common_expressions(pages: Sequence[WornPage]) -> list[str]:
    """Three and four words printed together on most pages, in order of the alphabet."""
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [[fold(token) for token in tokens(line.text)] for line in page.lines]
        seen.update({gram for line in lines for gram in _grams(line)})
    return sorted(
        gram for gram, _ in sorted(seen.items(), key=lambda each: (-each[1], each[0]))[:GRAMS]
    )


def _grams(line: Sequence[str]) -> Iterator[str]:
    for length in (3, 4):
        for place in range(len(line) - length + 1):
            if all(word.isalpha() for word in line[place : place + length]):
                yield " ".join(line[place : place + length])


def figures(seen: Mapping[Pair, int]) -> dict[str, str]:
    """Letters to the digits that they are read for, or that are read for them, oftenest first."""
    rules: dict[str, str] = dict(LOOK)
    for pair, _ in sorted(seen.items(), key=lambda each: (-each[1], each[0])):
        digits, letters = [s for s in pair if s.isdigit()], [s for s in pair if s.isalpha()]
        if len(digits) == len(letters) == 1 and len(digits[0]) == len(letters[0]) == 1:
            rules.setdefault(letters[0], digits[0])
    return rules


def _shapes(printed: str, read: str) -> bool:
    return printed.isalpha() and read.isalpha() and max(len(printed), len(read)) <= 2


def _merged(rules: dict[str, str], printed: str, read: str) -> dict[str, str]:
    """With one rule more; none that would make a chain: letters never confused would look alike."""
    kept, gone = sorted((printed, read), key=lambda side: (len(side), side))
    chained = kept in rules or gone in rules or gone in rules.values()
    return rules if chained else rules | {gone: kept}


def collisions(rules: dict[str, str], syllables: Counter[str]) -> float:
    """Chance that two syllables drawn by frequency differ and have one shape."""
    total = syllables.total()
    masses: Counter[str] = Counter()
    alone = 0.0
    for syllable, count in syllables.items():
        masses[readings.shaped(syllable, rules)] += count
        alone += (count / total) ** 2
    return sum((mass / total) ** 2 for mass in masses.values()) - alone


if __name__ == "__main__":
    main()
