"""What offices abbreviate: one table, used both ways."""

from collections.abc import Iterator
from functools import cache

from pipeline.text import fold

_TABLE = {
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "TAND": "tòa án nhân dân",
    "VKSND": "viện kiểm sát nhân dân",
    "MTTQ": "mặt trận tổ quốc",
    "QĐ": "quyết định",
    "NĐ": "nghị định",
    "NQ": "nghị quyết",
    "TT": "thông tư",
    "CT": "chỉ thị",
    "CV": "công văn",
    "TB": "thông báo",
    "BC": "báo cáo",
    "TTr": "tờ trình",
    "CP": "chính phủ",
    "TP": "thành phố",
    "GCN": "giấy chứng nhận",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "GCN QSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "QSDĐ": "quyền sử dụng đất",
    "QSD": "quyền sử dụng",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "GPLX": "giấy phép lái xe",
    "GPXD": "giấy phép xây dựng",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "TNHH": "trách nhiệm hữu hạn",
    "DNTN": "doanh nghiệp tư nhân",
    "HTX": "hợp tác xã",
    "TTHC": "thủ tục hành chính",
    "DVC": "dịch vụ công",
    "CNTT": "công nghệ thông tin",
    "CBCC": "cán bộ công chức",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "VPĐK": "văn phòng đăng ký",
    "GTVT": "giao thông vận tải",
    "TNMT": "tài nguyên và môi trường",
    "KHĐT": "kế hoạch và đầu tư",
    "LĐTBXH": "lao động thương binh và xã hội",
    "PCCC": "phòng cháy chữa cháy",
    "ANTT": "an ninh trật tự",
}
_TELLING = 3
"""Letters from which an abbreviation is asked for the words too: `QĐ` stands in every number."""

Words = tuple[str, ...]


def other_writings(words: Words) -> tuple[Words, ...]:
    """Folded words for folded words: `ubnd` for `uy ban nhan dan`, and the words for the letters."""
    return _both_ways().get(words, ())


def abbreviated() -> Iterator[Words]:
    """The folded words that have an abbreviation."""
    return (tuple(fold(text).split()) for text in _TABLE.values())


@cache
def _both_ways() -> dict[Words, tuple[Words, ...]]:
    found: dict[Words, tuple[Words, ...]] = {}
    for letters, text in _TABLE.items():
        short, long = tuple(fold(letters).split()), tuple(fold(text).split())
        found[short] = (long,)
        if len(letters) >= _TELLING:
            found[long] = (*found.get(long, ()), short)
    return found
