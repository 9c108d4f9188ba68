"""What a made paper really says: the answer against which reading and understanding are judged."""

from dataclasses import asdict, dataclass, field
from typing import Any

Box = tuple[float, float, float, float]
"""left, top, right, bottom in fractions (0–1) of the page shown upright, origin top left."""


@dataclass(frozen=True, slots=True)
class LineTruth:
    """One printed line: NFC text without dotted leaders, and the box around its ink."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class CodeTruth:
    """A QR code or barcode: symbology (`QRCode`, `Code128`), text, box without its quiet zone."""

    symbology: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class FieldTruth:
    """A value on the paper: normalised, as printed (lines joined by a space), page from 1, box."""

    name: str
    value: str
    raw: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One page of the picture as stored, and what is printed on it.

    width, height: px as stored. dpi: as written in the file, None where the file says nothing.
    turned: degrees clockwise (0, 90, 180, 270) by which the stored page must turn to stand upright.
    lines: as a person reads: left head, right head, body, recipients, signature, mark in the bottom margin,
    stamp of arrival; tables cell by cell.
    """

    number: int
    width: int
    height: int
    dpi: int | None
    turned: int
    lines: tuple[LineTruth, ...]
    codes: tuple[CodeTruth, ...] = ()

    def text(self) -> str:
        """The printed lines in reading order."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PaperTruth:
    """One made paper.

    type: slug of the Vietnamese name. layout: `a`, or `b`, which is never used for tuning.
    dossier: code of the case the paper belongs to. role: application, attachment or result.
    told_by: what on or around the scan names the dossier, strongest first, out of
    `folder`, `qr`, `barcode`, `text`; empty where nothing does.
    """

    type: str
    type_name: str
    layout: str
    level: str
    seed: int
    dossier: str | None
    role: str
    told_by: tuple[str, ...]
    pages: tuple[PageTruth, ...]
    fields: tuple[FieldTruth, ...] = field(default=())

    def value(self, name: str) -> str | None:
        """The normalised value named `name`, or None."""
        return next((known.value for known in self.fields if known.name == name), None)

    def as_json(self) -> dict[str, Any]:
        """Plain lists and dicts, in the order of the attributes."""
        return asdict(self)
