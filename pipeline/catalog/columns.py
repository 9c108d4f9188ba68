"""Column types that give the same answers on every database."""

from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator


class Words(TypeDecorator[str]):
    """Any text of the world outside: what no database can keep (NUL, half a surrogate pair) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - SQLAlchemy's own
        """The text as it is stored."""
        del dialect
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """The text without what no database can keep."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def code(length: int) -> String:
    """A code that is sorted byte by byte everywhere, whatever language the server sorts by."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


BYTES = BigInteger().with_variant(Integer, "sqlite")
"""A size that may pass 2 GB; SQLite's integers have 64 bits anyway."""
