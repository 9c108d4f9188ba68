"""The reading of one page: upright, treated, recognised, and every box back on the original page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline import barcodes, blank, imaging, leaders, quality, red_stamps, upright
from pipeline.model import Box, Code, OcrPage, Profile, TableCell, Word
from pipeline.ocr import sureness, written
from pipeline.ocr.engines import Readers, recipe_of
from pipeline.ocr.line_reading import glance, read_lines
from pipeline.ocr.sheet import Treated, lay, treat
from pipeline.picture import PagePicture
from pipeline.ports import Grey, LineRecogniser, OcrEngine
from pipeline.rules import erase_rules
from pipeline.upright import Lie, Way

_DOUBTFUL = 0.88
"""Mean confidence below which a second look pays; well-read real pages have 0.91–0.96."""

_MUCH_COLOUR = 0.005
"""Share of faded px from which the text may be printed in colour; seal and signature alone have 0.002–0.01."""

_COLOUR_PRINT = 0.5
"""Share of letters left without colour below which the text itself is printed in colour."""

_SURELY_READ = 0.75
"""Mean confidence from which a page read line by line is upright; upside down 0.61 was seen, upright 0.85."""

_RULES = "|¦_"

_SMALLEST = 32
"""px of the shorter side below which nothing can be read."""

_NO_TEXT = 0.6
"""Mean confidence below which words are noise: upside down, or the other side showing through; seen 0.42."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One reading of the page turned `way`: words with boxes on the upright page."""

    way: Way
    words: tuple[Word, ...]
    cells: tuple[TableCell, ...] = ()
    sideways: bool = False

    @property
    def confidence(self) -> float:
        return quality.confidence(self.words)

    @property
    def worth(self) -> float:
        return 0.0 if self.sideways else quality.worth(self.words)

    def reads(self, enough: float) -> bool:
        """Whether the words stand upright and are sure enough, so that no other way need be tried."""
        return not self.sideways and self.confidence >= enough


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """What all attempts on one page share."""

    readers: Readers
    profile: Profile
    dpi: int
    plain: Grey
    treated_page: Treated

    def treated(self, way: Way, *, ruled: bool = True) -> _Attempt:
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
        return _Attempt(way, placed, sideways=_sideways(words, level))

    def _by_lines(self, way: Way, first: LineRecogniser) -> _Attempt:
        read = read_lines(lay(self.treated_page, way), first, self.readers.second, self.profile)
        return _Attempt(way, tuple(_without_rules(read.words)), read.cells)

    def _whole(self) -> Grey:
        page = self.treated_page.page
        if self.profile is Profile.FAST:
            page = imaging.coarsen(page, self.dpi)
        return imaging.enlarge(imaging.flatten(page))

    def untreated(self, way: Way) -> _Attempt:
        """Read the page as it is, only turned, whole."""
        turned = imaging.turn(self.plain, way.turned)
        return _Attempt(way, tuple(_without_rules(self._page(turned))))

    def _page(self, grey: Grey) -> Iterator[Word]:
        """Words of a whole page, as sure as its engine was found to be."""
        engine = self.readers.pages
        for word in engine.read(grey, self.dpi):
            yield replace(word, confidence=sureness.sure(engine.name, [word.confidence], word.text))


def read_picture(picture: PagePicture, readers: Readers, profile: Profile) -> OcrPage:
    """What stands on a page: words, cells of tables and codes, with boxes on the page after quarter turns only.

    fast reads line by line with the first recogniser; accurate has the second read doubtful lines again, best
    all lines. Small pages, and pages read with doubt, are read whole without any treatment too. The reading
    with more surely read text is kept. Raises what the readers raise.
    """
    recipe = recipe_of(readers, profile)
    plain = imaging.plain(picture.pixels)
    if min(plain.shape) < _SMALLEST:
        return _page(picture, plain, None, recipe)
    treated = treat(_clean(picture, plain))
    small = treated.small
    if blank.is_blank(small) and blank.is_blank(plain, contrast=blank.STRONG):
        return _page(picture, plain, None, recipe)
    desk = _Desk(readers, profile, picture.dpi, plain, treated)
    attempt = _best_attempt(desk)
    if attempt.confidence < _NO_TEXT and blank.is_faint(small):
        return _page(picture, plain, None, recipe)
    attempt = _with_pen(picture, attempt)
    return _page(picture, plain, _with_marking(picture, attempt, readers.pages), recipe)


def _with_pen(picture: PagePicture, attempt: _Attempt) -> _Attempt:
    """The attempt and, on a first page, the number and the day that a pen filled in."""
    if picture.number != 1:
        return attempt
    upright_page = imaging.turn(picture.pixels, attempt.way.turned)
    return replace(attempt, words=written.with_written(attempt.words, upright_page))


def _with_marking(picture: PagePicture, attempt: _Attempt, engine: OcrEngine) -> _Attempt:
    """The attempt and, on a first page, a marking stamped in red, which the treatment took away."""
    if picture.number != 1 or picture.pixels.ndim != 3:
        return attempt
    upright_page = imaging.turn(picture.pixels, attempt.way.turned)
    line = max((word.line for word in attempt.words), default=-1) + 1
    marking = red_stamps.marking_words(upright_page, engine, picture.dpi, first_line=line)
    return replace(attempt, words=(*attempt.words, *marking))


def _clean(picture: PagePicture, plain: Grey) -> Grey:
    """The page without seals and specks; a page printed in colour keeps its colour's grey."""
    faded = imaging.brightest(picture.pixels)
    if imaging.faded_share(plain, faded) > _MUCH_COLOUR and _prints_in_colour(plain, faded):
        faded = plain
    return imaging.despeckle(faded)


def _prints_in_colour(plain: Grey, faded: Grey) -> bool:
    return blank.letters(faded) < _COLOUR_PRINT * blank.letters(plain)


def _best_attempt(desk: _Desk) -> _Attempt:
    attempts = [_upright_attempt(desk)]
    way, doubtful = attempts[0].way, not attempts[0].reads(_DOUBTFUL)
    if doubtful and desk.readers.lines is None and desk.profile is not Profile.FAST:
        attempts.append(desk.treated(way, ruled=False))
    if doubtful or min(desk.plain.shape) < imaging.SMALL:
        attempts.append(desk.untreated(way))
    return max(attempts, key=lambda attempt: attempt.worth)


def _upright_attempt(desk: _Desk) -> _Attempt:
    """The likeliest way if it reads well; else the way whose longest lines read best, or each way whole."""
    lie = upright.lie(desk.treated_page.small)
    if desk.readers.lines is not None:
        return _glanced_attempt(desk, lie, desk.readers.lines)
    enough = _NO_TEXT if lie.sure else _DOUBTFUL
    attempts: list[_Attempt] = []
    for way in lie.ways:
        attempts.append(desk.treated(way))
        if attempts[-1].reads(enough):
            break
    return max(attempts, key=lambda attempt: attempt.worth)


def _glanced_attempt(desk: _Desk, lie: Lie, first: LineRecogniser) -> _Attempt:
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


def _page(picture: PagePicture, plain: Grey, attempt: _Attempt | None, recipe: str) -> OcrPage:
    """The page with what an attempt found; blank where there is none."""
    kept = attempt or _Attempt(Way(0, 0.0), ())
    turned = imaging.turn(plain, kept.way.turned)
    height, width = turned.shape
    codes = barcodes.codes(turned)
    words = _without_codes(kept.words, codes)
    return OcrPage(
        number=picture.number,
        width=width,
        height=height,
        dpi=picture.dpi,
        turned=kept.way.turned,
        skew=kept.way.skew,
        blank=attempt is None,
        confidence=quality.confidence(words),
        recipe=recipe,
        words=words,
        codes=codes,
        cells=kept.cells,
    )


def _without_codes(words: tuple[Word, ...], codes: tuple[Code, ...]) -> tuple[Word, ...]:
    """The words that are not the bars of a code, which reads as a run of I and l."""
    return tuple(word for word in words if not any(_within(word.box, code.box) for code in codes))


def _within(inner: Box, outer: Box) -> bool:
    across, down = inner.middle
    return outer.left <= across <= outer.right and outer.top <= down <= outer.bottom
