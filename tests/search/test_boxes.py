"""Of the names found on pages with misread letters, at least 99 in 100 have a box round the name."""

import random
from collections.abc import Iterable

from pipeline.model import Box, Findable, OcrPage, Reader, Word, around
from pipeline.text import fold
from search.embedded import EmbeddedIndex
from search.highlight import PageHit, highlight
from search.query import parse
from search.readings import learned

SEED, PAGES = 11, 150
NAMES = ("Nguyễn Văn Hùng", "Trần Thị Hường", "Lê Minh Khánh", "Phạm Quốc Bảo", "Hoàng Ngọc Lan")
_WORDS = "ủy ban nhân dân tỉnh quyết định công nhận giấy khai sinh đất hồ sơ đề nghị cấp theo"
WORDS = _WORDS.split()
SLIPS = [pair for pair in learned().confusions if pair[0].isalpha() and " " not in "".join(pair)]


def misread(word: str, dice: random.Random) -> str:
    """The word with one error that our reader makes."""
    folded = fold(word)
    fitting = [(printed, read) for printed, read in SLIPS if printed in folded]
    if not fitting:
        return word
    printed, read = dice.choice(fitting)
    return folded.replace(printed, read, 1)


def page(number: int) -> tuple[OcrPage, str, Box]:
    """A page of lines of ten words, the name on it, and the box round the name."""
    dice = random.Random(f"{SEED} {number}")
    words = dice.choices(WORDS, k=120)
    name, start = dice.choice(NAMES), dice.randrange(11) * 10 + dice.randrange(8)
    words[start : start + 3] = name.split()
    if dice.random() < 0.6:
        place = start + dice.randrange(3)
        words[place] = misread(words[place], dice)
    read = tuple(
        Word(
            text,
            Box(n % 10 / 10, n // 10 / 20, n % 10 / 10 + 0.09, n // 10 / 20 + 0.03),
            0.9,
            n // 10,
        )
        for n, text in enumerate(words)
    )
    truth = around([word.box for word in read[start : start + 3]])
    return OcrPage(1, 2480, 3508, 300, 0, 0.0, False, 0.9, "test", read), name, truth


def overlap(one: Box, other: Box) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    shared = max(0.0, wide) * max(0.0, high)
    areas = [(box.right - box.left) * (box.bottom - box.top) for box in (one, other)]
    return shared / (sum(areas) - shared)


def covers(pages: Iterable[PageHit], truth: Box) -> bool:
    return any(overlap(box, truth) >= 0.5 for hit in pages for box in hit.boxes)


def test_nearly_all_hits_have_a_box_round_what_was_asked(tmp_path):
    made = {f"{number:04}": page(number) for number in range(PAGES)}
    index = EmbeddedIndex(tmp_path / "index")
    index.rebuild(
        Findable(
            document=name, revision=1, file="a.pdf", type="unknown", title="", issued=None, dossiers=(),
            roles=(), units=(), fields=(), pages=((1, tuple(word.text for word in read.words)),),
        )
        for name, (read, *_) in made.items()
    )  # fmt: skip
    good, hits = 0, 0
    for name in NAMES:
        query = parse(name)
        for match in index.search(query, Reader(), limit=PAGES).matches:
            read, stands, truth = made[match.document]
            if stands == name:
                hits += 1
                good += covers(highlight([read], query, tier=match.tier), truth)
    assert hits >= 0.9 * PAGES
    assert good >= 0.99 * hits
