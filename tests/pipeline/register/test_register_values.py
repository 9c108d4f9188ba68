"""Cells of a register: days, channels, marks, codes; and what each refused row is told."""

import datetime as dt

import pytest

from pipeline.messages import MESSAGES
from pipeline.model import Dossier

ONE, TWO, THREE = (f"H60.05-240105-000{number}" for number in (1, 2, 3))


def found(register):
    return [row.dossier for row in register.rows]


def whys(register):
    return [(one.row, [problem.code for problem in one.problems]) for one in register.refused]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-01-05", dt.date(2024, 1, 5)),
        ("2024-01-05T08:30:00", dt.date(2024, 1, 5)),
        ("05/01/2024", dt.date(2024, 1, 5)),
        ("5/1/2024 8:30", dt.date(2024, 1, 5)),
        ("05-01-2024", dt.date(2024, 1, 5)),
        ("05.01.2024", dt.date(2024, 1, 5)),
        ("05/01/2024 08:30:00 SA", dt.date(2024, 1, 5)),
        ("08:30 05/01/2024", dt.date(2024, 1, 5)),
        ("20240105080000", dt.date(2024, 1, 5)),
        ("45296", dt.date(2024, 1, 5)),
        ("45296.354", dt.date(2024, 1, 5)),
        (45296, dt.date(2024, 1, 5)),
        (45296.75, dt.date(2024, 1, 5)),
        (dt.date(2024, 1, 5), dt.date(2024, 1, 5)),
        (dt.datetime(2024, 1, 5, 23, 59), dt.date(2024, 1, 5)),
        ("", None),
        ("-", None),
        ("chưa trả", None),
        (None, None),
    ],
)
def test_dates_are_read_as_clerks_write_them(saved, written, day):
    rows = [["code", "received", "unit"], [ONE, written, "H60"]]
    assert found(saved(rows))[0].received == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("05/01/24", "register.short_year"),
        ("5-1-24 08:00", "register.short_year"),
        ("31/02/2024", "register.date"),
        ("01/25/2024", "register.date"),
        ("05/01/0024", "register.date"),
        ("tháng 1", "register.date"),
        ("05/01.2024", "register.date"),
        (12, "register.date"),
        (99999, "register.date"),
    ],
)
def test_dates_that_cannot_be_sure_refuse_the_row(saved, written, code):
    register = saved([["code", "Ngày tiếp nhận", "unit"], [ONE, written, "H60"]])
    assert (found(register), whys(register)) == ([], [(2, [code])])
    assert register.refused[0].why == f"{code}: Ngày tiếp nhận: {written}"


@pytest.mark.parametrize("late", ["due", "finished", "returned"])
def test_a_day_before_the_reception_refuses_the_row(saved, late):
    register = saved(f"code,received,{late}\n{ONE},05/01/2024,04/01/2024\n")
    assert whys(register) == [(2, ["register.date_order"])]
    assert found(saved(f"code,received,{late}\n{ONE},05/01/2024,05/01/2024\n"))


def test_all_that_is_wrong_with_a_row_is_told_at_once(saved):
    register = saved(
        "code,received,returned,channel,returns_result\n"
        "H60.05-240230-0001,31/02/2024,05/01/24,zalo,maybe\n"
    )
    assert set(whys(register)[0][1]) == {
        "register.code",
        "register.date",
        "register.short_year",
        "register.channel",
        "register.yes_no",
    }


def test_every_reason_has_a_sentence(saved):
    for code in ["code", "date", "short_year", "date_order", "channel", "yes_no", "duplicate"]:
        assert f"register.{code}" in MESSAGES


@pytest.mark.parametrize(
    ("marks", "answers"),
    [
        (["1", "0", ""], [True, False, True]),
        (["có", "Không", ""], [True, False, True]),
        (["Có kết quả", "không", "CÓ"], [True, False, True]),
        (["yes", "no", "true"], [True, False, True]),
        (["x", "", "X"], [True, False, True]),
        (["", "", ""], [True, True, True]),
        ([1, 0, None], [True, False, True]),
        ([True, False, None], [True, False, True]),
        (["✓", None, None], [True, False, False]),
    ],
)
def test_paper_results_are_marked_in_many_ways(saved, marks, answers):
    rows = [["code", "unit", "Có kết quả giấy"]]
    rows += [[code, "H60", mark] for code, mark in zip((ONE, TWO, THREE), marks, strict=True)]
    assert [dossier.returns_result for dossier in found(saved(rows))] == answers


def test_without_the_column_every_procedure_returns_paper(saved):
    assert found(saved(f"code\n{ONE}\n")) == [Dossier(ONE, unit="H60.05")]


@pytest.mark.parametrize(
    ("written", "channel"),
    [
        ("direct", "direct"),
        ("Trực tiếp", "direct"),
        ("1", "direct"),
        ("ONLINE", "online"),
        ("truc tuyen", "online"),
        ("2", "online"),
        ("postal", "postal"),
        ("Bưu chính công ích", "postal"),
        ("3", "postal"),
        ("", None),
    ],
)
def test_channels_are_known_in_both_languages(saved, written, channel):
    assert found(saved(f"code,channel\n{ONE},{written}\n"))[0].channel == channel


@pytest.mark.parametrize(
    ("cell", "procedure"),
    [
        (1.001193, "1.001193"),
        (2.00065, "2.000650"),
        ("2.00065", "2.000650"),
        ("1,001193", "1.001193"),
        ("1.001612.000.00.00.H48", "1.001612.000.00.00.H48"),
    ],
)
def test_procedure_codes_survive_the_spreadsheet(saved, cell, procedure):
    rows = [["code", "procedure"], [ONE, cell]]
    assert found(saved(rows))[0].procedure == procedure


@pytest.mark.parametrize(("cell", "unit"), [("005", "005"), (5, "5"), (5.0, "5"), ("", "H60.05")])
def test_unit_codes_keep_their_zeros_and_lose_no_digit(saved, cell, unit):
    assert found(saved([["code", "unit"], [ONE, cell]]))[0].unit == unit
