"""Pages written word by word, as an engine would have read them, without any engine."""

from collections.abc import Callable, Iterable

import pytest

from pipeline.model import Box, Code, OcrPage, Word

WIDE = 0.0095
TALL = 0.0112
SPACE = 0.006


def _words(text: str, left: float, top: float, line: int, sure: float) -> list[Word]:
    words, at = [], left
    for part in text.split():
        right = at + WIDE * len(part)
        words.append(Word(part, Box(at, top, right, top + TALL), sure, line))
        at = right + SPACE
    return words


def _page(
    lines: Iterable[tuple],
    *,
    number: int = 1,
    sure: float = 0.985,
    codes: tuple[Code, ...] = (),
    skew: float = 0.0,
) -> OcrPage:
    """lines: (text, left, top) or (text, left, top, confidence); one engine line each."""
    words = []
    for n, (text, left, top, *rest) in enumerate(lines):
        words += _words(text, left, top, n, rest[0] if rest else sure)
    mean = sum(w.confidence for w in words) / len(words) if words else 0.0
    return OcrPage(number, 2480, 3508, 300, 0, skew, not words, mean, "test", tuple(words), codes)


@pytest.fixture
def page() -> Callable[..., OcrPage]:
    return _page


def centred(text: str, top: float) -> tuple[str, float, float]:
    width = sum(WIDE * len(part) + SPACE for part in text.split()) - SPACE
    return text, 0.53 - width / 2, top


def head_lines(number: str = "Số: 15/QĐ-UBND", day: str = "Tuyên Quang, ngày 05 tháng 3 năm 2024"):
    return [
        ("ỦY BAN NHÂN DÂN", 0.2, 0.06),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.48, 0.06),
        ("TỈNH TUYÊN QUANG", 0.2, 0.078),
        ("Độc lập - Tự do - Hạnh phúc", 0.52, 0.078),
        (number, 0.21, 0.11),
        (day, 0.5, 0.112),
    ]


def foot_lines(titles=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), signer="Nông Văn Mẫu", top: float = 0.6):
    lines = [("Nơi nhận:", 0.16, top), ("- Như Điều 3;", 0.16, top + 0.018)]
    lines += [(title, 0.62, top + 0.02 * n) for n, title in enumerate(titles)]
    return [*lines, (signer, 0.66, top + 0.15)]


@pytest.fixture
def letter() -> Callable[..., OcrPage]:
    """A whole one-page paper of Nghị định 30 with a title and a subject."""

    def make(
        title: str = "QUYẾT ĐỊNH",
        subject: str = "Về việc công nhận hộ thoát nghèo năm 2024",
        extra: Iterable[tuple] = (),
        sure: float = 0.985,
        foot: dict | None = None,
        **head: str,
    ) -> OcrPage:
        body = [
            centred(title, 0.16),
            centred(subject, 0.18),
            ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", 0.2, 0.24),
            ("Điều 1. Công nhận các hộ có tên trong danh sách kèm theo.", 0.2, 0.27),
        ]
        return _page([*head_lines(**head), *extra, *body, *foot_lines(**(foot or {}))], sure=sure)

    return make


@pytest.fixture
def written_by_hand() -> Callable[[OcrPage, str], OcrPage]:
    """The page with one word standing half as tall again, as a pen writes."""

    def make(page: OcrPage, text: str) -> OcrPage:
        words = tuple(_taller(word) if word.text == text else word for word in page.words)
        return OcrPage(
            page.number,
            page.width,
            page.height,
            page.dpi,
            0,
            0.0,
            False,
            page.confidence,
            "test",
            words,
        )

    return make


def _taller(word: Word) -> Word:
    box = word.box
    return Word(
        word.text,
        Box(box.left, box.top - 0.002, box.right, box.bottom + 0.003),
        word.confidence,
        word.line,
    )
