"""QR codes and barcodes on a page."""

from collections.abc import Iterator

import cv2
import numpy as np
import zxingcpp

from pipeline.model import Box, Code
from pipeline.ports import Grey
from pipeline.text import nfc

_FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
        zxingcpp.BarcodeFormat.EAN13,
    ]
)
"""Those printed by one-stop systems and the post; others only cost time and false alarms in running text."""

_ENOUGH = 1400
"""px of the longer side at which a code of 2 cm still has 2 px a module; larger pages are halved first."""


def codes(grey: Grey) -> tuple[Code, ...]:
    """Codes on an upright grey page, from top to bottom; boxes as fractions of it.

    Looks at half the size first (20 ms for A4 at 300 dpi), at full size only where that finds nothing.
    """
    for picture in _sizes(grey):
        found = _read(np.ascontiguousarray(picture))
        if found:
            return found
    return ()


def _sizes(grey: Grey) -> Iterator[Grey]:
    if max(grey.shape) <= _ENOUGH:
        yield grey
        yield _scaled(grey, 2.0)
        return
    yield _scaled(grey, 0.5)
    yield grey


def _scaled(grey: Grey, factor: float) -> Grey:
    smooth = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=smooth), np.uint8)


def _read(picture: Grey) -> tuple[Code, ...]:
    # dark on light only: nobody prints these codes inverted, and looking for it doubles the time
    results = zxingcpp.read_barcodes(
        picture, formats=_FORMATS, try_downscale=False, try_invert=False
    )
    found = [_code(result, picture.shape[1], picture.shape[0]) for result in results if result.text]
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left)))


def _code(result: zxingcpp.Barcode, width: int, height: int) -> Code:
    place = result.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    across = [min(1.0, max(0.0, corner.x / width)) for corner in corners]
    down = [min(1.0, max(0.0, corner.y / height)) for corner in corners]
    box = Box(min(across), min(down), max(across), max(down))
    return Code(result.format.name, nfc(result.text), box)
