"""In which language people are spoken to: option, SOHOA_LANG, `sohoa.toml`, the locale, else Vietnamese."""

import os
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pipeline.home import home_folder

_KNOWN = ("vi", "en")


def language(words: Sequence[str]) -> str:
    """`vi` or `en` for a command line; read before it is parsed, since help is a message too."""
    told = _option(words, "--lang") or os.environ.get("SOHOA_LANG") or _of_home(words)
    return told if told in _KNOWN else _of_locale()


def _option(words: Sequence[str], name: str) -> str | None:
    """The value of an option, given as the next word or after `=`."""
    for word, after in zip(words, [*words, ""][1:], strict=True):
        if word == name:
            return after
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
    return None


def _of_home(words: Sequence[str]) -> str | None:
    """The setting; a file that cannot be read is another's business (`pipeline/settings.py`)."""
    settings = home_folder(_option(words, "--home")) / "sohoa.toml"
    return _read(settings) if settings.is_file() else None


def _read(settings: Path) -> str | None:
    try:
        told = tomllib.loads(settings.read_text("utf-8")).get("lang")
    except (OSError, ValueError):
        return None
    return told if isinstance(told, str) else None


def _of_locale() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "en" if locale.lower().startswith("en") else "vi"
