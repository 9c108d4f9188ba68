"""QR codes and barcodes of dossier codes, as reception desks print them."""

import numpy as np
import zxingcpp
from PIL import Image


def qr(text: str, module: int = 7, *, level: str = "M") -> Image.Image:
    """A QR code, error correction `level`, `module` px a module, without its quiet zone."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return _picture(code, module)


def code128(text: str, module: int = 4, height: int = 110) -> Image.Image:
    """A Code 128 barcode, `module` px the narrowest bar, without its quiet zone."""
    bars = _picture(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128), module)
    return bars.crop((0, 0, bars.width, 1)).resize((bars.width, height), Image.Resampling.NEAREST)


def _picture(code: zxingcpp.Barcode, module: int) -> Image.Image:
    small = np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    picture = Image.fromarray(small)
    wide, tall = picture.width * module, picture.height * module
    return picture.resize((wide, tall), Image.Resampling.NEAREST)
