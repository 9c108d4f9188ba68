"""A small network that reads lines: convolutions only, a letter a frame of 4 px (CTC, Graves et al. 2006).

Its file has the form that `NeuralLines` opens: `images` (1, 3, 32, width) from 0 ink to 1 paper, of which the
first layer is read; out come log probabilities (frames, 1, letters), the blank first.
"""

import json
from pathlib import Path

import line_texts
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

HIGH = 32
"""px of height the network takes."""

FRAME = 4
"""px of width by frame of its output."""

LARGEST = 15_000_000
"""Bytes that its file may have."""

CHARS = ("<blank>", *line_texts.LETTERS)
"""What the outputs stand for."""

WEIGHTS, VOCABULARY = "asternet.onnx", "vocab.json"
"""Names of its files: those that `NeuralLines` looks for."""

_SIZES = (48, 96, 160, 320)
"""Planes after each halving."""

_PAPER = 250 / 255


class Block(nn.Module):
    """Each plane looks around, then planes are mixed (Liu et al. 2022, with batch norm for its speed)."""

    def __init__(self, planes: int, reach: tuple[int, int]) -> None:
        super().__init__()
        around = (reach[0] // 2, reach[1] // 2)
        self.layers = nn.Sequential(
            nn.Conv2d(planes, planes, reach, padding=around, groups=planes, bias=False),
            nn.BatchNorm2d(planes),
            nn.Conv2d(planes, 2 * planes, 1),
            nn.ReLU(),
            nn.Conv2d(2 * planes, planes, 1, bias=False),
            nn.BatchNorm2d(planes),
        )

    def forward(self, planes: Tensor) -> Tensor:
        """The planes and what was found."""
        found: Tensor = self.layers(planes)
        return planes + found


class LineNet(nn.Module):
    """Reads (count, 3, 32, width); gives (width / 4, count, letters). width: share of the full planes."""

    def __init__(self, width: float = 1.0) -> None:
        super().__init__()
        one, two, three, four = (max(8, int(size * width) // 8 * 8) for size in _SIZES)
        self.eye = nn.Sequential(
            *_narrowed(1, one, (3, 3), (2, 2)),
            Block(one, (5, 5)),
            *_narrowed(one, two, (3, 3), (2, 2)),
            Block(two, (5, 5)),
            Block(two, (5, 5)),
            *_narrowed(two, three, (3, 3), (2, 1)),
            Block(three, (3, 7)),
            Block(three, (3, 7)),
            *_narrowed(three, four, (4, 1), (1, 1), (0, 0)),
            *(Block(four, (1, 11)) for _ in range(6)),
        )
        self.letters = nn.Conv2d(four, len(CHARS), 1)

    def forward(self, images: Tensor) -> Tensor:
        """Log probabilities of each frame."""
        seen = self.eye(_PAPER - images[:, :1])
        odds: Tensor = self.letters(seen).squeeze(2).permute(2, 0, 1)
        return odds.float().log_softmax(2)


def _narrowed(
    before: int,
    after: int,
    reach: tuple[int, int],
    stride: tuple[int, int],
    around: tuple[int, int] = (1, 1),
) -> list[nn.Module]:
    layer = nn.Conv2d(before, after, reach, stride, around, bias=False)
    return [layer, nn.BatchNorm2d(after), nn.ReLU()]


def read(net: nn.Module, images: Tensor) -> NDArray[np.float32]:
    """What the network says of a batch, outside training."""
    net.eval()
    with torch.no_grad():
        return np.asarray(net(images).cpu().numpy(), np.float32)


def export(net: LineNet, folder: Path) -> Path:
    """Write weights and vocabulary; raises ValueError where the file is larger than `LARGEST`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WEIGHTS
    net = net.cpu().eval()
    width = torch.export.Dim("quarter", min=4, max=4096) * FRAME
    torch.onnx.export(
        net,
        (torch.rand(1, 3, HIGH, 64 * FRAME),),
        path,
        dynamo=True,
        external_data=False,
        input_names=["images"],
        output_names=["odds"],
        dynamic_shapes=({3: width},),
        verbose=False,
    )
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.stat().st_size} bytes of weights, {LARGEST} are allowed")
    vocabulary = json.dumps({"chars": CHARS, "size": len(CHARS)}, ensure_ascii=False)
    (folder / VOCABULARY).write_text(vocabulary, "utf-8")
    return path
