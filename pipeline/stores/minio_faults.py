"""What an S3 server or the way to it answers, as faults of the store; keys that are not there are KeyErrors."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import BadStatusLine, RemoteDisconnected
from xml.etree.ElementTree import ParseError

from minio.error import InvalidResponseError, MinioException, S3Error, ServerError
from urllib3.exceptions import HTTPError, MaxRetryError, SSLError

from pipeline.errors import Fault, Part, ServiceDown, down

NO_OBJECT = frozenset({"NoSuchKey", "NoSuchVersion"})
NO_BUCKET = "NoSuchBucket"
DENIED = frozenset({"AccessDenied", "AllAccessDisabled"})
OTHER_BYTES = frozenset({"XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "BadDigest"})
UNREADABLE = "SlowDownRead"  # MinIO's word for a disk, or one object on it, that it cannot read
LOST_RACE = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})

_PASSING = frozenset(
    {
        "InternalError",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        UNREADABLE,
        "SlowDownWrite",
        "XMinioBackendDown",
        "XMinioServerNotInitialized",
    }
)
_FAULTS = {
    **dict.fromkeys(DENIED, Fault.RIGHTS),
    **dict.fromkeys(
        (
            "AuthorizationHeaderMalformed",
            "ExpiredToken",
            "InvalidAccessKeyId",
            "InvalidTokenId",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
        ),
        Fault.CREDENTIALS,
    ),
    **dict.fromkeys(("MethodNotAllowed", "NotImplemented"), Fault.VERSION),
    **dict.fromkeys(
        (
            "EntityTooLarge",
            "QuotaExceeded",
            "SlowDownWrite",  # MinIO's word for a disk it cannot write to
            "XMinioAdminBucketQuotaExceeded",
            "XMinioStorageFull",
        ),
        Fault.FULL,
    ),
    NO_BUCKET: Fault.MISSING,
}


@contextmanager
def guarded(where: str, key: str = "") -> Iterator[None]:
    """Translate what fails in the block. where: the store's address, without credentials."""
    try:
        yield
    except S3Error as exc:
        if exc.code in NO_OBJECT:
            raise KeyError(key) from exc
        raise _refused(where, exc) from exc
    except ServerError as exc:
        raise down(Part.STORE, Fault.UNREACHABLE, f"{where}: HTTP {exc.status_code}") from exc
    except InvalidResponseError as exc:
        raise down(Part.STORE, _of_plain_answer(exc), where) from exc
    except (MinioException, ParseError) as exc:
        raise down(Part.STORE, Fault.OTHER_SERVER, where) from exc
    except HTTPError as exc:
        reason = _reason(exc)
        said = str(reason).rsplit(": ", 1)[-1][:120]
        raise down(Part.STORE, _of_transport(reason), f"{where}: {said}") from exc


def names_nothing(exc: S3Error, version: str) -> bool:
    """Whether there is no such object, or the version is one that no version of this server looks like."""
    if exc.code in NO_OBJECT or exc.response.headers.get("x-amz-delete-marker"):
        return True
    return bool(version) and exc.code in ("InvalidArgument", "BadRequest")


def is_passing(exc: HTTPError | MinioException) -> bool:
    """Whether the same call may succeed in a moment: a server that restarts, a race that was lost."""
    if isinstance(exc, S3Error):
        return exc.code in _PASSING | LOST_RACE
    if isinstance(exc, HTTPError):
        return not isinstance(_reason(exc), SSLError)
    return isinstance(exc, ServerError) and exc.status_code >= 500


def is_starting(exc: HTTPError | MinioException) -> bool:
    """Whether the other side is not ready, or took the connection and closed it without a word of HTTP."""
    if isinstance(exc, S3Error):
        return exc.code == "XMinioServerNotInitialized"
    return any(isinstance(one, RemoteDisconnected) for one in _reason(exc).args)


def _refused(where: str, exc: S3Error) -> ServiceDown:
    fault = _FAULTS.get(exc.code or "", Fault.UNREACHABLE)
    place = f"{where}/{exc.bucket_name}" if exc.bucket_name else where
    return down(Part.STORE, fault, f"{place}: {exc.code}")


def _of_plain_answer(exc: InvalidResponseError) -> Fault:
    """A server that wants TLS and was spoken to without says so in plain text; S3 servers answer in XML."""
    return Fault.TLS if "HTTPS server" in str(exc) else Fault.OTHER_SERVER


def _of_transport(reason: Exception) -> Fault:
    if isinstance(reason, SSLError):
        return Fault.TLS
    no_http = [one for one in reason.args if isinstance(one, BadStatusLine)]
    if no_http and not any(isinstance(one, RemoteDisconnected) for one in no_http):
        return Fault.OTHER_SERVER
    return Fault.UNREACHABLE


def _reason(exc: HTTPError | MinioException) -> Exception:
    return exc.reason if isinstance(exc, MaxRetryError) and exc.reason else exc
