"""Numbers in boxes, one digit each, as forms of the police ask for them."""

from samples.jobs import Job
from samples.press import MM, Mark, Press, Run


def boxed(job: Job, label: str, digits: str, field: str) -> None:
    """A label and a row of boxes at the right; its line reads as the digits without gaps."""
    press = job.press
    side = (6.2 if press.look.is_a else 5.6) * MM
    start = max(press.left + press.width([Run(f"{label}  ")]), press.right - side * len(digits) - 1)
    press.down(1.4)
    top = press.y - side * 0.78
    placed = [(Run(label), press.left)]
    for n, digit in enumerate(digits):
        run = Run(digit)
        placed.append((run, start + n * side + (side - press.width([run])) / 2))
    _rules(press, (start, top), side, len(digits))
    press.put(placed, press.y, f"{label} {digits}")
    cells = (start, top, start + side * len(digits), top + side)
    press.marks.append(Mark(field, digits, "", len(press.leaves), cells))
    press.y += max(press.height(), side * 1.12)


def _rules(press: Press, corner: tuple[float, float], side: float, count: int) -> None:
    left, top = corner
    right = left + side * count
    for y in (top, top + side):
        press.rule((left, y, right, y), 2)
    for n in range(count + 1):
        x = left + n * side
        press.rule((x, top, x, top + side), 2)
