"""A PDF page as a sheet of paper: what is seen of it, its size, its turn, the resolution of its scan."""

import logging
from dataclasses import dataclass, replace

from pipeline.model import Box
from pipeline.pdf_content import PDF_ERRORS, PdfObject, Seen, look, page_box, turned_by_page
from pipeline.pdf_geometry import Rect
from pipeline.pdf_picture import is_grey
from pipeline.picture import known_dpi, turn_box
from pipeline.standard import Scanned

log = logging.getLogger(__name__)

_POINTS = 72.0


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A PDF page: what is seen of it, its visible box in points, its /Rotate in degrees clockwise.

    resolution: dots an inch of the picture that fills it, 0 without one.
    """

    seen: Seen
    box: Rect
    rotate: int
    resolution: float

    @property
    def turned(self) -> int:
        """Degrees clockwise by which the picture's placement and the page turn it in all."""
        return (self.seen.turned + self.rotate) % 360

    @property
    def width(self) -> float:
        """Inches, before the page is turned."""
        return (self.box[2] - self.box[0]) / _POINTS

    @property
    def height(self) -> float:
        """Inches, before the page is turned."""
        return (self.box[3] - self.box[1]) / _POINTS

    def area(self, place: Rect) -> Box:
        """A place on the page, as fractions of the page as it is turned."""
        left, bottom, right, top = self.box
        wide, high = right - left, top - bottom
        upright = Box(
            (place[0] - left) / wide, (top - place[3]) / high,
            (place[2] - left) / wide, (top - place[1]) / high,
        )  # fmt: skip
        return turn_box(upright, self.rotate)


def sheet_of(page: PdfObject) -> Sheet:
    """A page as a sheet. Errors: `PDF_ERRORS`."""
    box = page_box(page)
    seen = _seen(page, box)
    sheet = Sheet(seen, box, turned_by_page(page), 0.0)
    if seen.picture is None:
        return sheet
    across = sheet.height if seen.turned % 180 else sheet.width
    return replace(sheet, resolution=int(seen.picture["/Width"]) / across)


def _seen(page: PdfObject, box: Rect) -> Seen:
    """What the page shows; of a page that cannot be followed nothing is assumed."""
    try:
        return look(page, box)
    except PDF_ERRORS as exc:
        log.info("page content not understood: %s", type(exc).__name__)
        return Seen()


def scanned(page: PdfObject) -> Scanned | None:
    """How the page was scanned; None if it is no scan or cannot be followed."""
    try:
        sheet = sheet_of(page)
        picture = sheet.seen.picture
        if picture is None:
            return None
        dots = round(sheet.width * sheet.resolution), round(sheet.height * sheet.resolution)
        has_tones = int(picture.get("/BitsPerComponent", 1)) > 1 or "/JPXDecode" in str(
            picture.get("/Filter")
        )
        dpi = known_dpi(sheet.resolution, *dots)
        return Scanned(dpi, colour=has_tones and not is_grey(picture))
    except PDF_ERRORS:
        return None
