"""Where Tesseract's language data lie, and which data they are."""

import hashlib
import os
from pathlib import Path

from pipeline.errors import ToolMissing

LANGUAGE = "vie"

_DEBIAN = Path("/usr/share/tesseract-ocr")
_OTHERS = (Path("/usr/share/tessdata"), Path("/usr/local/share/tessdata"))


def folder() -> Path:
    """The folder with `vie.traineddata`: `TESSDATA_PREFIX` first, then the system's. Raises ToolMissing."""
    for candidate in _candidates():
        if (candidate / f"{LANGUAGE}.traineddata").is_file():
            return candidate
    raise ToolMissing(f"language data '{LANGUAGE}' of Tesseract (Debian: tesseract-ocr-{LANGUAGE})")


def model(where: Path) -> str:
    """Short name of the language data in a folder: language and 8 hex digits of their hash."""
    content = (where / f"{LANGUAGE}.traineddata").read_bytes()
    return f"{LANGUAGE}-{hashlib.sha256(content).hexdigest()[:8]}"


def _candidates() -> list[Path]:
    given = os.environ.get("TESSDATA_PREFIX")
    named = [Path(given), Path(given) / "tessdata"] if given else []
    newest_first = sorted(_DEBIAN.glob("*/tessdata"), reverse=True)
    return [*named, *newest_first, *_OTHERS]
