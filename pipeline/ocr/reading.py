"""The reading of one page: upright, treated, recognised, and every box back on the original page."""

from dataclasses import replace

from pipeline import barcodes, blank, imaging, quality, upright
from pipeline.model import Box, Code, OcrPage, Profile, Word
from pipeline.ocr import written
from pipeline.ocr.attempts import NO_TEXT, Attempt, Desk, best_attempt
from pipeline.ocr.engines import Readers, recipe_of
from pipeline.ocr.red_lines import with_red_print
from pipeline.ocr.sheet import treat
from pipeline.ocr.stamps import Text, with_markings, with_stamps
from pipeline.picture import PagePicture
from pipeline.ports import Grey
from pipeline.upright import Way

_MUCH_COLOUR = 0.005
"""Share of faded px from which the text may be printed in colour; seal and signature alone have 0.002–0.01."""

_COLOUR_PRINT = 0.5
"""Share of letters left without colour below which the text itself is printed in colour."""

_SMALLEST = 32
"""px of the shorter side below which nothing can be read."""


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
    desk = Desk(readers, profile, picture.dpi, plain, treated)
    attempt = best_attempt(desk)
    if attempt.confidence < NO_TEXT and blank.is_faint(small):
        return _page(picture, plain, None, recipe)
    if picture.number > 1:
        return _later_page(picture, desk, attempt, recipe)
    return _first_page(picture, desk, attempt, recipe)


def _first_page(picture: PagePicture, desk: Desk, attempt: Attempt, recipe: str) -> OcrPage:
    """The page with what only a first page has: what a pen filled in, red print, and stamps."""
    page = imaging.turn(picture.pixels, attempt.way.turned)
    words = written.with_written(attempt.words, page)

    def read_ink(ink: Grey) -> tuple[Word, ...]:
        treated = treat(ink)
        alone = replace(desk, plain=ink, treated_page=treated)
        return alone.treated(Way(0, upright.skew(treated.small))).words

    text = with_red_print(Text(words, attempt.cells), page, read_ink)
    text = with_stamps(text, page, picture.dpi, desk.readers.pages, read_ink)
    whole = replace(attempt, words=text.words, cells=text.cells)
    return replace(_page(picture, desk.plain, whole, recipe), stamps=text.stamps)


def _later_page(picture: PagePicture, desk: Desk, attempt: Attempt, recipe: str) -> OcrPage:
    """The page with its markings: another paper of a stack may begin on it."""
    page = imaging.turn(picture.pixels, attempt.way.turned)
    text = with_markings(Text(attempt.words, attempt.cells), page, picture.dpi, desk.readers.pages)
    whole = replace(attempt, words=text.words, cells=text.cells)
    return replace(_page(picture, desk.plain, whole, recipe), stamps=text.stamps)


def _clean(picture: PagePicture, plain: Grey) -> Grey:
    """The page without seals and specks; a page printed in colour keeps its colour's grey."""
    faded = imaging.brightest(picture.pixels)
    if imaging.faded_share(plain, faded) > _MUCH_COLOUR and _prints_in_colour(plain, faded):
        faded = plain
    return imaging.despeckle(faded)


def _prints_in_colour(plain: Grey, faded: Grey) -> bool:
    return blank.letters(faded) < _COLOUR_PRINT * blank.letters(plain)


def _page(picture: PagePicture, plain: Grey, attempt: Attempt | None, recipe: str) -> OcrPage:
    """The page with what an attempt found; blank where there is none."""
    kept = attempt or Attempt(Way(0, 0.0), ())
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
