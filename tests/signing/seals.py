"""Signed PDFs made for tests: a certificate of our own, pyHanko's signer, and the harm done afterwards."""

import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

BEGUN = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
ENDED = dt.datetime(2034, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Seal:
    """Whoever signs. digest: of the signature."""

    signer: signers.SimpleSigner
    certificate: bytes


def seal(name: str, folder: Path, *, bits: int = 2048, ended: dt.datetime = ENDED) -> Seal:
    """A key and a self-made certificate for an invented office."""
    key = rsa.generate_private_key(65537, bits)
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Ủy ban nhân dân xã MẪU"),
        ]
    )
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGUN)
        .not_valid_after(ended)
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(private)
    (folder / "cert.pem").write_bytes(pem)
    signer = signers.SimpleSigner.load(str(folder / "key.pem"), str(folder / "cert.pem"))
    assert signer is not None
    return Seal(signer, pem)


def plain_pdf(path: Path, *, rotate: int = 0, pages: int = 2) -> Path:
    """Pages with a little text."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[-1].Contents = pdf.make_stream(b"BT ET")
        if rotate:
            pdf.pages[0].Rotate = rotate
        pdf.save(path)
    return path


def signed(
    path: Path, by: Seal, field: str = "Signature1", *, digest: str = "sha256", page: int = 0
) -> Path:
    """The file with one more signature, in the upper right of a page, appended in place."""
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    spec = fields.SigFieldSpec(field, on_page=page, box=(400, 742, 500, 792))
    fields.append_signature_field(writer, spec)
    about = signers.PdfSignatureMetadata(field_name=field, md_algorithm=digest)
    out = signers.PdfSigner(about, by.signer).sign_pdf(writer)
    path.write_bytes(out.getvalue())
    return path


def appended(path: Path) -> Path:
    """The file with new content on its first page, as an update behind what was signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"].get_object()._data = b"BT /F1 12 Tf (more) Tj ET"
    page["/Contents"].get_object()._encoded_data = None
    writer.mark_update(page.raw_get("/Contents"))
    out = io.BytesIO()
    writer.write(out)
    path.write_bytes(out.getvalue())
    return path
