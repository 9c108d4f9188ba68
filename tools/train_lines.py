"""Train our own line reader: `python tools/train_lines.py FOLDER`; `--tiny` shows in minutes that all of it works.

FOLDER receives a checkpoint, from which a stopped run goes on, then the ONNX file and its vocabulary in the form
that `NeuralLines` opens. On one machine with the same fonts a processor gives the same weights every time; on a
graphics processor sums of CTC may come in another order. Needs what `requirements/train.lock` lists.
"""

import argparse
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import held_lines
import line_lots
import numpy as np
import torch
from held_lines import FileLines, Held, Score
from line_net import CHARS, FRAME, HIGH, LineNet, export
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset

from pipeline.errors import ToolMissing
from pipeline.ocr.neural_lines import NeuralLines
from pipeline.ocr.tesseract_lines import TesseractLines
from pipeline.ports import LineRecogniser
from samples.chance import Chance

SEED = 5
WARM_UP = 0.05
"""Share of the steps in which the step size rises."""

SQUEEZES = (0.65, 1.05)
"""Shares of their width to which lots are squeezed; `NeuralLines` squeezes to 0.8."""

_PAPER = 250 / 255
_PLACES = {letter: number for number, letter in enumerate(CHARS)}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is trained on what. width: share of the network's full planes. longest: letters of a line.

    rate: largest step size. kept: steps between checkpoints. lots, papers: what is held back to compare on.
    """

    steps: int
    batch: int
    width: float
    longest: int
    rate: float
    kept: int
    lots: int
    papers: int


FULL = Recipe(40_000, 256, 1.0, line_lots.LONGEST, 2e-3, 1_000, 2_000, 16)
"""Ten million lines."""

TINY = Recipe(1_800, 16, 0.5, 12, 3e-3, 600, 300, 1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of one step. images: (count, 1, 32, width). frames, lengths: of each line, of its text."""

    images: Tensor
    frames: Tensor
    letters: Tensor
    lengths: Tensor


class Batches(Dataset[Batch]):
    """The lots of each step, by its number: whatever step a run begins at, it sees the same lines."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._lots = line_lots.Lots(SEED, line_lots.faces(), recipe.longest)

    def __getitem__(self, step: int) -> Batch:
        """The batch of a step, from 0."""
        first = step * self._recipe.batch
        numbers = range(first, first + self._recipe.batch)
        scans = [self._lots[number] for number in numbers]
        strips = [
            line_lots.shrunk(scan.strip(NeuralLines.height), HIGH, _squeeze(number))
            for number, scan in zip(numbers, scans, strict=True)
        ]
        return _together(strips, [scan.text for scan in scans])


def _squeeze(number: int) -> float:
    return Chance("squeeze", SEED, number).real(*SQUEEZES)


def _together(strips: list[line_lots.Layers], texts: list[str]) -> Batch:
    """Lines of any width as one batch, paper behind the shorter ones."""
    widest = max(strip.shape[1] for strip in strips)
    images = np.full((len(strips), 1, HIGH, widest), _PAPER, np.float32)
    for image, strip in zip(images, strips, strict=True):
        image[0, :, : strip.shape[1]] = strip
    return Batch(
        torch.from_numpy(images),
        torch.tensor([strip.shape[1] // FRAME for strip in strips]),
        torch.tensor([_PLACES[letter] for text in texts for letter in text]),
        torch.tensor([len(text) for text in texts]),
    )


class Training:
    """A run: its network and how far it got. Goes on from the folder's checkpoint where there is one.

    Raises ValueError for a checkpoint of another recipe.
    """

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        torch.manual_seed(SEED)
        self.recipe = recipe
        self.step = 0
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.net = LineNet(recipe.width).to(self.device)
        self._optimiser = torch.optim.AdamW(self.net.parameters(), recipe.rate, weight_decay=0.01)
        self._path = folder / "checkpoint.pt"
        folder.mkdir(parents=True, exist_ok=True)
        if self._path.is_file():
            self._resume()

    def rounds(self) -> Iterator[float]:
        """The loss of each step that is left; a checkpoint is kept now and then and at the end."""
        for batch in self._batches():
            loss = self._learn(batch)
            self.step += 1
            if self.step % self.recipe.kept == 0 or self.step == self.recipe.steps:
                self.keep()
            yield loss

    def keep(self) -> None:
        """Write the checkpoint, whole or not at all."""
        state = {
            "recipe": asdict(self.recipe),
            "step": self.step,
            "net": self.net.state_dict(),
            "optimiser": self._optimiser.state_dict(),
        }
        part = self._path.with_suffix(".part")
        torch.save(state, part)
        part.replace(self._path)

    def _resume(self) -> None:
        state = torch.load(self._path, map_location=self.device)
        if state["recipe"] != asdict(self.recipe):
            raise ValueError(f"{self._path} is of another recipe")
        self.step = state["step"]
        self.net.load_state_dict(state["net"])
        self._optimiser.load_state_dict(state["optimiser"])

    def _batches(self) -> DataLoader[Batch]:
        """Batches from here on; beside a graphics processor the other cores draw them."""
        cores = len(os.sched_getaffinity(0)) if self.device.type == "cuda" else 0
        return DataLoader(
            Batches(self.recipe),
            batch_size=None,
            sampler=range(self.step, self.recipe.steps),
            num_workers=cores,
            worker_init_fn=_alone,
        )

    def _learn(self, batch: Batch) -> float:
        """One step of AdamW (Loshchilov and Hutter 2019); half precision on a graphics processor."""
        for group in self._optimiser.param_groups:
            group["lr"] = self.recipe.rate * _slope(self.step / self.recipe.steps)
        self.net.train()
        device = self.device
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            odds = self.net(batch.images.to(device))
        loss = nn.functional.ctc_loss(
            odds, batch.letters.to(device), batch.frames, batch.lengths, zero_infinity=True
        )
        self._optimiser.zero_grad()
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self._optimiser.step()
        return float(loss.detach())


def _alone(worker: int) -> None:
    cv2.setNumThreads(1)


def _slope(share: float) -> float:
    """Share of the step size after a share of the steps: up in a line, down in half a cosine."""
    if share < WARM_UP:
        return share / WARM_UP
    return 0.5 + 0.5 * float(np.cos(np.pi * (share - WARM_UP) / (1 - WARM_UP)))


def train(recipe: Recipe, folder: Path) -> LineNet:
    """Train to the end, telling the mean loss every fortieth of the way."""
    training = Training(recipe, folder)
    losses: list[float] = []
    for loss in training.rounds():
        losses.append(loss)
        if training.step % max(1, recipe.steps // 40) == 0:
            print(f"step {training.step}: loss {np.mean(losses):.3f}", flush=True)
            losses.clear()
    return training.net


def readers(folder: Path) -> list[LineRecogniser]:
    """Ours, and those it is to replace."""
    ours = FileLines(folder)
    try:
        return [ours, NeuralLines(), TesseractLines()]
    except ToolMissing as missing:
        print(f"compared with Tesseract alone: {missing}")
        return [ours, TesseractLines()]


def compare(recipe: Recipe, folder: Path) -> None:
    """Print each reader beside the others on the lines held back."""
    sets: dict[str, list[Held]] = {
        "lots, typefaces held back": held_lines.lots(recipe.lots, recipe.longest),
        "made pages, layout b": held_lines.pages(recipe.papers),
    }
    print("| lines | reader | characters wrong, % | lines without error, % | ms a line |")
    print("| --- | --- | --- | --- | --- |")
    for name, lines in sets.items():
        for reader in readers(folder):
            print(_row(f"{len(lines)} {name}", held_lines.score(reader, lines)), flush=True)


def _row(lines: str, score: Score) -> str:
    return f"| {lines} | {score.reader} | {100 * score.wrong:.2f} | {100 * score.whole:.1f} | {score.ms:.1f} |"


def main() -> None:
    """Train, write the ONNX file, compare."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument(
        "folder", type=Path, help="for the checkpoint, the weights and the vocabulary"
    )
    said.add_argument("--tiny", action="store_true", help="a small network on short lines")
    asked = said.parse_args()
    recipe = TINY if asked.tiny else FULL
    torch.use_deterministic_algorithms(True, warn_only=True)
    weights = export(train(recipe, asked.folder), asked.folder)
    print(f"{weights.name}: {weights.stat().st_size / 1e6:.1f} MB")
    compare(recipe, asked.folder)


if __name__ == "__main__":
    main()
