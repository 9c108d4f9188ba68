"""Whole dossiers as an archive clerk finds them: folders by code, loose scans, a register."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from samples.cases import ANSWERED, BIRTH, DECIDED, UNPAPERED, Case, Procedure, draw_case
from samples.chance import Chance
from samples.files import WrittenPaper, write
from samples.papers import MadePaper, Order, make
from samples.receipts import TYPE as RECEIPT
from samples.register import write_register

FATES = (
    "whole",
    "open",
    "unscanned",
    "unpapered",
    "loose",
    "resultless",
    "whole",
    "whole",
    "whole",
    "whole",
)
"""What becomes of the cases, in turn. whole: application, attachments and result are scanned.

open: not finished yet. unscanned: only the register knows it. unpapered: its procedure returns no
paper. loose: its receipt and result lie outside any folder. resultless: returned, never scanned.
"""
FOLDERS = {"application": "don", "attachment": "dinh-kem", "result": "ket-qua"}


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """One case, its fate, and the scans that were written of it."""

    case: Case
    fate: str
    papers: tuple[WrittenPaper, ...]


@dataclass(frozen=True, slots=True)
class WrittenDossiers:
    """What `write_dossiers` left behind: `scans` holds only scans; strays belong to no dossier."""

    scans: Path
    csv: Path
    xlsx: Path
    cases: tuple[WrittenCase, ...]
    strays: tuple[WrittenPaper, ...]

    def papers(self) -> Iterator[WrittenPaper]:
        """Every scan written."""
        for written in self.cases:
            yield from written.papers
        yield from self.strays


def _procedure(fate: str, number: int) -> Procedure:
    if fate == "unpapered":
        return UNPAPERED
    if fate == "loose":
        return DECIDED[number // len(FATES) % len(DECIDED)]
    return (BIRTH, *DECIDED, *ANSWERED)[(number * 2 + number // 5) % 5]


def _case(seed: int, number: int) -> tuple[Case, str]:
    """The case `number` of the lot, its dates made to fit its fate."""
    fate = FATES[number % len(FATES)]
    chance = Chance("case", seed, number)
    case = draw_case(chance, _procedure(fate, number))
    if fate == "open":
        return replace(case, finished=None, returned=None), fate
    if fate in ("whole", "resultless", "loose"):
        done = case.finished or case.due
        return replace(case, finished=done, returned=case.returned or done), fate
    return case, fate


def _cases(count: int, seed: int) -> list[tuple[Case, str]]:
    """`count` cases of different codes."""
    found: dict[str, tuple[Case, str]] = {}
    number = 0
    while len(found) < count:
        case, fate = _case(seed, number)
        found.setdefault(case.code, (case, fate))
        number += 1
    return list(found.values())


def _kinds(case: Case, fate: str) -> list[tuple[str, str]]:
    """Kind and role of each paper that was scanned of the case."""
    if fate == "unscanned":
        return []
    result = [(case.procedure.result, "result")] if case.procedure.result else []
    if fate == "loose":
        return [(RECEIPT, "attachment"), *result]
    enclosed = [("giay-chung-sinh", "attachment")] if case.birth else [("cong-van", "attachment")]
    papers = [(case.procedure.application, "application"), (RECEIPT, "attachment"), *enclosed]
    return papers + (result if fate == "whole" else [])


def _level(chance: Chance, role: str) -> str:
    if role == "result":
        return chance.pick(("scan", "stamp", "stamp", "rotated"))
    return chance.pick(("scan", "scan", "scan", "photo", "bad", "rotated"))


def _name(chance: Chance, made: MadePaper, case: Case) -> str:
    """A file name as clerks and machines give them, with the suffix."""
    truth = made.truth
    if truth.level == "photo" and len(made.pages) == 1:
        return f"IMG_{case.received:%Y%m%d_%H%M}{chance.whole(0, 59):02d}.jpg"
    many = (".pdf", ".pdf", ".tif") if truth.level == "scan" else (".pdf",)
    suffix = chance.pick(many if len(made.pages) > 1 else (".jpg", *many))
    number = truth.value("number") or ""
    plain = f"{truth.type_name} - {case.applicant.name}"
    official = f"{number.replace('/', ' ')} (đã ký)" if number else plain
    machine = f"Scan {case.received:%d-%m-%Y} {chance.whole(1, 99):03d}"
    return f"{chance.pick((plain, plain, official, machine))}{suffix}"


def _write_case(folder: Path, case: Case, fate: str, seed: int) -> WrittenCase:
    chance = Chance("files", seed, case.code)
    written: list[WrittenPaper] = []
    for kind, role in _kinds(case, fate):
        loose = fate == "loose"
        made = make(
            Order(
                kind,
                layout=chance.pick(("a", "a", "b")),
                level="scan" if kind == RECEIPT else _level(chance, role),
                seed=chance.whole(0, 2**31),
                case=case,
                sealed=role == "result",
                role=role,
                in_folder=not loose,
            )
        )
        place = f"Quét ngày {case.received:%d-%m-%Y}" if loose else f"{case.code}/{FOLDERS[role]}"
        taken = {paper.path.name for paper in written}
        name = _name(chance, made, case)
        if name in taken:
            name = f"{len(written)} {name}"
        written.append(write(made, folder, f"{place}/{name}"))
    return WrittenCase(case, fate, tuple(written))


def write_dossiers(folder: Path, count: int, seed: int) -> WrittenDossiers:
    """Write `count` dossiers under `folder`: scans/, truth/, and the register in two formats.

    From six on every fate occurs; one loose report that belongs to no dossier is always there.
    The same seed gives the same bytes.
    """
    cases = _cases(count, seed)
    written = tuple(_write_case(folder, case, fate, seed) for case, fate in cases)
    stray = make(Order("bao-cao", "a", "scan", seed))
    strays = (write(stray, folder, "Tài liệu chưa phân loại/Báo cáo tháng.pdf"),)
    csv, xlsx = write_register([case for case, _ in cases], folder)
    return WrittenDossiers(folder / "scans", csv, xlsx, written, strays)
