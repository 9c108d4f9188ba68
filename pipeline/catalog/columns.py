"""Column types that give the same answers on every database."""

from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class Words(TypeDecorator[str]):
    """Any text of the world outside: what no database can keep (NUL, half a surrogate pair) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - SQLAlchemy's own
        """The text as it is stored."""
        del dialect
        return None if value is None else storable(value)


class Name(TypeDecorator[str]):
    """An id, a code, a word of ours; sorted byte by byte, whatever language the server sorts by, where said."""

    impl = String
    cache_ok = True

    def __init__(self, length: int, *, bytewise: bool = False) -> None:
        super().__init__(length)
        self.length = length
        self.bytewise = bytewise

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column's type on one kind of database."""
        by_bytes = self.bytewise and dialect.name == "postgresql"
        return String(self.length, collation="C" if by_bytes else None)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - SQLAlchemy's own
        """The text as it is stored; asking for what cannot be stored finds nothing."""
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


BYTES = BigInteger().with_variant(Integer, "sqlite")
"""A size that may pass 2 GB; SQLite's integers have 64 bits anyway."""
