"""Separator sheets as a PDF: A4 pages of QR codes and words for people, laid between papers before scanning."""

import io
from functools import lru_cache

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from pipeline.errors import ToolMissing
from pipeline.model import Role
from pipeline.separators import Separator

_DPI = 300
_SIZE = (2480, 3508)
_FONTS = ("LiberationSans-Bold.ttf", "DejaVuSans-Bold.ttf", "NotoSans-Bold.ttf", "FreeSansBold.ttf")
_LARGE = 1240
"""px of the code in the middle, 10.5 cm: read from a bad copy too."""
_SMALL = 520
"""px of the four codes in the corners: one is left when the sheet is folded or torn."""
_EDGE = 150
"""px of margin: no office printer reaches the edge."""

_TITLE = "TỜ NGĂN TÀI LIỆU"
_HELP = (
    "Đặt tờ này trước trang đầu của mỗi giấy tờ,",
    "rồi quét cả chồng một lần. Quét một hoặc hai mặt,",
    "màu hoặc đen trắng đều được. Tờ này không tính",
    "là trang của giấy tờ nào; dùng lại nhiều lần được.",
)
_ROLES = {
    Role.APPLICATION: "Đơn, thành phần hồ sơ",
    Role.ATTACHMENT: "Giấy tờ kèm theo",
    Role.RESULT: "Kết quả giải quyết",
}


def sheets_pdf(separator: Separator, count: int) -> bytes:
    """A PDF of `count` A4 sheets that all say the same; black on white, 300 dpi. Raises ToolMissing."""
    sheet = _sheet(separator)
    out = io.BytesIO()
    rest = [sheet] * (count - 1)
    sheet.save(out, "PDF", resolution=_DPI, save_all=True, append_images=rest, title=_TITLE)
    return out.getvalue()


def _sheet(separator: Separator) -> Image.Image:
    sheet = Image.new("1", _SIZE, 1)
    ink = ImageDraw.Draw(sheet)
    _write(ink, 760, _TITLE, 150)
    middle = (_SIZE[0] - _LARGE) // 2
    sheet.paste(_code(separator.text, _LARGE), (middle, 1000))
    small = _code(separator.text, _SMALL)
    across, down = _SIZE[0] - _EDGE - _SMALL, _SIZE[1] - _EDGE - _SMALL
    for place in ((_EDGE, _EDGE), (across, _EDGE), (_EDGE, down), (across, down)):
        sheet.paste(small, place)
    said = [separator.dossier or "", _ROLES[separator.role] if separator.role else ""]
    for n, line in enumerate(filter(None, said)):
        _write(ink, 2320 + 110 * n, line, 90)
    for n, line in enumerate(_HELP):
        _write(ink, 2570 + 68 * n, line, 48)
    return sheet


def _write(ink: ImageDraw.ImageDraw, top: int, line: str, size: int) -> None:
    """A line in the middle, made smaller where it would touch the margin."""
    room = _SIZE[0] - 2 * _EDGE
    while ink.textlength(line, _font(size)) > room:
        size -= 4
    ink.text((_SIZE[0] // 2, top), line, fill=0, font=_font(size), anchor="mt")


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    raise ToolMissing("fonts-liberation2")


def _code(text: str, size: int) -> Image.Image:
    """The QR code with its quiet zone, in whole px a module, in the middle of a white square."""
    modules = np.asarray(
        zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_image(scale=1)
    )
    times = size // len(modules)
    large = Image.fromarray(np.kron(modules, np.ones((times, times), np.uint8)))
    square = Image.new("1", (size, size), 1)
    edge = (size - large.width) // 2
    square.paste(large.convert("1"), (edge, edge))
    return square
