import os
import re
from dataclasses import dataclass

import pytest

import pipeline.ocr
from pipeline.errors import BadSettings, ToolMissing
from pipeline.model import Box, Profile
from pipeline.ocr import tessdata, tsv
from pipeline.ocr.engines import Readers, engine, readers, recipe, recipe_of


@dataclass
class Named:
    name: str


def row(text, *, level=5, block=1, line=1, box="100\t50\t200\t40", confidence="91.5"):
    return f"{level}\t1\t{block}\t1\t{line}\t1\t{box}\t{confidence}\t{text}"


def test_reading_pins_one_thread_a_page():
    assert pipeline.ocr.__name__ == "pipeline.ocr"
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_words_of_a_table_get_lines_boxes_and_composed_letters():
    header = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    decomposed = "Thông".replace("ô", "o\u0302")
    table = "\n".join(
        [header, row("", level=4), row(decomposed), row("báo", line=2), row(" "), row("x", block=2)]
    )
    words = tsv.words(table, 1000, 500)
    assert [(word.text, word.line) for word in words] == [("Thông", 0), ("báo", 1), ("x", 2)]
    assert words[0].box == Box(0.1, 0.1, 0.3, 0.18)
    assert words[0].confidence == pytest.approx(0.915)


@pytest.mark.parametrize(("percent", "share"), [("-1", 0.0), ("100.4", 1.0), ("0", 0.0)])
def test_confidence_stays_between_nothing_and_all(percent, share):
    assert tsv.words(row("a", confidence=percent), 10, 10)[0].confidence == share


def test_the_language_data_are_found_where_the_variable_points(tmp_path, monkeypatch):
    (tmp_path / "vie.traineddata").write_bytes(b"model")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata.folder() == tmp_path
    assert tessdata.model(tmp_path) == "vie-9372c470"


def test_missing_language_data_are_a_missing_tool(tmp_path, monkeypatch):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(tessdata, "_DEBIAN", tmp_path)
    monkeypatch.setattr(tessdata, "_OTHERS", ())
    with pytest.raises(ToolMissing, match="tesseract-ocr-vie"):
        tessdata.folder()


def test_an_unknown_engine_is_a_wrong_setting():
    with pytest.raises(BadSettings, match="tesserocr"):
        engine("nosuch")


def test_an_engine_without_its_package_is_a_missing_tool():
    with pytest.raises(ToolMissing):
        engine("no_such_package:Engine")


def test_the_recipe_names_engine_treatment_and_profile_and_fits_a_file_name(replay):
    reader = replay([])
    reader.name = "Engine 5.5/ü"
    assert recipe_of(Readers(reader), Profile.FAST) == "engine_5.5__@t5-fast"
    assert len({recipe_of(Readers(reader), profile) for profile in Profile}) == 3


def test_without_the_second_recogniser_every_profile_runs_as_fast(replay):
    alone = Readers(replay([]), lines=Named("lines-1"))
    assert {recipe_of(alone, profile) for profile in Profile} == {"replay-1@t5-fast"}
    both = Readers(replay([]), lines=Named("lines-1"), second=Named("net-1"))
    assert recipe_of(both, Profile.FAST) == "replay-1@t5-fast"
    assert recipe_of(both, Profile.BEST) == "replay-1_net-1@t5-best"


@pytest.mark.ocr
@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_the_recipe_is_known_before_any_page_and_stays(name):
    first, again = recipe(name, Profile.ACCURATE), recipe(name, Profile.ACCURATE)
    assert first == again == recipe_of(readers(name), Profile.ACCURATE)
    assert re.fullmatch(
        rf"{name}-[0-9.]+\.vie-[0-9a-f]{{8}}(_[a-z]+-[0-9a-f]{{8}})?@t\d+-\w+", first
    )
