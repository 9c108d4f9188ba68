"""Lines on which line readers are compared, none of them trained on: each reader gets them at its own height.

Lots: of another seed, in the typefaces held back. Pages: lines of made papers in layout b, found and cut out by
the program itself; a line counts where the finder took it as it was printed, so that finding is not judged here.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "benchmarks"))

import line_lots
import onnxruntime
import scoring
from rapidfuzz.distance import Levenshtein

from pipeline import imaging, upright
from pipeline.ocr.glyphs import find_glyphs
from pipeline.ocr.lines import TextLine, find_lines
from pipeline.ocr.neural_lines import NeuralLines
from pipeline.ocr.sheet import Sheet, lay, treat
from pipeline.ocr.strips import cutter
from pipeline.pages import render
from pipeline.ports import Colour, Grey, LineRecogniser
from samples import LineTruth, PageTruth, orders, write_pages

SEED = 77
"""Of the held-back lots; the recipe's own seed is another."""

LEVELS = ("clean", "scan", "stamp", "photo", "bad")

_NEAR = 0.006
"""Share of the page's width by which a line's ends may lie off those printed."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A line with its truth. strip: cuts it out for readers that take strips of a height."""

    text: str
    strip: Callable[[int], Grey]


@dataclass(frozen=True, slots=True)
class Score:
    """How a reader did. wrong: share of characters; whole: share of lines without error; ms: a line."""

    reader: str
    wrong: float
    whole: float
    ms: float


class FileLines(NeuralLines):
    """LineRecogniser on files of the form of `NeuralLines` in any folder, whatever their hashes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._session = None
        self._letters = []

    @property
    def name(self) -> str:
        """The folder's name."""
        return self._folder.name

    def _open(self) -> None:
        vocabulary = json.loads((self._folder / "vocab.json").read_text("utf-8"))
        self._letters = [str(letter) for letter in vocabulary["chars"]]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        weights = str(self._folder / "asternet.onnx")
        self._session = onnxruntime.InferenceSession(
            weights, options, providers=["CPUExecutionProvider"]
        )


def lots(count: int, longest: int) -> list[Held]:
    """Lots in typefaces that no network was trained on."""
    stream = line_lots.Lots(SEED, line_lots.faces(held_back=True), longest)
    scans = (stream[number] for number in range(count))
    return [Held(scan.text, scan.strip) for scan in scans]


def pages(count: int) -> list[Held]:
    """The lines of the first page of so many papers of layout b at each level."""
    with tempfile.TemporaryDirectory() as room:
        return [
            line
            for level in LEVELS
            for paper in write_pages(Path(room) / level, orders(count, level, "b", SEED))
            for line in _of_page(paper.truth.pages[0], render(paper.path, 1).pixels)
        ]


def _of_page(page: PageTruth, picture: Colour | Grey) -> Iterator[Held]:
    clean = imaging.despeckle(imaging.brightest(picture))
    treated = treat(clean)
    sheet = lay(treated, upright.lie(treated.small).ways[0])
    glyphs = find_glyphs(sheet.level)
    lines = find_lines(glyphs)
    desk = cutter(sheet, glyphs, lines)
    for number, line in enumerate(lines):
        for printed in page.lines:
            if _is_same(sheet, line, printed):
                yield Held(printed.text, _cut(desk.cut, number, line))


def _cut(
    cut: Callable[[int, TextLine, int], Grey], number: int, line: TextLine
) -> Callable[[int], Grey]:
    return lambda height: cut(number, line, height)


def _is_same(sheet: Sheet, line: TextLine, printed: LineTruth) -> bool:
    """Whether a line was found from end to end where it is printed."""
    box = sheet.box(line.left, line.top, line.right, line.bottom)
    left, top, right, bottom = printed.box
    ends = max(abs(box.left - left), abs(box.right - right))
    return ends < _NEAR and top < (box.top + box.bottom) / 2 < bottom


def score(reader: LineRecogniser, lines: Sequence[Held]) -> Score:
    """Read all lines, one thread, and compare; quotes, dashes and leaders as in the benchmark."""
    strips = [line.strip(reader.height) for line in lines]
    reader.read(strips[:1])
    start = time.perf_counter()
    texts = [read.text for read in reader.read(strips)]
    spent = time.perf_counter() - start
    printed = [scoring.plain(line.text) for line in lines]
    wrong = [
        Levenshtein.distance(true, scoring.plain(text))
        for true, text in zip(printed, texts, strict=True)
    ]
    return Score(
        reader=reader.name,
        wrong=sum(wrong) / sum(map(len, printed)),
        whole=wrong.count(0) / len(wrong),
        ms=1000 * spent / len(lines),
    )
