"""Where a copy comes from: what each page carries along, and how the whole says it in its metadata."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Pdf, String

from pipeline.ranges import ranges


@dataclass(frozen=True, slots=True)
class Origin:
    """How a page of a copy was made.

    recipe: what its words were read by. anew: dpi at which its picture was made anew, 0 where it is the
    scan's own stream. signed: the original carries a digital signature. rows: of the font (`glyphless.rows_of`).
    """

    recipe: str
    anew: int = 0
    signed: bool = False
    rows: bytes = b""


def write(pdf: Pdf, made: Origin) -> None:
    """Let a one-page PDF carry it to `pdfa.assemble`, which does not hand it on."""
    facts = Dictionary(
        Recipe=made.recipe, Anew=made.anew, Signed=made.signed, Rows=String(made.rows)
    )
    pdf.trailer.Info = pdf.make_indirect(facts)


def read(pdf: Pdf) -> Origin:
    """What a one-page PDF carries; nothing is known of a page from elsewhere."""
    facts = pdf.trailer.get("/Info", Dictionary())
    return Origin(
        str(facts.get("/Recipe", "")),
        int(facts.get("/Anew", 0)),
        bool(facts.get("/Signed", False)),
        bytes(facts.get("/Rows", String(b""))),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What a copy says of itself. anew: pages whose picture was made anew, with its dpi."""

    recipes: tuple[str, ...]
    anew: tuple[tuple[int, int], ...]
    signed: bool


def together(pages: Sequence[Origin]) -> Told:
    """What is to be said of all pages of a copy; they count from 1."""
    return Told(
        recipes=tuple(dict.fromkeys(page.recipe for page in pages if page.recipe)),
        anew=tuple((number, page.anew) for number, page in enumerate(pages, 1) if page.anew),
        signed=any(page.signed for page in pages),
    )


def xmp(told: Told, sources: Sequence[str]) -> str:
    """RDF properties for the metadata of the copy. sources: SHA-256 of its originals, hex."""
    names = " ".join(f"sha256:{source}" for source in sources)
    made = ", ".join(told.recipes)
    return "".join(
        (
            f"<dc:source>{escape(names)}</dc:source>\n" if names else "",
            f"<xmp:CreatorTool>sohoa {escape(made)}</xmp:CreatorTool>\n" if made else "",
            _description(_sentences(told)),
        )
    )


def _sentences(told: Told) -> tuple[list[str], list[str]]:
    """Vietnamese and English."""
    vi, en = [], []
    for dpi in sorted({dpi for _, dpi in told.anew}):
        pages = ranges(number for number, at in told.anew if at == dpi)
        vi.append(f"Trang {pages}: ảnh được dựng lại ở {dpi} dpi, không phải luồng ảnh gốc.")
        en.append(f"Page {pages}: picture made anew at {dpi} dpi, not the scan's own stream.")
    if told.signed:
        vi.append("Bản gốc có chữ ký số; bản sao này không mang chữ ký số, chỉ bản gốc có giá trị.")
        en.append("The original is digitally signed; this copy is not, only the original counts.")
    return vi, en


def _description(said: tuple[list[str], list[str]]) -> str:
    vi, en = (" ".join(sentences) for sentences in said)
    if not vi:
        return ""
    return (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{vi}</rdf:li>'
        f'<rdf:li xml:lang="vi-VN">{vi}</rdf:li><rdf:li xml:lang="en">{en}</rdf:li>'
        "</rdf:Alt></dc:description>\n"
    )
