"""Tries at reading one page: turned some way, treated or plain, line by line or whole; and the best of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline import imaging, leaders, quality, upright
from pipeline.model import Profile, TableCell, Word
from pipeline.ocr import sureness
from pipeline.ocr.engines import Readers
from pipeline.ocr.line_reading import glance, read_lines
from pipeline.ocr.sheet import Treated, lay
from pipeline.ports import Grey, LineRecogniser
from pipeline.rules import erase_rules
from pipeline.upright import Lie, Way

_DOUBTFUL = 0.88
"""Mean confidence below which a second look pays; well-read real pages have 0.91–0.96."""

_SURELY_READ = 0.75
"""Mean confidence from which a page read line by line is upright; upside down 0.61 was seen, upright 0.85."""

_RULES = "|¦_"

NO_TEXT = 0.6
"""Mean confidence below which words are noise: upside down, or the other side showing through; seen 0.42."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reading of the page turned `way`: words with boxes on the upright page."""

    way: Way
    words: tuple[Word, ...]
    cells: tuple[TableCell, ...] = ()
    sideways: bool = False

    @property
    def confidence(self) -> float:
        """Mean over words, 0–1."""
        return quality.confidence(self.words)

    @property
    def worth(self) -> float:
        """How much was surely read, to choose between attempts; nothing where the text lies on its side."""
        return 0.0 if self.sideways else quality.worth(self.words)

    def reads(self, enough: float) -> bool:
        """Whether the words stand upright and are sure enough, so that no other way need be tried."""
        return not self.sideways and self.confidence >= enough


@dataclass(frozen=True, slots=True, eq=False)
class Desk:
    """What all attempts on one page share."""

    readers: Readers
    profile: Profile
    dpi: int
    plain: Grey
    treated_page: Treated

    def treated(self, way: Way, *, ruled: bool = True) -> Attempt:
        """Read the cleaned page, level: line by line, or whole without leaders where the engine cannot.

        ruled: whether a page read whole keeps its rules.
        """
        if self.readers.lines is not None:
            return self._by_lines(way, self.readers.lines)
        turned = imaging.turn(self._whole(), way.turned)
        level = leaders.erase_leaders(imaging.straighten(turned, way.skew))
        level = level if ruled else erase_rules(level)
        words = tuple(_without_rules(self._page(level)))
        placed = tuple(_back(word, way.skew, turned) for word in words)
        return Attempt(way, placed, sideways=_sideways(words, level))

    def _by_lines(self, way: Way, first: LineRecogniser) -> Attempt:
        read = read_lines(lay(self.treated_page, way), first, self.readers.second, self.profile)
        return Attempt(way, tuple(_without_rules(read.words)), read.cells)

    def _whole(self) -> Grey:
        page = self.treated_page.page
        if self.profile is Profile.FAST:
            page = imaging.coarsen(page, self.dpi)
        return imaging.enlarge(imaging.flatten(page))

    def untreated(self, way: Way) -> Attempt:
        """Read the page as it is, only turned, whole."""
        turned = imaging.turn(self.plain, way.turned)
        return Attempt(way, tuple(_without_rules(self._page(turned))))

    def _page(self, grey: Grey) -> Iterator[Word]:
        """Words of a whole page, as sure as its engine was found to be."""
        engine = self.readers.pages
        for word in engine.read(grey, self.dpi):
            yield replace(word, confidence=sureness.sure(engine.name, [word.confidence], word.text))


def best_attempt(desk: Desk) -> Attempt:
    """The attempt that surely read most: the likeliest way up first, others and the plain page in doubt."""
    attempts = [_upright_attempt(desk)]
    way, doubtful = attempts[0].way, not attempts[0].reads(_DOUBTFUL)
    if doubtful and desk.readers.lines is None and desk.profile is not Profile.FAST:
        attempts.append(desk.treated(way, ruled=False))
    if doubtful or min(desk.plain.shape) < imaging.SMALL:
        attempts.append(desk.untreated(way))
    return max(attempts, key=lambda attempt: attempt.worth)


def _upright_attempt(desk: Desk) -> Attempt:
    """The likeliest way if it reads well; else the way whose longest lines read best, or each way whole."""
    lie = upright.lie(desk.treated_page.small)
    if desk.readers.lines is not None:
        return _glanced_attempt(desk, lie, desk.readers.lines)
    enough = NO_TEXT if lie.sure else _DOUBTFUL
    attempts: list[Attempt] = []
    for way in lie.ways:
        attempts.append(desk.treated(way))
        if attempts[-1].reads(enough):
            break
    return max(attempts, key=lambda attempt: attempt.worth)


def _glanced_attempt(desk: Desk, lie: Lie, first: LineRecogniser) -> Attempt:
    if lie.sure:
        attempt = desk.treated(lie.ways[0])
        if attempt.confidence >= _SURELY_READ:
            return attempt
    seen = {way: glance(lay(desk.treated_page, way), first) for way in lie.ways}
    best = max(lie.ways, key=lambda way: seen[way])
    return attempt if lie.sure and best == lie.ways[0] else desk.treated(best)


def _sideways(words: tuple[Word, ...], level: Grey) -> bool:
    """Whether most longer words are taller than wide: Tesseract also reads text that lies on its side."""
    height, width = level.shape
    longer = [word.box for word in words if len(word.text) >= 4]
    tall = sum(box.height * height > box.width * width for box in longer)
    return bool(tall > len(longer) / 2)


def _without_rules(words: Iterable[Word]) -> Iterator[Word]:
    """The words without the rules of tables, which read as | and _; inside a word they stay."""
    for word in words:
        text = word.text.strip(_RULES)
        if text:
            yield word if text == word.text else replace(word, text=text)


def _back(word: Word, skew: float, turned: Grey) -> Word:
    height, width = turned.shape
    return replace(word, box=imaging.before_straightening(word.box, skew, (height, width)))
