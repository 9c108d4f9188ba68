"""Of a paper marked MẬT no word stays anywhere in the home, whenever the marking becomes known."""

import pytest
from faults.faulty import WORD
from PIL import Image, ImageDraw

pytestmark = pytest.mark.flows

CLEARED = {"SOHOA_READER_CLEARANCE": "1"}


def _sheet(width, height):
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    for line in range(9):
        draw.text((width // 8, 100 + 60 * line), f"dòng {line} của trang", fill=0, font_size=40)
    return page


@pytest.fixture
def stack(tmp_path):
    """Three sheets, the second of which is square and carries the marking."""
    pages = [_sheet(900, 1270), _sheet(1100, 1100), _sheet(900, 1270)]
    path = tmp_path / "tap.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    return path


@pytest.fixture
def office(office):
    office.settings["SOHOA_ENGINE"] = "faulty:Secret"
    return office


def told(office):
    """Files of the home in which the secret word stands, and work rooms that hold copies of pages."""
    word = WORD.lower().encode()
    files = [path for path in office.home.rglob("*") if path.is_file()]
    return [path for path in files if word in path.read_bytes().lower()] + [
        *office.home.glob("tmp/room-*")
    ]


def made_of(office):
    """What was made of papers and lies in the store."""
    store = office.home / "store"
    return [path for path in store.rglob("*") if path.is_file() and path.parent.name != "originals"]


def assert_locked(office, document):
    assert told(office) == [] and made_of(office) == []
    found = office.run("search", WORD, "--json").json
    assert found["total"] == 0
    assert office.run("show", document, "--json").json["error"]["code"] == "not.allowed"


def entry_of(done):
    assert done.code == 0, done.err
    (entry,) = done.json["documents"]
    return entry


def test_a_marked_page_locks_the_paper_away_and_it_stays_so(office, stack):
    entry = entry_of(office.digitize(stack))
    document = entry["document"]
    assert (entry["status"], entry["restricted"], entry["fields"]) == ("restricted", "TỐI MẬT", {})
    assert next(problem["code"] for problem in entry["problems"]) == "paper.restricted"
    assert WORD not in str(entry)
    assert_locked(office, document)
    for words in (["sweep"], ["reindex"], ["reread", document], ["digitize", stack]):
        assert office.run(*words).code == 0
        assert_locked(office, document)
    assert office.run("verify", "--json").json["missing"] == []
    said = office.run("batches", "--lang", "vi").out
    assert "restricted: 1" in said and WORD not in said
    office.settings |= CLEARED
    shown = office.run("show", document, "--text", "--json").json
    assert (shown["text"], shown["restricted"]) == ("", "TỐI MẬT")


def test_killed_between_reading_and_locking_it_is_locked_by_the_next_run(office, stack):
    office.settings["SOHOA_JOBS"] = (
        "1"  # the unmarked page is read, and kept, before the marked one
    )
    office.run("sweep")
    office.hold()
    job = office.start("digitize", stack)
    office.wait_for(office.reads)
    with office.lock_catalog():
        office.go_on()
        office.wait_for(lambda: any(path.name == "1.json" for path in made_of(office)))
        office.kill(job)
    assert told(office)  # the first page was read and nobody knew yet
    entry = entry_of(office.digitize(stack))
    assert entry["status"] == "restricted"
    assert_locked(office, entry["document"])


def test_a_reader_that_misses_the_stamp_later_opens_nothing(office, stack):
    document = entry_of(office.digitize(stack))["document"]
    (office.faults / "blind").touch()
    office.run("reread", document)
    assert_locked(office, document)


def test_a_person_marks_what_was_missed_and_lifts_it_again(office, stack):
    (office.faults / "blind").touch()
    entry = entry_of(office.digitize(stack))
    document = entry["document"]
    assert entry["status"] == "indexed" and told(office)
    office.run("review", document, "--set", f"subject=Phương án {WORD}", "--by", "Lan")
    done = office.run(
        "review", document, "--set", "restricted=tối mật", "--by", "Lan", "--json"
    ).json
    assert (done["status"], done["restricted"], done["fields"]) == ("restricted", "TỐI MẬT", {})
    assert "paper.restricted" not in {problem["code"] for problem in done["problems"]}
    assert_locked(office, document)
    kept = office.run("review", document, "--set", f"subject={WORD}", "--by", "Lan", "--json")
    assert kept.json["error"]["code"] == "request.restricted"
    lift = ("review", document, "--set", "restricted=không", "--by", "Lan", "--json")
    assert office.run(*lift).json["error"]["code"] == "not.allowed"
    (office.faults / "blind").unlink()
    office.settings |= CLEARED
    lifted = office.run(*lift).json
    assert (lifted["status"], lifted["restricted"]) == ("indexed", None)
    assert office.run("search", WORD, "--json").json["total"] == 1
    office.run("reread", document)
    assert office.run("show", document, "--json").json["restricted"] is None


def test_a_better_scan_of_a_secret_paper_is_secret_too(office, stack, tmp_path):
    document = entry_of(office.digitize(stack))["document"]
    better = tmp_path / "tot-hon.png"
    _sheet(900, 1270).save(better, dpi=(150, 150))
    replaced = office.run("replace", document, better, "--by", "Lan", "--json").json
    assert (replaced["status"], replaced["restricted"]) == ("restricted", "TỐI MẬT")
    assert_locked(office, replaced["document"])
