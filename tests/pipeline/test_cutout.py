import cv2
import numpy as np
import pytest

from pipeline import cutout

CORNERS = np.array([[120, 90], [1010, 150], [960, 1380], [90, 1320]], np.float32)


def photo(*, desk=60, sheet=235, corners=CORNERS):
    grey = np.full((1500, 1100), desk, np.uint8)
    cv2.fillConvexPoly(grey, corners.astype(np.int32), sheet)
    for line in range(20):
        at = (230, 260 + line * 50)
        cv2.putText(grey, "Quyet dinh ve viec", at, cv2.FONT_HERSHEY_COMPLEX, 1.2, 20, 2)
    return grey


def test_the_corners_of_a_sheet_on_a_desk_are_found():
    assert cutout.corners(photo()) == pytest.approx(CORNERS, abs=6)


def test_uneven_light_does_not_hide_the_sheet():
    ramp = np.linspace(1.0, 0.45, 1100)[None]
    assert cutout.corners((photo() * ramp).astype(np.uint8)) == pytest.approx(CORNERS, abs=8)


@pytest.mark.parametrize("desk", [150, 200, 235])
def test_a_scan_or_a_light_desk_is_left_alone(desk):
    assert cutout.corners(photo(desk=desk)) is None


def test_folds_and_a_scanner_shadow_along_one_side_are_no_desk():
    scan = photo(desk=235)
    scan[700:712] = (scan[700:712] * 0.75).astype(np.uint8)
    scan[:, :40] = 30
    assert cutout.corners(scan) is None


def test_flattening_leads_from_the_flat_sheet_back_to_the_photo():
    matrix, (width, height) = cutout.flattening(CORNERS)
    flat = np.array([[0, 0, 1], [width, 0, 1], [width, height, 1], [0, height, 1]]) - [0.5, 0.5, 0]
    moved = flat @ matrix.T
    assert moved[:, :2] / moved[:, 2:] == pytest.approx(CORNERS, abs=0.01)
    assert (width, height) == pytest.approx((892, 1231), abs=3)
