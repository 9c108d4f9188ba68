"""Picture files (JPEG, PNG, TIFF, WEBP, JPEG 2000, BMP, GIF) as pages."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import cv2
import numpy as np
from PIL import ExifTags, ImageFile, TiffImagePlugin

from pipeline import png_rows, tiff_strips
from pipeline.decoding import (
    Decoded,
    band_rows,
    decode,
    decode_jpeg,
    fits,
    gather,
    is_grey,
    open_picture,
    translated,
)
from pipeline.errors import DamagedFile, PageUnreadable, ScanTooLarge
from pipeline.file_stream import stream_of
from pipeline.picture import (
    MILLION,
    Inspection,
    Limits,
    PagePicture,
    Pixels,
    ScanStream,
    believable_dpi,
    inspection,
    known_dpi,
    mirror,
    turn,
)
from pipeline.sniff import Kind
from pipeline.standard import Scanned, below_standard

# Exif orientation -> mirrored first, then turned clockwise by so many degrees (Exif 2.32, tag 274).
_ORIENTATIONS = {
    2: (True, 0), 3: (False, 180), 4: (True, 180),
    5: (True, 270), 6: (False, 90), 7: (True, 90), 8: (False, 270),
}  # fmt: skip
_TRIAL_MEGAPIXELS = 1.0
_SQUARE = 1.2  # faxes have 204 x 98 dpi; smaller differences are rounding


def inspect_image(path: Path, kind: Kind, limits: Limits) -> Inspection:
    """How many pages a picture file has, and whether rows or pages of it are lost.

    The first page is tried in small; of further pages only the directory is read. Of an animation
    only the first frame is a page. Raises `ScanTooLarge`, `DamagedFile`.
    """
    losses: list[float] = []
    scans: list[Scanned] = []
    with path.open("rb") as file, translated(DamagedFile, "the picture cannot be opened"):
        image = open_picture(file, kind)
        for number in _frames(image):
            if number > limits.max_pages:
                raise ScanTooLarge(f"more than {limits.max_pages} pages")
            _check_size(image, file, limits)
            losses.append(_loss(path, kind, image, number))
            scans.append(_scanned(image))
    found = inspection(kind.value, losses, more_lost=_chain_broken(image, len(losses)))
    return replace(found, problems=(*found.problems, *below_standard(scans[: found.pages])))


def render_image(path: Path, kind: Kind, number: int, megapixels: float) -> PagePicture:
    """Page `number` of a picture file, upright as declared, at most `megapixels`.

    Raises `PageUnreadable`.
    """
    with path.open("rb") as file, translated(PageUnreadable, "the picture cannot be decoded"):
        image = open_picture(file, kind)
        image.seek(number - 1)
        width, height = image.size
        orientation = _orientation(image)
        across, down = _declared_dpi(image)
        turning = _turning(image, orientation)
        stream = stream_of(file, image)
        decoded = _decoded(file, kind, image, megapixels)
    mirrored, turned = _ORIENTATIONS.get(orientation, (False, 0))
    pixels = _squared(decoded.pixels, across, down)
    pixels = turn(mirror(pixels) if mirrored else pixels, turned)
    dpi = believable_dpi(max(across, down), width, height)
    scan = None
    if stream is not None and not turning[0] and not decoded.lost:
        scan = ScanStream(stream.data, turning[1], entries=stream.entries)
    return PagePicture(number, pixels, max(1, round(dpi * decoded.scale)), scan, decoded.lost)


def _frames(image: ImageFile.ImageFile) -> Iterator[int]:
    """The page numbers, the picture standing at each, as far as the directory goes."""
    yield 1
    number = 1
    while image.format == "TIFF":
        try:
            image.seek(number)
        except (EOFError, OSError, SyntaxError, ValueError, KeyError, TypeError):
            return
        number += 1
        yield number


def _chain_broken(image: ImageFile.ImageFile, pages: int) -> bool:
    """Whether a TIFF's directory points on to a page that could not be opened."""
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return False
    return image.tag_v2.next != 0 and pages == image.tell() + 1


def _check_size(image: ImageFile.ImageFile, file: BinaryIO, limits: Limits) -> None:
    pixels = image.width * image.height
    if pixels > limits.max_megapixels * MILLION:
        raise ScanTooLarge(f"{image.width} x {image.height} pixels")
    if not pixels:
        raise ValueError("no pixels")
    if not _in_bands(file, image) and not fits(image):
        raise ScanTooLarge(f"{image.width} x {image.height} pixels are too many for this format")


def _loss(path: Path, kind: Kind, image: ImageFile.ImageFile, number: int) -> float:
    """Share of the page's rows that cannot be read, 0-1."""
    if number > 1 and isinstance(image, TiffImagePlugin.TiffImageFile):
        return _loss_by_directory(path, image, number)
    return _loss_by_trial(path, kind, number)


def _loss_by_directory(path: Path, image: TiffImagePlugin.TiffImageFile, number: int) -> float:
    if tiff_strips.strips_present(image, path.stat().st_size):
        return 0.0
    return _loss_by_trial(path, Kind.TIFF, number)


def _loss_by_trial(path: Path, kind: Kind, number: int) -> float:
    try:
        return render_image(path, kind, number, _TRIAL_MEGAPIXELS).lost
    except PageUnreadable:
        return 1.0


def _in_bands(file: BinaryIO, image: ImageFile.ImageFile) -> bool:
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return tiff_strips.by_strips(image)
    return image.format == "PNG" and png_rows.read_header(file).by_rows


def _decoded(file: BinaryIO, kind: Kind, image: ImageFile.ImageFile, megapixels: float) -> Decoded:
    """By the way that suits the format, the size and the damage."""
    if kind is Kind.JPEG:
        return decode_jpeg(file, megapixels)
    large = image.width * image.height > megapixels * MILLION
    if isinstance(image, TiffImagePlugin.TiffImageFile) and tiff_strips.by_strips(image):
        size = file.seek(0, 2)
        if large or not tiff_strips.strips_present(image, size):
            return _from_tiff_strips(file, image, megapixels)
    if kind is Kind.PNG and (large or not png_rows.is_whole(file)):
        header = png_rows.read_header(file)
        if header.by_rows:
            return _from_png_rows(file, header, megapixels)
    return decode(image, megapixels)


def _from_png_rows(file: BinaryIO, header: png_rows.PngHeader, megapixels: float) -> Decoded:
    size = (header.width, header.height)
    return gather(
        png_rows.bands(file, header, band_rows(size, megapixels)), size, megapixels, top=65535
    )


def _from_tiff_strips(
    file: BinaryIO, image: TiffImagePlugin.TiffImageFile, megapixels: float
) -> Decoded:
    size = (int(image.tag_v2[256]), int(image.tag_v2[257]))  # as stored, before any turning
    strips = tiff_strips.bands(file, image, band_rows(size, megapixels))
    stored = gather(strips, size, megapixels, top=65535)
    mirrored, turned = _ORIENTATIONS.get(image.tag_v2.get(274, 1), (False, 0))
    pixels = turn(mirror(stored.pixels) if mirrored else stored.pixels, turned)
    return Decoded(pixels, stored.scale, stored.lost)


def _orientation(image: ImageFile.ImageFile) -> int:
    """Exif orientation 1-8 that is still to be applied."""
    if image.format == "TIFF" or (image.format == "PNG" and "exif" not in image.info):
        return 1  # Pillow turns TIFF itself, and would decode a whole PNG in search of a late chunk
    return int(image.getexif().get(ExifTags.Base.Orientation, 1))


def _scanned(image: ImageFile.ImageFile) -> Scanned:
    dpi = known_dpi(max(_declared_dpi(image)), image.width, image.height)
    return Scanned(dpi, colour=not is_grey(image))


def _declared_dpi(image: ImageFile.ImageFile) -> tuple[float, float]:
    """(across, down) as the file says, (0, 0) where it does not."""
    across, down = image.info.get("dpi", (0, 0))
    return float(across), float(down)


def _turning(image: ImageFile.ImageFile, orientation: int) -> tuple[bool, int]:
    """Whether the stored picture is mirrored to be upright, and by how much it is turned then."""
    if image.format == "TIFF":  # Pillow has turned the pixels, not the stream
        orientation = getattr(image, "tag_v2", {}).get(274, 1)
    return _ORIENTATIONS.get(orientation, (False, 0))


def _squared(pixels: Pixels, across: float, down: float) -> Pixels:
    """Fax pages have fewer rows than columns an inch; stretched, so that letters have their shape."""
    if min(across, down) <= 0 or max(across, down) / min(across, down) < _SQUARE:
        return pixels
    height, width = pixels.shape[:2]
    most = max(across, down)
    size = (round(width * most / across), round(height * most / down))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR), np.uint8)
