"""Accuracy in small: characters wrong beside plain Tesseract, and values right and wrong but sure."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean

import scans
import scoring
from processes import SOHOA, run
from rows import Row, Sizes

from samples.files import WrittenPaper
from samples.lots import write_pages

SIZES: Sizes = {"papers": 4, "understood": 16, "profiles": 1}
FULL: Sizes = {"papers": 16, "understood": 80, "profiles": 2}
PROFILES = ("accurate", "fast")
LEVELS = ("clean", "scan", "stamp", "photo", "bad", "rotated")
FIELDS = ("type", "number", "issued", "issuer", "subject", "signer", "dossier")


@dataclass(frozen=True, slots=True)
class _Page:
    """A one-page scan and its printed lines."""

    path: Path
    lines: Sequence[str]


def measure(room: Path, sizes: Sizes) -> Iterator[Row]:
    """Characters at each level and on real pages; then values of made and of real papers."""
    for level in LEVELS:
        papers = write_pages(room / level, scans.sample_orders(sizes["papers"], level))
        pages = [
            _Page(paper.path, _lines(paper)) for paper in papers if len(paper.truth.pages) == 1
        ]
        yield _characters(f"{len(pages)} made pages, {level}", pages)
    if real := list(_real_pages()):
        yield _characters(f"{len(real)} real pages", real)
    for profile in PROFILES[: sizes["profiles"]]:
        yield _made_values(room, profile, sizes["understood"])
        if scans.real_documents():
            yield _real_values(room, profile)


def _lines(paper: WrittenPaper) -> list[str]:
    return [line.text for page in paper.truth.pages for line in page.lines]


def _real_pages() -> Iterator[_Page]:
    for picture in sorted((scans.REAL / "pages").glob("*.jpg")):
        yield _Page(picture, picture.with_suffix(".gt.txt").read_text("utf-8").splitlines())


def _characters(what: str, pages: Sequence[_Page]) -> Row:
    with ThreadPoolExecutor(2) as threads:
        ours = {
            profile: list(threads.map(partial(_ours, profile=profile), pages))
            for profile in reversed(PROFILES)
        }
        plain = list(threads.map(_plain, pages))
    said = [f"{profile} {_percent(pages, texts)}" for profile, texts in ours.items()]
    title = f"characters wrong, free (strict) %: {what}"
    return Row(title, "; ".join(said), f"Tesseract {_percent(pages, plain)}")


def _percent(pages: Sequence[_Page], texts: Sequence[str]) -> str:
    pairs = list(zip(pages, texts, strict=True))
    free = mean(scoring.order_free(page.lines, text) for page, text in pairs)
    strict = mean(scoring.strict(page.lines, text) for page, text in pairs)
    return f"{100 * free:.1f} ({100 * strict:.1f})"


def _ours(page: _Page, profile: str) -> str:
    with tempfile.TemporaryDirectory() as room:
        out = Path(room, "read.txt")
        words = ["--sidecar", out, "--profile", profile, "--jobs", "1"]
        run([SOHOA, "ocr", page.path, Path(room, "read.pdf"), *words])
        return out.read_text("utf-8")


def _plain(page: _Page) -> str:
    return run(["tesseract", page.path, "-", "-l", "vie", "--psm", "3"], OMP_THREAD_LIMIT="1").out


def _made_values(room: Path, profile: str, count: int) -> Row:
    folder = room / "understood"
    papers = write_pages(folder, scans.sample_orders(count, "scan"))
    truths = {}
    for paper in papers:
        values = {value.name: value.value for value in paper.truth.fields}
        told = paper.truth.dossier if paper.truth.told_by else None
        truths[paper.path.name] = {**values, "type": paper.truth.type, "dossier": told}
    found = _digitized(folder / "scans", room / f"home-{profile}", profile)
    return _values(f"{len(papers)} made papers, {profile}", truths, found)


def _real_values(room: Path, profile: str) -> Row:
    lines = (scans.REAL / "fields.jsonl").read_text("utf-8").splitlines()
    truths = {truth["file"]: truth for truth in map(json.loads, lines)}
    found = _digitized(scans.REAL / "documents", room / f"home-real-{profile}", profile)
    for truth in truths.values():
        truth["type"] = truth["type_name"]
    for entry in found.values():
        entry["type"] = entry["type_name"]
    return _values(f"{len(truths)} real papers, {profile}", truths, found)


def _digitized(folder: Path, home: Path, profile: str) -> dict[str, dict]:
    ran = run(
        [SOHOA, "digitize", folder, "--home", home, "--profile", profile, "--jobs", "2", "--json"],
        ends=(0, 5),
    )
    return {Path(entry["file"]).name: entry for entry in json.loads(ran.out)["documents"]}


def _values(what: str, truths: dict[str, dict], found: dict[str, dict]) -> Row:
    right, asked, wrong = Counter(), Counter(), []
    for file, truth in truths.items():
        for name in FIELDS:
            if truth.get(name) is None:
                continue
            value, sure = _said(found[file], name)
            good = value is not None and scoring.same(value, truth[name])
            asked[name] += 1
            right[name] += good
            if sure and not good:
                wrong.append((file, name))
    each = ", ".join(f"{name} {right[name]}/{asked[name]}" for name in FIELDS if asked[name])
    said = f"wrong but sure {len(wrong)}" + "".join(f"; {file}: {name}" for file, name in wrong[:4])
    share = f"{100 * right.total() / asked.total():.0f} % right"
    return Row(
        f"values exact: {what}",
        each,
        figure=f"{share}, {said}",
        bar="wrong but sure 0",
        met=not wrong,
    )


def _said(entry: dict, name: str) -> tuple[str | None, bool]:
    """The value and whether no person is asked to look at it."""
    if name == "type":
        return entry["type"], not entry["review"]
    if name == "dossier":
        sure = bool(entry["dossiers"]) and not entry["dossiers"][0]["in_doubt"]
        return entry["dossier"], sure
    value = entry["fields"].get(name)
    return (value["value"], value["state"] == "auto") if value else (None, False)
