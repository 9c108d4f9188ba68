"""An engine whose faults lie as files in the folder FAULTS; page workers import it by name."""

import os
import time
import zlib
from pathlib import Path

from pipeline.model import Box, Word

LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐÔNG THỌ",
    "Số: 17/QĐ-UBND ngày 05 tháng 01 năm 2024",
    "QUYẾT ĐỊNH",
    "Về việc công nhận hộ thoát nghèo",
)

WORD = "Quetzalcoatl"
SECRET_LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐÔNG THỌ",
    "Số: 17/QĐ-UBND ngày 05 tháng 01 năm 2024",
    "QUYẾT ĐỊNH",
    f"Về việc phương án {WORD}",
)


class Faulty:
    """Reads the same lines on every page, and one of its own, at once, until told otherwise.

    `hold`: waits. `slow`: takes a fifth of a second. `abort`, `stall`: on square pages.
    `raise`: on pages wider than high.
    """

    name = "faulty-1"

    def __init__(self):
        self.faults = Path(os.environ["FAULTS"])

    def read(self, grey, dpi):
        with (self.faults / "reads").open("a") as log:
            log.write("page\n")
        while (self.faults / "hold").exists():
            time.sleep(0.02)
        if (self.faults / "slow").exists():
            time.sleep(0.2)
        self._fail(grey.shape[1] / grey.shape[0])
        return _words((*LINES, f"Ký hiệu riêng {zlib.crc32(grey.tobytes())}"))

    def _fail(self, shape):
        if shape > 1.1 and (self.faults / "raise").exists():
            raise RuntimeError("an odd page")
        if abs(shape - 1) < 0.1 and (self.faults / "abort").exists():
            os.abort()
        if abs(shape - 1) < 0.1 and (self.faults / "stall").exists():
            time.sleep(600)


class Secret(Faulty):
    """Reads the same secret on every page, and a marking on square ones; `blind`: reads no marking."""

    name = "secret-1"

    def read(self, grey, dpi):
        super().read(grey, dpi)
        square = abs(grey.shape[1] / grey.shape[0] - 1) < 0.1
        marked = square and not (self.faults / "blind").exists()
        return _words(("TỐI MẬT", *SECRET_LINES) if marked else SECRET_LINES)


def _words(lines):
    """The words of lines below each other."""
    return [
        Word(
            text,
            Box(0.1 + 0.07 * n, 0.05 + 0.04 * line, 0.16 + 0.07 * n, 0.07 + 0.04 * line),
            0.95,
            line,
        )
        for line, said in enumerate(lines)
        for n, text in enumerate(said.split())
    ]
