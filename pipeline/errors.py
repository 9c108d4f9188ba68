"""The error tree: every expected failure has a stable code, an exit code and advice (`pipeline/messages.py`)."""

from enum import IntEnum, StrEnum


class Exit(IntEnum):
    """Exit codes of the command line, a fixed contract (`docs/commands.md`)."""

    DONE = 0
    OTHER = 1
    BAD_INPUT = 2
    TOOL_MISSING = 3
    SERVICE_DOWN = 4
    PARTLY = 5
    INTERRUPTED = 130


class SohoaError(Exception):
    """An expected failure. code: stable, keys the table of messages. detail: for people, no personal data."""

    code = "error"
    exit_code = Exit.OTHER
    retryable = False

    def __init__(self, detail: str = "", *, code: str | None = None) -> None:
        super().__init__(detail)
        self.code = code or type(self).code
        self.detail = detail

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes without losing the code."""
        return _rebuild, (type(self), self.detail, self.code)

    def __str__(self) -> str:
        """Code and detail, for logs."""
        return f"{self.code}: {self.detail}" if self.detail else self.code


def _rebuild(kind: type[SohoaError], detail: str, code: str) -> SohoaError:
    return kind(detail, code=code)


class ScanRejected(SohoaError):
    """The file is not taken; the sender must act."""

    code = "scan.rejected"
    exit_code = Exit.BAD_INPUT


class NotAScan(ScanRejected):
    """Empty, or of a kind that holds no page pictures."""

    code = "scan.not_a_scan"


class DamagedFile(ScanRejected):
    """No page of the file can be saved."""

    code = "scan.damaged"


class EncryptedScan(ScanRejected):
    """The file opens only with a password."""

    code = "scan.encrypted"


class ScanTooLarge(ScanRejected):
    """Beyond the limits on bytes, pages or pixels."""

    code = "scan.too_large"


class FileChanged(ScanRejected):
    """The file changed while it was being received."""

    code = "scan.changed"


class PageUnreadable(SohoaError):
    """One page could not be read; becomes a `Problem`, the document goes to review."""

    code = "page.unreadable"


class ToolMissing(SohoaError):
    """A program or its language data is not installed; `sohoa doctor` prints the fix."""

    code = "tool.missing"
    exit_code = Exit.TOOL_MISSING


class ServiceDown(SohoaError):
    """Store, catalog, index or runner cannot be reached; what was received is safe and waits."""

    code = "service.down"
    exit_code = Exit.SERVICE_DOWN
    retryable = True


class Part(StrEnum):
    """The four parts of an office that may be servers; each is also the name of its setting."""

    STORE = "store"
    CATALOG = "catalog"
    INDEX = "index"
    RUNNER = "runner"


class Fault(StrEnum):
    """Why a part does not serve. Together with the part it makes the code of a ServiceDown: `store.tls`."""

    UNREACHABLE = "unreachable"
    CREDENTIALS = "credentials"
    RIGHTS = "rights"
    MISSING = "missing"
    TLS = "tls"
    OTHER_SERVER = "other_server"
    VERSION = "version"
    FULL = "full"


def down(part: Part, fault: Fault, detail: str = "") -> ServiceDown:
    """The error of a part that does not serve. detail: address without credentials, what the server said."""
    return ServiceDown(detail, code=f"{part}.{fault}")


class IndexDamaged(SohoaError):
    """The search index cannot be read or is of another version; rebuild it from catalog and store."""

    code = "index.damaged"
    exit_code = Exit.SERVICE_DOWN
    retryable = True


class ClaimLost(SohoaError):
    """Another worker has taken this document over; this late result is thrown away."""

    code = "claim.lost"


class StaleEdit(SohoaError):
    """Somebody else changed the document meanwhile (409)."""

    code = "edit.stale"


class NotAllowed(SohoaError):
    """This reader may not see or do that (403)."""

    code = "not.allowed"


class BadRequest(SohoaError):
    """A command's argument is wrong: unknown document, field, dossier code (400)."""

    code = "request.bad"
    exit_code = Exit.BAD_INPUT


class BadQuery(BadRequest):
    """The query cannot be understood (400). place: first letter and the one after the last of what was typed."""

    code = "query.bad"

    def __init__(
        self, detail: str = "", *, code: str | None = None, place: tuple[int, int] | None = None
    ) -> None:
        super().__init__(detail, code=code)
        self.place = place

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes without losing the place."""
        return _misplaced, (self.detail, self.code, self.place)


def _misplaced(detail: str, code: str, place: tuple[int, int] | None) -> BadQuery:
    return BadQuery(detail, code=code, place=place)


class BadSettings(SohoaError):
    """`sohoa.toml` or a SOHOA_ variable is wrong."""

    code = "settings.bad"
    exit_code = Exit.BAD_INPUT
