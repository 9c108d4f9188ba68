"""Checks of the machine behind `sohoa doctor`: what was found, or the one command that mends it."""

import importlib.metadata
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from pipeline.ocr import neural_weights

PROJECT = "sohoa"
LANGUAGES = ("vie",)
NEURAL_READER = "neural line reader"
FREE_BYTES = 2 * 1024**3
"""So much must be free in the home folder: the largest file that is taken (`max_bytes`)."""

_SECONDS = 60
_ELSEWHERE = "export SOHOA_HOME=FOLDER_ON_ANOTHER_DISK"
_SQLITE = (3, 35)
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_TESSDATA = ("tesseract-ocr/*/tessdata", "tesseract-ocr/tessdata", "tessdata")
_BINARY_MODULES = ("tesserocr", "cv2", "pikepdf", "tantivy", "zxingcpp", "PIL.Image", "numpy")
_IMPORT_EACH = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError as exc:
        print(f"{name}: {exc}")
print("end")
"""
_NETWORK = re.compile(
    r"(fuse\.)?(nfs4?|cifs|smb3|smbfs|ncpfs|afs|ceph|glusterfs|lustre|beegfs|gpfs|drvfs|davfs"
    r"|sshfs|s3fs|rclone)"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. found: version or place, "" if none; advice: a command, "" if all well.

    needed: without it nothing works; False for what only the demo's sample scans use.
    """

    name: str
    ok: bool
    found: str
    advice: str = ""
    needed: bool = True


def check_tools(home: Path, *, tessdata: Path | None = None) -> list[Check]:
    """Every program, language datum, package and folder, in the order in which to mend them.

    tessdata: TESSDATA_PREFIX where it is set. Nothing is created but a temporary file in `home`.
    """
    return [
        *_programs(),
        *(_language(name, tessdata_folders(tessdata)) for name in LANGUAGES),
        *_packages(),
        _binary_modules(),
        _neural_reader(),
        _sqlite(),
        _fonts(),
        *_home(home),
    ]


def tessdata_folders(prefix: Path | None, *, root: Path = Path("/usr")) -> list[Path]:
    """Folders that may hold Tesseract's language data, newest Tesseract first.

    prefix: TESSDATA_PREFIX; where it is set Tesseract looks nowhere else. root: the folder that
    holds `share` and `local/share`.
    """
    if prefix is not None:
        return [folder for folder in (prefix, prefix / "tessdata") if folder.is_dir()]
    shares = (root / "share", root / "local" / "share")
    return [
        folder
        for share in shares
        for pattern in _TESSDATA
        for folder in sorted(share.glob(pattern), reverse=True)
    ]


def network_file_system(path: Path, mounts: str) -> str | None:
    """Kind of the network file system a path lies on, None on a local disk.

    mounts: text of /proc/mounts. Index and catalog need locks that network file systems break.
    """
    kind, longest = "", -1
    for line in mounts.splitlines():
        _, point, mounted, *_ = line.split(" ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), point)
        if len(point) >= longest and path.is_relative_to(point):
            kind, longest = mounted, len(point)
    return kind if _NETWORK.fullmatch(kind) else None


def _programs() -> Iterator[Check]:
    for program, flag, package in (
        ("tesseract", "--version", "tesseract-ocr"),
        ("pdftocairo", "-v", "poppler-utils"),
        ("pdftoppm", "-v", "poppler-utils"),
    ):
        path = shutil.which(program)
        said = _said(path, flag) if path else ""
        version = _VERSION.search(said)
        found = version[0] if version else ""
        yield Check(program, bool(found), found, "" if found else _apt(package))


def _language(name: str, folders: list[Path]) -> Check:
    files = (folder / f"{name}.traineddata" for folder in folders)
    found = next((str(file) for file in files if file.is_file() and file.stat().st_size), "")
    advice = "" if found else _apt(f"tesseract-ocr-{name}")
    return Check(f"tesseract {name}", bool(found), found, advice)


def _packages() -> Iterator[Check]:
    """Each requirement of the project, in the version range that it states."""
    try:
        stated = importlib.metadata.requires(PROJECT) or []
    except importlib.metadata.PackageNotFoundError:
        yield Check(PROJECT, False, "", f"{sys.executable} -m pip install -e .")
        return
    for requirement in map(Requirement, stated):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package(requirement)


def _package(requirement: Requirement) -> Check:
    try:
        found = importlib.metadata.version(requirement.name)
    except importlib.metadata.PackageNotFoundError:
        found = ""
    ok = bool(found) and requirement.specifier.contains(found, prereleases=True)
    advice = f"{sys.executable} -m pip install '{requirement.name}{requirement.specifier}'"
    return Check(f"python {requirement.name}", ok, found, "" if ok else advice)


def _binary_modules() -> Check:
    """A module built for another machine or Python is installed and still cannot be imported.

    Tried in a process of its own: one of them may take its process down with it.
    """
    lines = _said(sys.executable, "-c", _IMPORT_EACH, *_BINARY_MODULES).splitlines() or [""]
    ok = lines == ["end"]
    advice = "" if ok else f"{sys.executable} -m pip install --force-reinstall -e ."
    found = f"{len(_BINARY_MODULES)}" if ok else "; ".join(lines[-3:])
    return Check("python imports", ok, found, advice)


def _neural_reader() -> Check:
    """The second line recogniser; without it `accurate` and `best` run as `fast`."""
    found = neural_weights.folder()
    command = "pip install --no-deps --require-hashes -r requirements/neural.lock"
    advice = "" if found else f"{sys.executable} -m {command}"
    return Check(NEURAL_READER, found is not None, str(found or ""), advice, needed=False)


def _sqlite() -> Check:
    ok = sqlite3.sqlite_version_info >= _SQLITE
    advice = "" if ok else _apt("libsqlite3-0")
    return Check("sqlite", ok, sqlite3.sqlite_version, advice)


def _fonts() -> Check:
    """Only the sample scans are drawn with fonts; reading needs none."""
    path = shutil.which("fc-list")
    families = sorted(set(_said(path, ":lang=vi", "family").splitlines())) if path else []
    advice = "" if families else _apt("fontconfig fonts-liberation2 fonts-noto-core")
    found = ", ".join(families[:3])
    return Check("fonts", bool(families), found, advice, needed=False)


def _home(home: Path) -> Iterator[Check]:
    place = next(folder for folder in (home, *home.parents) if folder.exists())
    writable = _is_writable(place)
    command = f"mkdir -p '{home}' && chown -R $(id -u) '{home}'"
    yield Check("home", writable, str(home), "" if writable else command)
    free = shutil.disk_usage(place).free
    roomy = free >= FREE_BYTES
    found = f"{free / 1024**3:.1f} GiB"
    yield Check("disk", roomy, found, "" if roomy else _ELSEWHERE)
    yield _file_system(place.resolve())


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _file_system(place: Path) -> Check:
    mounts = Path("/proc/mounts")
    kind = network_file_system(place, mounts.read_text()) if mounts.exists() else None
    return Check("file system", kind is None, kind or "local", _ELSEWHERE if kind else "")


def _apt(packages: str) -> str:
    return f"apt-get install -y {packages}"


def _said(program: str | None, *arguments: str) -> str:
    """What a program prints, on either stream; "" where it cannot be run."""
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
            text=True,
            errors="replace",
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
