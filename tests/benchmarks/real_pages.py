"""Real pages whose printed text was read by eye: the texts are committed, the pictures lie in `shared/real`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import yaml
from PIL import Image

from pipeline import pages

TEXTS = Path(__file__).resolve().parents[1] / "accuracy" / "real_texts"
DOCUMENTS = Path(__file__).resolve().parents[2].parent / "shared" / "real" / "documents"


@dataclass(frozen=True, slots=True)
class RealPage:
    """A page and its printed lines. number: from 1. width: px of its picture. drawn: it has no scan in it.

    use: `tune` or `judge`; what is judged on is never tuned on.
    """

    name: str
    document: Path
    number: int
    width: int
    drawn: bool
    use: str

    @property
    def lines(self) -> list[str]:
        """What is printed, a line each, in reading order."""
        return (TEXTS / f"{self.name}.txt").read_text("utf-8").splitlines()

    def write(self, folder: Path) -> Path:
        """The page's picture as a file: the JPEG as scanned where there is one, without what lies over it."""
        if self.drawn:
            path = folder / f"{self.name}.png"
            drawn = pages.render(self.document, self.number)
            Image.fromarray(drawn.pixels).save(path, dpi=(drawn.dpi, drawn.dpi))
            return path
        with pikepdf.open(self.document) as pdf:
            scan = max(pdf.pages[self.number - 1].get_images().values(), key=_size)
            return Path(pikepdf.PdfImage(scan).extract_to(fileprefix=str(folder / self.name)))


def real_pages(use: str) -> list[RealPage]:
    """The pages to tune on or to judge by; none where the documents are absent."""
    return [page for page in everything() if page.use == use and page.document.exists()]


def everything() -> Iterator[RealPage]:
    """Every page of the index."""
    for entry in yaml.safe_load((TEXTS / "index.yaml").read_text("utf-8")):
        yield RealPage(
            entry["text"],
            DOCUMENTS / entry["document"],
            entry["page"],
            entry["width"],
            entry["picture"] == "drawn",
            entry["use"],
        )


def _size(picture: pikepdf.Object) -> int:
    return int(picture["/Width"]) * int(picture["/Height"])
