"""Engines by name. The names are settings; a `module:attribute` names a class from elsewhere."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from pipeline.errors import BadSettings, ToolMissing
from pipeline.model import Profile
from pipeline.ports import LineRecogniser, OcrEngine

TREATMENT = "t5"
"""Version of what `reading.py` does to a page; raised by every change that may change what is read."""

_CLASSES = {
    "tesserocr": "pipeline.ocr.tesseract:Tesserocr",
    "pytesseract": "pipeline.ocr.pytesseract_engine:Pytesseract",
}


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads a page: `pages` whole, `lines` line by line, `second` the lines that are doubtful.

    Without `lines` the page engine reads treated pages too.
    """

    pages: OcrEngine
    lines: LineRecogniser | None = None
    second: LineRecogniser | None = None

    def effective(self, profile: Profile) -> Profile:
        """The profile that these readers can do: without the second recogniser all run as fast."""
        return profile if self.second is not None or self.lines is None else Profile.FAST


def readers(name: str) -> Readers:
    """Fresh readers around the engine of a name: `tesserocr` reads line by line, others whole pages.

    Raises ToolMissing where the engine's program, data or Python package is missing, BadSettings for an
    unknown name.
    """
    if name != "tesserocr":
        return Readers(engine(name))
    second = _made("pipeline.ocr.neural_lines:NeuralLines") if neural_is_installed() else None
    return Readers(engine(name), _made("pipeline.ocr.tesseract_lines:TesseractLines"), second)


def neural_is_installed() -> bool:
    """Whether the neural line recogniser is at hand; without it `accurate` and `best` run as `fast`."""
    from pipeline.ocr import neural_weights

    return find_spec("onnxruntime") is not None and neural_weights.folder() is not None


def engine(name: str) -> OcrEngine:
    """A fresh engine for whole pages: `tesserocr`, `pytesseract`, or a class `module:attribute`.

    Raises as `readers`.
    """
    module, colon, attribute = _CLASSES.get(name, name).partition(":")
    if not colon:
        raise BadSettings(f"no OCR engine is called {name!r}; known: {', '.join(_CLASSES)}")
    try:
        made: OcrEngine = getattr(import_module(module), attribute)()
    except ImportError as error:
        raise ToolMissing(f"the Python package of the OCR engine {name!r}") from error
    return made


def _made(place: str) -> LineRecogniser:
    module, _, attribute = place.partition(":")
    made: LineRecogniser = getattr(import_module(module), attribute)()
    return made


@lru_cache(maxsize=32)
def recipe(name: str, profile: Profile) -> str:
    """What the engine of that name reads by in a profile, before any page is read. Raises as `readers`."""
    return recipe_of(readers(name), profile)


def recipe_of(used: Readers, profile: Profile) -> str:
    """Engines, model, treatment and profile as a file name of `[a-z0-9.@_-]`."""
    effective = used.effective(profile)
    names = [used.pages.name]
    if used.second is not None and effective is not Profile.FAST:
        names.append(used.second.name)
    whole = f"{'_'.join(names)}@{TREATMENT}-{effective.value}".lower()
    return re.sub(r"[^a-z0-9.@_-]", "_", whole)
