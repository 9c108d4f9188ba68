"""The SHA-256 of a stream, without holding it in memory."""

import hashlib
from typing import BinaryIO

_CHUNK = 1 << 20


def sha256_of(stream: BinaryIO) -> tuple[str, int]:
    """Hexadecimal SHA-256 and number of bytes from here to the end of the stream."""
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
