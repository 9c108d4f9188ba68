"""What `sohoa doctor` looks at, on this machine and on machines that lack things."""

import sqlite3
import sys
from pathlib import Path

import pytest

from pipeline import tools
from pipeline.tools import check_tools, network_file_system, tessdata_folders


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without any program on its path."""
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))


def by_name(checks):
    return {check.name: check for check in checks}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return by_name(check_tools(tmp_path_factory.mktemp("home")))


def test_everything_that_reading_needs_is_looked_at(here):
    wanted = {"tesseract", "tesseract vie", "pdftocairo", "pdftoppm"}
    wanted |= {"python prefect", "python fastapi", "python tesserocr", "python imports"}
    assert wanted | {"sqlite", "fonts", "home", "disk", "file system"} <= set(here)


def test_what_is_well_needs_no_advice_and_what_is_not_has_one(here):
    for check in here.values():
        assert bool(check.advice) is not check.ok
        assert check.found or not check.ok


def test_only_the_second_recogniser_and_the_fonts_of_the_samples_can_be_done_without(here):
    assert [check.name for check in here.values() if not check.needed] == [
        "neural line reader",
        "fonts",
    ]


def test_a_bare_machine_is_told_the_commands(bare, tmp_path):
    checks = by_name(check_tools(tmp_path, tessdata=tmp_path))
    advice = {name: check.advice for name, check in checks.items() if not check.ok}
    assert advice["tesseract"] == "apt-get install -y tesseract-ocr"
    assert advice["tesseract vie"] == "apt-get install -y tesseract-ocr-vie"
    assert advice["pdftoppm"] == "apt-get install -y poppler-utils"


def test_a_program_that_does_not_run_is_missing(bare, monkeypatch, tmp_path):
    broken = tmp_path / "tesseract"
    broken.write_text("#!/nowhere/at/all\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not by_name(tools._programs())["tesseract"].ok


@pytest.mark.parametrize(
    ("stated", "ok", "found"),
    [
        (["pyyaml>=6.0"], True, True),
        (["pyyaml<1"], False, True),
        (["no-such-package-anywhere>=1"], False, False),
    ],
)
def test_packages_are_judged_by_the_range_the_project_states(monkeypatch, stated, ok, found):
    monkeypatch.setattr("importlib.metadata.requires", lambda name: stated)
    check = next(tools._packages())
    assert (check.ok, bool(check.found)) == (ok, found)
    assert ok or check.advice == f"{sys.executable} -m pip install '{stated[0]}'"


def test_extras_are_not_asked_for(monkeypatch):
    stated = ['no-such-package-anywhere; extra == "bench"']
    monkeypatch.setattr("importlib.metadata.requires", lambda name: stated)
    assert list(tools._packages()) == []


def test_a_module_that_cannot_be_imported_is_named(monkeypatch):
    monkeypatch.setattr(tools, "_BINARY_MODULES", ("json", "no_such_module_anywhere"))
    check = tools._binary_modules()
    assert not check.ok
    assert "no_such_module_anywhere" in check.found


def test_an_old_sqlite_is_not_enough(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert not tools._sqlite().ok


def test_a_home_that_is_not_there_yet_is_judged_by_its_parent_and_not_made(tmp_path):
    home = tmp_path / "a" / "b"
    assert by_name(tools._home(home))["home"].ok
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_cannot_be_written_is_told(tmp_path):
    occupied = tmp_path / "file"
    occupied.touch()
    check = by_name(tools._home(occupied))["home"]
    assert (check.ok, str(occupied) in check.advice) == (False, True)


def test_a_full_disk_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(tools, "FREE_BYTES", 1 << 62)
    assert not by_name(tools._home(tmp_path))["disk"].ok


MOUNTS = r"""
/dev/vda1 / ext4 rw 0 0
server:/office /srv nfs4 rw 0 0
/dev/vdb1 /srv/local ext4 rw 0 0
//server/scans /mnt/m\303\241y\040qu\303\251t cifs rw 0 0
user@server: /home/user/far fuse.sshfs rw 0 0
""".strip()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", None),
        ("/var/lib", None),
        ("/srv", "nfs4"),
        ("/srv/sohoa", "nfs4"),
        ("/srv/local/sohoa", None),
        ("/srvother", None),
        ("/home/user/far/x", "fuse.sshfs"),
    ],
)
def test_network_file_systems_are_known_by_the_innermost_mount(path, kind):
    assert network_file_system(Path(path), MOUNTS) == kind


def test_a_mount_with_spaces_and_accents_is_known():
    mounts = "//server/scans /mnt/máy\\040quét cifs rw 0 0"
    assert network_file_system(Path("/mnt/máy quét/x"), mounts) == "cifs"


def test_a_later_mount_hides_an_earlier_one_at_the_same_place():
    mounts = "/dev/vda1 / ext4 rw 0 0\nserver:/ / nfs rw 0 0"
    assert network_file_system(Path("/x"), mounts) == "nfs"


def test_language_data_is_looked_for_where_tesseract_looks(tmp_path):
    for version in ("4.00", "5"):
        (tmp_path / "share/tesseract-ocr" / version / "tessdata").mkdir(parents=True)
    newest, *_ = tessdata_folders(None, root=tmp_path)
    assert newest.parent.name == "5"
    assert tessdata_folders(tmp_path / "set") == []
    assert tessdata_folders(tmp_path) == [tmp_path]
