import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import NotAScan
from pipeline.sniff import Kind, kind_of, sniff

HEADS = [
    (b"%PDF-1.7\n", Kind.PDF),
    (b"\xef\xbb\xbf%PDF-1.4", Kind.PDF),
    (b"x" * 1024 + b"%PDF-1.4", Kind.PDF),
    (b"\xff\xd8\xff\xe0", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00\x08\x00", Kind.TIFF),
    (b"MM\x00+\x00\x08", Kind.TIFF),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 ", Kind.WEBP),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", Kind.JPEG2000),
    (b"\xff\x4f\xff\x51", Kind.JPEG2000),
    (b"BM" + bytes(12) + b"\x28\x00\x00\x00", Kind.BMP),
    (b"GIF89a", Kind.GIF),
]


@pytest.mark.parametrize(("head", "kind"), HEADS)
def test_a_scan_is_known_by_its_first_bytes(head, kind):
    assert kind_of(head + bytes(40)) is kind


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html><html>",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0",
        b"BM is how this text begins, but it is no picture",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"x" * 1025 + b"%PDF-1.4",
    ],
)
def test_what_is_no_scan_is_not_taken_for_one(head):
    assert kind_of(head) is None


def test_the_name_of_a_file_does_not_matter(tmp_path):
    (named := tmp_path / "quyet dinh.pdf").write_bytes(b"\xff\xd8\xff\xe0 and so on")
    assert sniff(named) is Kind.JPEG


@pytest.mark.parametrize("content", [b"", b"plain text", b"\x00"])
def test_empty_files_and_texts_are_refused(tmp_path, content):
    (path := tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(NotAScan):
        sniff(path)


@given(st.binary(max_size=64))
def test_no_bytes_make_the_sniffer_fail(head):
    assert kind_of(head) is None or isinstance(kind_of(head), Kind)
