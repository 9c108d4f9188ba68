"""Where the weights of the neural line recogniser lie, and that they are the ones known.

They are two files inside the Python package `asterocr` 1.0.2 (MIT); none of its code is imported.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import ToolMissing

PACKAGE = "asterocr"

SHA256 = {
    "asternet.onnx": "10c96b533e1f64031d73edfddafd7d4b13595544f11891f0531bcd72cb29be80",
    "vocab.json": "82c6df018ceca8c10876947e0f7df798ed321825276ed7f3bb12ae3ed6dc647b",
}
"""The files, as of version 1.0.2."""


def folder() -> Path | None:
    """Where the package's weights and vocabulary lie, or None where it is not installed."""
    found = find_spec(PACKAGE)  # a top-level package is located, not imported
    for place in (found.submodule_search_locations or []) if found else []:
        assets = Path(place) / "assets"
        if all((assets / name).is_file() for name in SHA256):
            return assets
    return None


def checked(path: Path) -> Path:
    """The path of one of the files; raises ToolMissing where its bytes are not the known ones."""
    with path.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if found != SHA256[path.name]:
        raise ToolMissing(f"another version of '{PACKAGE}': {path.name} is not the one known")
    return path
