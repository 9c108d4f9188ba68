import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import imaging
from pipeline.model import Box

RED = (205, 30, 40)
BLUE = (30, 50, 170)


def colour_page(*spots):
    page = np.full((600, 500, 3), 245, np.uint8)
    for top, tint in spots:
        page[top : top + 30, 100:400] = tint
    return page


@pytest.mark.parametrize("tint", [RED, BLUE])
def test_coloured_ink_fades_and_black_ink_stays(tint):
    grey = imaging.brightest(colour_page((100, tint), (400, (20, 20, 20))))
    assert grey[115, 250] > 220
    assert grey[415, 250] < 30


def test_paper_tint_and_grey_pictures_are_left_alone():
    tinted = np.full((200, 300, 3), (250, 245, 232), np.uint8)
    assert np.array_equal(imaging.brightest(tinted), imaging.plain(tinted))
    grey = np.full((200, 300), 90, np.uint8)
    assert imaging.brightest(grey) is grey


def test_fading_reports_how_much_of_the_page_was_colour():
    page = colour_page((100, RED))
    plain, faded = imaging.plain(page), imaging.brightest(page)
    assert imaging.faded_share(plain, faded) == pytest.approx(9000 / 300_000, rel=0.1)
    assert imaging.faded_share(plain, plain) == 0.0


def test_flattening_takes_a_fold_and_a_light_ramp_out_but_keeps_print():
    page = np.full((1200, 900), 240.0)
    page[300:304, 200:700] = 40
    page *= np.linspace(1.0, 0.5, 900)[None, :]
    page *= 1 - 0.25 * np.exp(-(((np.arange(1200) - 800) / 30.0) ** 2))[:, None]
    flat = imaging.flatten(page.astype(np.uint8))
    paper = np.delete(flat, np.s_[290:314], axis=0)
    assert paper[20:-20, 20:-20].min() > 215  # the fold alone was down to 180
    assert flat[302, 250:650].max() < 80


def test_salt_and_pepper_goes_only_where_a_large_page_is_full_of_it():
    chance = np.random.default_rng(1)
    page = np.full((1400, 1200), 250, np.uint8)
    assert imaging.despeckle(page) is page
    page[chance.random(page.shape) < 0.002] = 0
    assert np.count_nonzero(imaging.despeckle(page) < 100) < 10
    small = page[:900, :900]
    assert imaging.despeckle(small) is small


def test_only_small_pages_are_enlarged():
    assert imaging.enlarge(np.zeros((1000, 800), np.uint8)).shape == (2000, 1600)
    page = np.zeros((1200, 1100), np.uint8)
    assert imaging.enlarge(page) is page


@pytest.mark.parametrize("clockwise", [0, 90, 180, 270])
def test_a_quarter_turn_moves_the_top_edge_clockwise(clockwise):
    page = np.zeros((40, 20), np.uint8)
    page[0, :] = 255
    turned = imaging.turn(page, clockwise)
    edges = {
        0: turned[0, :],
        90: turned[:, -1],
        180: turned[-1, :],
        270: turned[:, 0],
    }
    assert edges[clockwise].min() == 255
    assert imaging.turn(turned, (360 - clockwise) % 360).tolist() == page.tolist()


@settings(max_examples=25, deadline=None)
@given(
    degrees=st.floats(-15, 15),
    across=st.floats(0.1, 0.8),
    down=st.floats(0.1, 0.8),
)
def test_a_box_on_the_straightened_page_maps_back_onto_its_ink(degrees, across, down):
    page = np.full((800, 600), 255, np.uint8)
    left, top = int(across * 600), int(down * 800)
    page[top : top + 24, left : left + 40] = 0
    level = imaging.straighten(page, degrees)
    rows, columns = np.nonzero(level < 128)
    high, wide = level.shape
    found = Box(
        columns.min() / wide,
        rows.min() / high,
        (columns.max() + 1) / wide,
        (rows.max() + 1) / high,
    )
    back = imaging.before_straightening(found, degrees, page.shape)
    slack = 3 + 64 * abs(math.sin(math.radians(degrees)))
    assert back.left * 600 == pytest.approx(left, abs=slack)
    assert back.top * 800 == pytest.approx(top, abs=slack)
    assert back.right * 600 == pytest.approx(left + 40, abs=slack)
    assert back.bottom * 800 == pytest.approx(top + 24, abs=slack)


@given(
    degrees=st.floats(-15, 15),
    edges=st.tuples(*[st.floats(0, 1)] * 4),
)
def test_mapped_boxes_stay_on_the_page_and_in_order(degrees, edges):
    across, down = sorted(edges[:2]), sorted(edges[2:])
    box = Box(across[0], down[0], across[1], down[1])
    back = imaging.before_straightening(box, degrees, (3508, 2480))
    assert 0 <= back.left <= back.right <= 1
    assert 0 <= back.top <= back.bottom <= 1


def test_straightening_loses_no_corner_and_fills_with_paper():
    page = np.full((400, 300), 240, np.uint8)
    for row, column in ((0, 0), (0, 292), (392, 0), (392, 292)):
        page[row : row + 8, column : column + 8] = 0
    level = imaging.straighten(page, 10)
    found = cv2.connectedComponents((level < 120).astype(np.uint8))[0] - 1
    assert found == 4
    assert level[0, level.shape[1] // 2] == 240


def test_a_slant_nobody_sees_costs_nothing():
    page = np.full((400, 300), 240, np.uint8)
    assert imaging.straighten(page, 0.1) is page


def test_the_working_copy_is_never_larger_than_the_page():
    page = np.zeros((3508, 2480), np.uint8)
    small, factor = imaging.working_copy(page)
    assert small.shape == (1754, 1240) and factor == 0.5
    assert imaging.working_copy(small) == (small, 1.0)


@pytest.mark.parametrize(
    ("shape", "dpi", "coarse"),
    [
        ((3508, 2480), 300, (2339, 1654)),  # A4 at 300 dpi
        ((7016, 4960), 600, (2339, 1654)),
        ((4961, 3508), 300, (3307, 2339)),  # A3 keeps 200 dpi
        ((2480, 1748), 300, (2480, 1748)),  # A5 is no larger than A4 at 200 dpi
        ((3000, 2250), 300, (3000, 2250)),  # a photo of a page
        ((2339, 1654), 200, (2339, 1654)),
    ],
)
def test_a_fine_page_is_made_as_coarse_as_a4_at_200_dpi(shape, dpi, coarse):
    made = imaging.coarsen(np.full(shape, 250, np.uint8), dpi).shape
    assert np.allclose(made, coarse, atol=1)
