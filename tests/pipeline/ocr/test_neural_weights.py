import pytest

from pipeline.errors import ToolMissing
from pipeline.ocr import neural_weights
from pipeline.ocr.engines import neural_is_installed, readers


def test_without_the_package_there_is_no_second_recogniser(monkeypatch):
    monkeypatch.setattr(neural_weights, "find_spec", lambda name: None)
    assert neural_weights.folder() is None
    assert not neural_is_installed()
    assert readers("tesserocr").second is None


def test_other_weights_than_the_known_ones_are_refused(tmp_path):
    (tmp_path / "vocab.json").write_text('{"chars": []}')
    with pytest.raises(ToolMissing, match=r"vocab\.json is not the one known"):
        neural_weights.checked(tmp_path / "vocab.json")


def test_finding_the_weights_does_not_import_the_package():
    import sys

    neural_weights.folder()
    assert not any(name.partition(".")[0] == neural_weights.PACKAGE for name in sys.modules)
