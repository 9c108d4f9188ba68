"""The addresses of servers as they stand in the settings: taken apart, and printed without credentials."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from pipeline.errors import BadSettings


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """`scheme://user:password@host:port/path`. scheme: lower case, with `+`. port: 0 where none is given.

    path: without slashes at its ends.
    """

    scheme: str
    host: str
    port: int
    path: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_secure(self) -> bool:
        """Whether it asks for TLS."""
        return self.scheme.endswith("https")

    def __str__(self) -> str:
        """The address without user and password, for people and logs."""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{self.host}{port}" + (f"/{self.path}" if self.path else "")


def scheme_of(address: str) -> str:
    """What kind of place an address names: `file`, `sqlite`, `s3+https` and so on."""
    return address.split(":", 1)[0].lower()


def server_address(setting: str, address: str) -> ServerAddress:
    """Take the address of a server apart; raises BadSettings naming the setting, never its password."""
    try:
        parts = urlsplit(address)
        port = parts.port or 0
    except ValueError as exc:
        raise BadSettings(f"{setting}: not an address") from exc
    if not parts.hostname:
        raise BadSettings(f"{setting}: {parts.scheme}: the host is missing")
    return ServerAddress(
        scheme=parts.scheme.lower(),
        host=parts.hostname,
        port=port,
        path=parts.path.strip("/"),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def printable(address: str) -> str:
    """Any address of the settings as it may be shown."""
    return str(server_address("address", address)) if "://" in address else address
