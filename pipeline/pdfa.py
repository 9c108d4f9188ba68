"""Pages become one PDF/A-2b: shared font, sRGB output intent, metadata, id from the content."""

import struct
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import ImageCms

from pipeline import origin
from pipeline.glyphless import add_font
from pipeline.growing_pdf import GrowingPdf, reference
from pipeline.invisible import FONT, writable
from pipeline.origin import Origin, Told

_ICC_DATE = 24  # place of the date in the header (ICC.1:2010, 7.2)
_ICC_MADE = (2000, 1, 1, 0, 0, 0)

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{origin}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def assemble(
    pages: Iterable[Path | bytes], out: Path, *, title: str, sources: Sequence[str] = ()
) -> Told:
    """Merge one-page PDFs of `textlayer.page_pdf`, in order, into the PDF/A-2b file `out`.

    sources: SHA-256 of the originals, hex, to stand in its metadata; returned is what else stands there.
    At least one page, else ValueError. One page at a time is in memory. Atomic: `out` is the old file or
    the whole new one; a temporary folder lies beside it meanwhile. The same pages, title and sources give
    the same bytes: no dates, and an id made of the content.
    """
    with tempfile.TemporaryDirectory(prefix=".pdfa-", dir=out.parent) as folder:
        finished = Path(folder) / out.name
        with finished.open("xb") as file:
            told = _write(pages, GrowingPdf(file), writable(title), sources)
        finished.replace(out)
    return told


def _write(
    pages: Iterable[Path | bytes], whole: GrowingPdf, title: str, sources: Sequence[str]
) -> Told:
    with pikepdf.new() as frame:
        fonts, tree = whole.reserve(), whole.reserve()
        added = [_add_page(whole, page, reference(tree), reference(fonts)) for page in pages]
        if not added:
            raise ValueError("a document needs a page")
        told = origin.together([made for _, made in added])
        rows = bytes(sorted({row for _, made in added for row in made.rows}))
        whole.write(fonts, whole.text(Dictionary({FONT: add_font(frame, rows)})))
        kids = b" ".join(kid for kid, _ in added)
        whole.write(tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(added), kids))
        declared = whole.text(_declaration(frame, title, origin.xmp(told, sources)))
        root = whole.reserve()
        whole.write(root, declared.replace(b"<<", b"<</Pages %b" % reference(tree), 1))
        whole.finish(reference(root), whole.add(Dictionary(Title=title)))
    return told


def _add_page(
    whole: GrowingPdf, page: Path | bytes, tree: bytes, fonts: bytes
) -> tuple[bytes, Origin]:
    """Write a page and its streams, with the shared fonts in place of its own."""
    with pikepdf.open(BytesIO(page) if isinstance(page, bytes) else page) as source:
        sheet = source.pages[0]
        images = whole.text(sheet.Resources.XObject)
        shared = b"/Font %b" % fonts if Name.Font in sheet.Resources else b""
        box, contents = whole.text(sheet.MediaBox), whole.text(sheet.Contents)
        turned = b"/Rotate %d" % int(sheet.Rotate) if Name.Rotate in sheet else b""
        made = origin.read(source)
    number = whole.reserve()
    whole.write(
        number,
        b"<</Type/Page/Parent %b/MediaBox %b%b/Contents %b/Resources<</XObject %b%b>>>>"
        % (tree, box, turned, contents, images, shared),
    )
    return reference(number), made


def _declaration(frame: Pdf, title: str, made: str) -> Dictionary:
    """The catalog, but for its pages, that makes the file PDF/A-2b."""
    profile = Stream(frame, _srgb(), N=3, Alternate=Name.DeviceRGB, Filter=Name.FlateDecode)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=b"sRGB",
        Info=b"sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    xmp = _XMP.format(title=escape(title), origin=made).encode("utf-8")
    return Dictionary(
        Type=Name.Catalog,
        Lang="vi-VN",
        Metadata=Stream(frame, xmp, Type=Name.Metadata, Subtype=Name.XML),
        OutputIntents=Array([intent]),
    )


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """The sRGB profile as the colour library makes it, less the date of making, deflated."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    struct.pack_into(">6H", profile, _ICC_DATE, *_ICC_MADE)
    return zlib.compress(bytes(profile), 9)
