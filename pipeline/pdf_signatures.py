"""Reads the digital signatures of a PDF with pyHanko. Runs in a page worker, where hostile files end.

Nothing is fetched from the network: no revocation lists, no OCSP, no missing certificates.
"""

import datetime as dt
import logging
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.policy_decl import DisallowWeakAlgorithmsPolicy

from pipeline.errors import ScanRejected
from pipeline.model import Box
from pipeline.pdf_content import PDF_ERRORS, PdfObject, Seen, page_box, turned_by_page
from pipeline.pdf_file import opened
from pipeline.pdf_geometry import rect
from pipeline.pdf_sheet import Sheet
from pipeline.signatures import VIETNAM, Changed, Signature, judged, unread

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)  # they quote the file they read

SIGNATURE_ERRORS = (
    PdfError, ValidationError, PathError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    AssertionError, NotImplementedError, OverflowError, RecursionError, EOFError,
)  # fmt: skip
"""What pyHanko and asn1crypto were seen to raise for odd files."""

_MOST = 64
"""Signatures that are looked at; each hashes the whole file."""

_WEAK_DIGESTS = frozenset(("md2", "md5", "sha1"))
_LEAST_BITS = {"rsa": 2048, "dsa": 2048, "ec": 224}
_LONGEST = 200
_DEEPEST = 32
_AFTERWARDS = {
    ModificationLevel.NONE: Changed.NOTHING,
    ModificationLevel.LTA_UPDATES: Changed.SIGNED,
    ModificationLevel.FORM_FILLING: Changed.SIGNED,
    ModificationLevel.ANNOTATIONS: Changed.NOTES,
    ModificationLevel.OTHER: Changed.CONTENT,
}
_PLACE = tuple[int, Box | None]


def read_signatures(path: Path, roots: Path | None) -> tuple[Signature, ...]:
    """Every signature of a PDF in the order of its fields; document time stamps are none.

    roots: a folder of root certificates (PEM or DER) that the office trusts, None where it keeps none.
    A signature that cannot be read has `intact` None; where the file itself cannot be followed, there is one.
    """
    places = _places(path)
    with path.open("rb") as file:
        try:
            reader = PdfFileReader(file, strict=False)
            if reader.encrypted:
                reader.decrypt("")
            fields = [found for found, _ in zip(_filled(reader), range(_MOST), strict=False)]
        except SIGNATURE_ERRORS as exc:
            return unread(type(exc).__name__)
        found = (_signature(reader, name, field, _trusted(roots)) for name, field in fields)
        return tuple(_placed(one, places) for one in found if one is not None)


def count_roots(folder: Path) -> int:
    """How many certificates a folder of trusted roots holds; files that are none are passed over."""
    return len(_trusted(folder) or ())


def _filled(reader: PdfFileReader) -> Iterator[tuple[str, Any]]:
    for name, _, field in enumerate_sig_fields(reader, filled_status=True):
        yield name, field


@lru_cache(maxsize=1)
def _trusted(folder: Path | None) -> tuple[x509.Certificate, ...] | None:
    if folder is None:
        return None
    found: list[x509.Certificate] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found += load_certs_from_pemder([str(path)])  # type: ignore[no-untyped-call]  # pyHanko
        except (OSError, *SIGNATURE_ERRORS):
            continue
    return tuple(found)


def _signature(
    reader: PdfFileReader,
    name: str,
    field: Any,  # noqa: ANN401 - a pyHanko object or a reference to one
    roots: Sequence[x509.Certificate] | None,
) -> Signature | None:
    blank = Signature(field=_plain(name))
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        if embedded.sig_object_type != "/Sig":
            return None
        known = _signer(embedded, blank)
    except SIGNATURE_ERRORS:
        return judged(blank)
    try:
        context = _context(roots, _moment(known))
        return judged(_with_status(known, validate_pdf_signature(embedded, context), roots))
    except SIGNATURE_ERRORS:
        return judged(known)


def _signer(embedded: EmbeddedPdfSignature, blank: Signature) -> Signature:
    certificate = embedded.signer_cert
    subject = certificate.subject.native
    key = certificate.public_key
    short = key.bit_size < _LEAST_BITS.get(key.algorithm, 0)
    known = replace(
        blank,
        signer=_plain(subject.get("common_name", "")),
        organisation=_plain(subject.get("organization_name", "")),
        at=_said(embedded),
        weak=short or embedded.md_algorithm in _WEAK_DIGESTS,
    )
    return replace(known, valid_then=_valid_then(certificate, _moment(known)))


def _said(embedded: EmbeddedPdfSignature) -> dt.datetime | None:
    """When the signer says to have signed; without a zone it is Vietnam's time."""
    try:
        at = embedded.self_reported_timestamp
    except SIGNATURE_ERRORS:
        return None
    if at is None:
        return None
    return at.replace(microsecond=0) if at.tzinfo else at.replace(microsecond=0, tzinfo=VIETNAM)


def _moment(signature: Signature) -> dt.datetime:
    return signature.stamped or signature.at or dt.datetime.now(VIETNAM)


def _valid_then(certificate: x509.Certificate, moment: dt.datetime) -> bool:
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)


def _context(roots: Sequence[x509.Certificate] | None, moment: dt.datetime) -> ValidationContext:
    """Trust as of a moment. Weak algorithms are told apart from trust: old papers were signed so."""
    every = DisallowWeakAlgorithmsPolicy(  # type: ignore[no-untyped-call]  # pyHanko
        weak_hash_algos=frozenset(), rsa_key_size_threshold=0, dsa_key_size_threshold=0
    )
    return ValidationContext(
        trust_roots=list(roots or ()),
        moment=moment,
        allow_fetching=False,
        algorithm_usage_policy=every,
    )


def _with_status(
    known: Signature, status: PdfSignatureStatus, roots: Sequence[x509.Certificate] | None
) -> Signature:
    changed = _AFTERWARDS[status.modification_level or ModificationLevel.NONE]
    whole = bool(status.intact and status.valid)
    if not whole:
        changed = Changed.NOTHING  # nothing can be said of what follows bytes that were altered
    elif status.docmdp_ok is False:
        changed = Changed.CONTENT
    stamp = status.timestamp_validity
    proven = stamp is not None and stamp.intact and stamp.valid
    return replace(
        known,
        stamped=stamp.timestamp if stamp is not None and proven else None,
        intact=whole and changed is not Changed.CONTENT,
        covers_whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        changed=changed,
        trusted=None if roots is None else bool(status.trusted),
    )


def _plain(named: object) -> str:
    """A name of the certificate or the file as one short line; several are joined."""
    several = named if isinstance(named, list) else [named]
    text = unicodedata.normalize("NFC", ", ".join(map(str, several)))
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]


def _placed(signature: Signature, places: dict[str, _PLACE]) -> Signature:
    page, box = places.get(signature.field, (None, None))
    return replace(signature, page=page, box=box)


def _places(path: Path) -> dict[str, _PLACE]:
    """Where signature fields are shown: page and box by full name; empty for a file that does not open."""
    found: dict[str, _PLACE] = {}
    try:
        with opened(path) as file:
            for number, page in enumerate(file.pdf.pages, 1):
                for name, box in _shown(page.obj):
                    found.setdefault(name, (number, box))
    except (ScanRejected, *PDF_ERRORS):
        return found
    return found


def _shown(page: PdfObject) -> Iterator[tuple[str, Box | None]]:
    notes = page.get("/Annots")
    for note in notes.as_list() if isinstance(notes, pikepdf.Array) else ():
        if isinstance(note, pikepdf.Dictionary) and _of_field(note, "/FT") == "/Sig":
            place = rect(note.get("/Rect"))
            sheet = Sheet(Seen(), page_box(page), turned_by_page(page), 0.0)
            yield _full_name(note), _within(sheet.area(place)) if place else None


def _of_field(note: PdfObject, key: str) -> object:
    for one in _with_parents(note):
        if key in one:
            return one[key]
    return None


def _full_name(note: PdfObject) -> str:
    names = [str(one["/T"]) for one in _with_parents(note) if "/T" in one]
    return _plain(".".join(reversed(names)))


def _with_parents(note: PdfObject) -> Iterator[PdfObject]:
    one: object = note
    for _ in range(_DEEPEST):
        if not isinstance(one, pikepdf.Dictionary):
            return
        yield one
        one = one.get("/Parent")


def _within(box: Box) -> Box | None:
    """The part of a box that lies on the page."""
    left, top, right, bottom = (
        min(max(edge, 0.0), 1.0) for edge in (box.left, box.top, box.right, box.bottom)
    )
    return Box(left, top, right, bottom) if left < right and top < bottom else None
