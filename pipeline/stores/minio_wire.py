"""The way to one S3 server: its client, and the call that client lacks, a streamed put with headers of ours."""

import datetime as dt
import io
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from minio import Minio
from minio.credentials.credentials import Credentials
from minio.error import S3Error
from minio.signer import sign_v4_s3
from minio.time import to_amz_date
from urllib3 import PoolManager, Retry, Timeout

from pipeline.addresses import ServerAddress
from pipeline.errors import FileChanged, ScanRejected

AT_ONCE = Retry(0, redirect=False, raise_on_status=False)
"""For the first calls of a process: a person waits for the answer."""

PATIENT = Retry(
    9,
    backoff_factor=0.3,
    backoff_max=8,  # 41 s in all: a restart of the server, of its machine's network
    status_forcelist=(500, 502, 503, 504),
    raise_on_status=False,
    redirect=False,
    respect_retry_after_header=False,  # a starting MinIO asks for minutes
)

_BLOCK = 1 << 18
_CONNECTIONS = 64


@dataclass(frozen=True, slots=True)
class Account:
    """Who asks. ca_file: certificate authorities (PEM), None for the system's."""

    access_key: str
    secret_key: str = field(repr=False)
    ca_file: Path | None = None


class Wire:
    """Signed requests to the server at an address; what they raise is translated by `guarded`.

    region: as the server calls it, empty while it is not known. Safe for threads.
    """

    def __init__(
        self, address: ServerAddress, account: Account, region: str, *, patient: bool
    ) -> None:
        self.region = region
        self._account = account
        self._root = f"{'https' if address.is_secure else 'http'}://{_host(address)}"
        seconds = Timeout(connect=4, read=60) if patient else Timeout(connect=2, read=2)
        self._pool = PoolManager(
            timeout=seconds,
            retries=PATIENT if patient else AT_ONCE,
            maxsize=_CONNECTIONS,
            blocksize=_BLOCK,
            cert_reqs="CERT_REQUIRED",
            ca_certs=str(account.ca_file) if account.ca_file else None,
        )
        self.client = Minio(
            _host(address),
            access_key=account.access_key,
            secret_key=account.secret_key,
            secure=address.is_secure,
            region=region or None,
            http_client=self._pool,
        )

    def region_of(self, bucket: str) -> str:
        """Where the server says a bucket lies; S3Error NoSuchBucket where there is none."""
        signed = urlsplit(self.client.get_presigned_url("GET", bucket, "-"))
        credential = parse_qs(signed.query)["X-Amz-Credential"][0]
        return credential.split("/")[-3]  # key/day/region/s3/aws4_request

    def put(
        self, place: tuple[str, str], source: BinaryIO, sha256: str, headers: Mapping[str, str]
    ) -> str:
        """Store all of a stream in one request and return its version, empty where there are none.

        place: bucket and key. The server hashes what arrives and refuses other bytes than `sha256`:
        FileChanged. The hash is signed, and so are the headers, which is why this is no presigned address.
        One try: the caller knows whether a second is right.
        """
        size = source.seek(0, io.SEEK_END)
        source.seek(0)
        url = urlsplit(f"{self._root}/{place[0]}/{quote(place[1], safe='/-_.~')}")
        response = self._pool.urlopen(
            "PUT",
            url.geturl(),
            body=Exactly(source, size),
            headers=self._signed(url, size, sha256, headers),
            retries=AT_ONCE,
        )
        if response.status != 200:
            raise S3Error.fromxml(response)
        version = response.headers.get("x-amz-version-id", "")
        return "" if version == "null" else version

    def _signed(
        self, url: SplitResult, size: int, sha256: str, headers: Mapping[str, str]
    ) -> dict[str, str]:
        now = dt.datetime.now(dt.UTC)
        return sign_v4_s3(  # type: ignore[return-value] # all values here are single strings
            method="PUT",
            url=url,
            region=self.region,
            headers={
                "Host": url.netloc,
                "Content-Length": str(size),
                "Content-Type": "application/octet-stream",
                "x-amz-date": to_amz_date(now),
                "x-amz-content-sha256": sha256,
                "x-amz-checksum-sha256": b64encode(bytes.fromhex(sha256)).decode(),
                **headers,
            },
            credentials=Credentials(self._account.access_key, self._account.secret_key),
            content_sha256=sha256,
            date=now,
        )


class Exactly(io.RawIOBase):
    """The first `size` bytes of a stream; FileChanged where it ends earlier: no request hangs half sent."""

    def __init__(self, source: BinaryIO, size: int) -> None:
        self._source = source
        self._left = size

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`; empty at the end."""
        wanted = self._left if size < 0 else min(size, self._left)
        try:
            found = self._source.read(wanted)
        except OSError as exc:  # else it looks like the server's
            raise ScanRejected(exc.strerror or "", code="scan.no_access") from exc
        if len(found) < wanted:
            raise FileChanged
        self._left -= len(found)
        return found


def _host(address: ServerAddress) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port}" if address.port else host
