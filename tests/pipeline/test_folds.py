import cv2
import numpy as np
import pytest

from pipeline import folds

DEPTH = 0.22


def page(*, folded_at=None, lines=30):
    sheet = np.full((1754, 1240), 245, np.uint8)
    for line in range(lines):
        at = (110, 150 + line * 50)
        cv2.putText(
            sheet, "Quyet dinh ve viec giai quyet thu tuc", at, cv2.FONT_HERSHEY_COMPLEX, 1.0, 20, 2
        )
    if folded_at is not None:
        rows = np.arange(1754, dtype=np.float32)[:, None]
        sheet = sheet * (1 - DEPTH * np.exp(-(((rows - folded_at) / 7) ** 2)))
    return sheet.astype(np.uint8)


def test_the_shadow_of_a_fold_is_found_with_its_depth():
    shade = folds.unfold(page(folded_at=700))
    assert shade is not None and shade.shape == (1754, 1240)
    assert shade[700].mean() == pytest.approx(1 - DEPTH, abs=0.08)
    assert (shade[:640] == 1).all() and (shade[760:] == 1).all()


def test_an_upright_fold_is_found_too():
    turned = np.ascontiguousarray(np.rot90(page(folded_at=700, lines=8)))
    shade = folds.unfold(turned)
    assert shade is not None and shade[:, 700].mean() == pytest.approx(1 - DEPTH, abs=0.08)


def test_text_and_rules_of_a_table_are_no_folds():
    ruled = page()
    for down in (300, 420, 540):
        cv2.line(ruled, (60, down), (1180, down), 30, 3)
    assert folds.unfold(page()) is None
    assert folds.unfold(ruled) is None
