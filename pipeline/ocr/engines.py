"""Engines by name. The names are settings; a `module:attribute` names a class from elsewhere."""

import re
from functools import lru_cache
from importlib import import_module

from pipeline.errors import BadSettings, ToolMissing
from pipeline.model import Profile
from pipeline.ports import OcrEngine

TREATMENT = "t1"
"""Version of what `reading.py` does to a page; raised by every change that may change what is read."""

_CLASSES = {
    "tesserocr": "pipeline.ocr.tesseract:Tesserocr",
    "pytesseract": "pipeline.ocr.pytesseract_engine:Pytesseract",
}


def engine(name: str) -> OcrEngine:
    """A fresh engine: `tesserocr`, `pytesseract`, or the class `module:attribute`, called without arguments.

    Raises ToolMissing where the engine's program, data or Python package is missing, BadSettings for an
    unknown name.
    """
    module, colon, attribute = _CLASSES.get(name, name).partition(":")
    if not colon:
        raise BadSettings(f"no OCR engine is called {name!r}; known: {', '.join(_CLASSES)}")
    try:
        made: OcrEngine = getattr(import_module(module), attribute)()
    except ImportError as error:
        raise ToolMissing(f"the Python package of the OCR engine {name!r}") from error
    return made


@lru_cache(maxsize=32)
def recipe(name: str, profile: Profile) -> str:
    """What the engine of that name reads by in a profile, before any page is read. Raises as `engine`."""
    return recipe_of(engine(name), profile)


def recipe_of(reader: OcrEngine, profile: Profile) -> str:
    """Engine, model, treatment and profile as a file name of `[a-z0-9.@_-]`."""
    whole = f"{reader.name}@{TREATMENT}-{profile.value}".lower()
    return re.sub(r"[^a-z0-9.@_-]", "_", whole)
