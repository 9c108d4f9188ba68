"""Where the home folder is; light, since every start of the command line asks."""

import os
from pathlib import Path


def home_folder(option: str | None) -> Path:
    """The home folder: option, else SOHOA_HOME, else `~/.local/share/sohoa`; absolute."""
    chosen = option or os.environ.get("SOHOA_HOME") or "~/.local/share/sohoa"
    return Path(chosen).expanduser().absolute()
