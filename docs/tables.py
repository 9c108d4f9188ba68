"""Writes the tables of `docs/errors.md` and `docs/settings.md` anew: `.venv/bin/python docs/tables.py`."""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from pydantic import SecretStr

from pipeline.messages import MESSAGES
from pipeline.settings import Settings

HERE = Path(__file__).parent


def replace_table(name: str, rows: Iterable[str]) -> None:
    """Put `rows` in the place of the rows that begin with a code in backticks."""
    page = HERE / name
    lines = page.read_text("utf-8").splitlines()
    old = [number for number, line in enumerate(lines) if line.startswith("| `")]
    lines[old[0] : old[-1] + 1] = rows
    page.write_text("\n".join(lines) + "\n", "utf-8")


def shown(default: object) -> str:
    """A default as it is printed; secrets are empty."""
    if isinstance(default, SecretStr):
        return "''"
    return repr(default.value if isinstance(default, Enum) else default)


if __name__ == "__main__":
    replace_table(
        "errors.md",
        (
            f"| `{code}` | {said.vi} {said.vi_advice} | {said.en} {said.en_advice} |"
            for code, said in sorted(MESSAGES.items())
        ),
    )
    replace_table(
        "settings.md",
        (
            f"| `{name}` | `{shown(field.default)}` | {field.description} |"
            for name, field in Settings.model_fields.items()
            if name != "home"
        ),
    )
