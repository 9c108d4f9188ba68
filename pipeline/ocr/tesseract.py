"""Tesseract in this process, through tesserocr: the fastest way to hand over a picture."""

import re

import numpy as np
import tesserocr

from pipeline.errors import PageUnreadable, ToolMissing
from pipeline.model import Word
from pipeline.ocr import tessdata, tsv
from pipeline.ports import Grey


class Tesserocr:
    """OcrEngine on libtesseract, language `vie`, page segmentation 3; one instance a process.

    Not for several threads at once. Raises ToolMissing where the language data are missing or unfit.
    """

    def __init__(self) -> None:
        self._folder = tessdata.folder()
        version = re.search(r"\d+(\.\d+)+", tesserocr.tesseract_version())
        number = version.group() if version else "0"
        self._name = f"tesserocr-{number}.{tessdata.model(self._folder)}"
        self._api: tesserocr.PyTessBaseAPI | None = None

    @property
    def name(self) -> str:
        """`tesserocr-<libtesseract>.<language>-<hash of its data>`."""
        return self._name

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

    def _ready(self) -> tesserocr.PyTessBaseAPI:
        if self._api is None:
            self._api = self._open()
        return self._api

    def _open(self) -> tesserocr.PyTessBaseAPI:
        try:
            api = tesserocr.PyTessBaseAPI(
                path=str(self._folder), lang=tessdata.LANGUAGE, psm=tesserocr.PSM.AUTO
            )
        except RuntimeError as error:
            raise ToolMissing(f"Tesseract cannot load '{tessdata.LANGUAGE}'") from error
        api.SetVariable("debug_file", "/dev/null")
        return api
