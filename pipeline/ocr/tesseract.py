"""Tesseract in this process, through tesserocr: the fastest way to hand over a picture."""

import re
from pathlib import Path

import numpy as np
import tesserocr

from pipeline.errors import PageUnreadable, ToolMissing
from pipeline.model import Word
from pipeline.ocr import tessdata, tsv
from pipeline.ports import Grey


class InProcess:
    """libtesseract with the Vietnamese data, opened by the first picture; one instance a process.

    Not for several threads at once. Raises ToolMissing where the language data are missing or unfit.
    """

    segmentation: int

    def __init__(self) -> None:
        self._folder = tessdata.folder()
        self._name = f"tesserocr-{version()}.{tessdata.model(self._folder)}"
        self._api: tesserocr.PyTessBaseAPI | None = None

    @property
    def name(self) -> str:
        """`tesserocr-<libtesseract>.<language>-<hash of its data>`."""
        return self._name

    def _ready(self) -> tesserocr.PyTessBaseAPI:
        if self._api is None:
            self._api = _open(self._folder, self.segmentation)
        return self._api


class Tesserocr(InProcess):
    """OcrEngine on libtesseract, page segmentation 3."""

    segmentation = tesserocr.PSM.AUTO

    def read(self, grey: Grey, dpi: int) -> list[Word]:
        """Words of a grey picture; an empty list where there are none."""
        height, width = grey.shape
        if min(height, width) < 8:  # smaller pictures make libtesseract fail
            return []
        api = self._ready()
        api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        api.SetSourceResolution(max(70, min(dpi, 2400)))
        try:
            return tsv.words(str(api.GetTSVText(0)), width, height)
        except RuntimeError as error:
            raise PageUnreadable("Tesseract gave up on the page") from error
        finally:
            api.Clear()


def version() -> str:
    """Version of libtesseract, digits and dots."""
    number = re.search(r"\d+(\.\d+)+", tesserocr.tesseract_version())
    return number.group() if number else "0"


def _open(folder: Path, segmentation: int) -> tesserocr.PyTessBaseAPI:
    """Tesseract with the Vietnamese data of a folder and a page segmentation. Raises ToolMissing."""
    try:
        api = tesserocr.PyTessBaseAPI(path=str(folder), lang=tessdata.LANGUAGE, psm=segmentation)
    except RuntimeError as error:
        raise ToolMissing(f"Tesseract cannot load '{tessdata.LANGUAGE}'") from error
    api.SetVariable("debug_file", "/dev/null")
    return api
