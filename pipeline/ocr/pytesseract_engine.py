"""Tesseract as a program, through pytesseract: slower, but works wherever the program does."""

import shutil

import pytesseract
from PIL import Image

from pipeline.errors import PageUnreadable, ToolMissing
from pipeline.model import Word
from pipeline.ocr import tessdata, tsv
from pipeline.ports import Grey

_SECONDS = 300
"""A page takes 1–8 s; the page pool stops sooner if it is told to."""


class Pytesseract:
    """OcrEngine on the `tesseract` program. Raises ToolMissing where program or data are missing."""

    def __init__(self) -> None:
        if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
            raise ToolMissing("the program 'tesseract' (Debian: tesseract-ocr)")
        self._folder = tessdata.folder()
        version = ".".join(str(part) for part in pytesseract.get_tesseract_version().release)
        self._name = f"pytesseract-{version}.{tessdata.model(self._folder)}"

    @property
    def name(self) -> str:
        """`pytesseract-<tesseract>.<language>-<hash of its data>`."""
        return self._name

    def read(self, grey: Grey, dpi: int) -> list[Word]:
        """Words of a grey picture; an empty list where there are none."""
        height, width = grey.shape
        if min(height, width) < 8:  # smaller pictures make the program fail
            return []
        config = f'--psm 3 --dpi {max(70, min(dpi, 2400))} --tessdata-dir "{self._folder}"'
        try:
            table = pytesseract.image_to_data(
                Image.fromarray(grey), lang=tessdata.LANGUAGE, config=config, timeout=_SECONDS
            )
        except pytesseract.TesseractNotFoundError as error:
            raise ToolMissing("the program 'tesseract'") from error
        except (pytesseract.TesseractError, RuntimeError) as error:
            raise PageUnreadable("Tesseract gave up on the page") from error
        return tsv.words(table, width, height)
