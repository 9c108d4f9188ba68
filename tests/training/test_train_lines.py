"""Needs PyTorch (requirements/train.lock); skipped without it."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

torch = pytest.importorskip("torch")

import line_lots  # noqa: E402
import line_net  # noqa: E402
import train_lines  # noqa: E402
from held_lines import FileLines  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")

FEW = replace(train_lines.TINY, steps=6, batch=4, width=0.25, longest=8, kept=3)


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


def same(one, other):
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(here, there) for here, there in pairs)


def test_the_same_recipe_gives_the_same_weights(faces, tmp_path):
    assert same(train_lines.train(FEW, tmp_path / "a"), train_lines.train(FEW, tmp_path / "b"))


def test_a_run_that_was_stopped_goes_on_to_the_same_weights(faces, tmp_path):
    whole = train_lines.train(FEW, tmp_path / "whole")
    list(islice(train_lines.Training(FEW, tmp_path / "stopped").rounds(), 4))
    again = train_lines.Training(FEW, tmp_path / "stopped")
    assert again.step == 3
    assert len(list(again.rounds())) == 3
    assert same(whole, again.net)


def test_a_checkpoint_of_another_recipe_is_refused(faces, tmp_path):
    train_lines.Training(FEW, tmp_path).keep()
    with pytest.raises(ValueError, match="another recipe"):
        train_lines.Training(replace(FEW, steps=7), tmp_path)


def test_the_loss_falls(faces, tmp_path):
    losses = list(train_lines.Training(replace(FEW, steps=60, batch=8), tmp_path).rounds())
    assert np.mean(losses[-10:]) < 0.5 * np.mean(losses[:10])


@pytest.mark.slow
def test_the_file_says_what_the_network_says_and_a_line_reader_reads_it(faces, tmp_path):
    net = train_lines.train(FEW, tmp_path)
    line_net.export(net, tmp_path)
    reader = FileLines(tmp_path)
    strips = [line_lots.Lots(9, faces)[number].strip(reader.height) for number in range(3)]
    for text in reader.read(strips):
        assert len(text.text) == len(text.sure) == len(text.spans)
    for width in (16, 300, 1000):
        images = torch.rand(1, 3, line_net.HIGH, width)
        told = reader._session.run(None, {"images": images.numpy()})[0]
        assert told.shape == (width // line_net.FRAME, 1, len(line_net.CHARS))
        assert np.allclose(told, line_net.read(net, images), atol=1e-4)


@pytest.mark.slow
def test_the_full_network_is_small_enough(tmp_path):
    path = line_net.export(line_net.LineNet(train_lines.FULL.width), tmp_path)
    assert path.stat().st_size <= line_net.LARGEST
