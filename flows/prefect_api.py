"""A Prefect server, spoken to over HTTP: without importing Prefect, which takes seconds."""

import re
import ssl
from types import TracebackType
from typing import Any, Self

import httpx

from flows.runtime import Address
from pipeline.addresses import printable
from pipeline.errors import BadSettings, Fault, Part, ServiceDown, down

OLDEST = (3, 8)
NEWEST_MAJOR = 3
_PATIENCE_SECONDS = 3.0  # a command says within 5 s which part does not serve


class PrefectApi:
    """One server. Every method raises ServiceDown `runner.…` with the fault and the address."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._place = printable(address.url)
        user, _, password = (address.auth or "").partition(":")
        self._client = httpx.Client(
            base_url=address.url,
            auth=(user, password) if address.auth else None,
            verify=_trusted(address),
            timeout=_PATIENCE_SECONDS,
        )

    def version(self) -> str:
        """The server's version, after making sure that it is a Prefect that goes with this program."""
        said = self.get("/admin/version")
        if not isinstance(said, str) or not re.match(r"\d+\.\d+", said):
            raise self.fault(Fault.OTHER_SERVER)
        major, minor = (int(number) for number in said.split(".")[:2])
        if major != NEWEST_MAJOR or (major, minor) < OLDEST:
            raise self.fault(Fault.VERSION, f"Prefect {said}")
        return said

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """What stands at a path; None where there is nothing."""
        return self._ask("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        """The answer to a request; None where there is no such thing."""
        return self._ask("POST", path, body)

    def delete(self, path: str) -> None:
        """Remove what stands at a path."""
        self._ask("DELETE", path)

    def fault(self, fault: Fault, detail: str = "") -> ServiceDown:
        """The error that tells what is wrong with this server."""
        return down(Part.RUNNER, fault, f"{self._place}: {detail}" if detail else self._place)

    def close(self) -> None:
        """Close connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.RemoteProtocolError as exc:
            raise self.fault(Fault.OTHER_SERVER) from exc
        except httpx.HTTPError as exc:
            fault = Fault.TLS if _is_about_trust(exc) else Fault.UNREACHABLE
            raise self.fault(fault, type(exc).__name__) from exc
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.is_error or answer.is_redirect:
            raise self.fault(_fault_of(answer), f"HTTP {answer.status_code}")
        try:
            return answer.json() if answer.content else None
        except ValueError as exc:
            raise self.fault(Fault.OTHER_SERVER) from exc


def _trusted(address: Address) -> ssl.SSLContext | bool:
    """The certificate authorities to trust; the system's where none are named."""
    if address.ca_file is None:
        return True
    try:
        return ssl.create_default_context(cafile=address.ca_file)
    except (OSError, ssl.SSLError) as exc:
        raise BadSettings(f"ca_file: {exc.strerror or exc}") from exc


def _is_about_trust(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _fault_of(answer: httpx.Response) -> Fault:
    status = answer.status_code
    if status == httpx.codes.UNAUTHORIZED:
        return Fault.CREDENTIALS
    if status == httpx.codes.FORBIDDEN and "json" in answer.headers.get("content-type", ""):
        return Fault.RIGHTS
    if status in (httpx.codes.UNPROCESSABLE_ENTITY, httpx.codes.METHOD_NOT_ALLOWED):
        return Fault.VERSION
    return Fault.UNREACHABLE if answer.is_server_error else Fault.OTHER_SERVER
