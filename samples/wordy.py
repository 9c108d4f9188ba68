"""Days, sums and areas in Vietnamese words, as certificates and civil-status papers write them."""

import datetime as dt

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def below_hundred(number: int) -> str:
    """0 to 99 in words: 15 mười lăm, 21 hai mươi mốt, 24 hai mươi tư."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    if tens == 1:
        return "mười" + {0: "", 5: " lăm"}.get(ones, f" {_DIGITS[ones]}")
    last = {0: "", 1: " mốt", 4: " tư", 5: " lăm"}.get(ones, f" {_DIGITS[ones]}")
    return f"{_DIGITS[tens]} mươi{last}"


def year_in_words(year: int) -> str:
    """2010 hai nghìn không trăm mười; 2005 hai nghìn không trăm linh năm."""
    thousands, rest = divmod(year, 1000)
    hundreds, low = divmod(rest, 100)
    link = " linh" if 0 < low < 10 else ""
    tail = f"{link} {below_hundred(low)}" if low else ""
    return f"{_DIGITS[thousands]} nghìn {_DIGITS[hundreds]} trăm{tail}"


def day_in_words(day: dt.date) -> str:
    """`Ngày mười lăm, tháng tám, năm hai nghìn không trăm mười`."""
    return (
        f"Ngày {below_hundred(day.day)}, tháng {below_hundred(day.month)}, "
        f"năm {year_in_words(day.year)}"
    )


_POWERS = ("", " nghìn", " triệu", " tỷ")


def _group(number: int, *, led: bool) -> str:
    """1 to 999 in words; `led`: a higher group stands before it, so that its hundreds are said."""
    hundreds, low = divmod(number, 100)
    if not hundreds and not led:
        return below_hundred(low)
    link = " linh" if 0 < low < 10 else ""
    tail = f"{link} {below_hundred(low)}" if low else ""
    return f"{_DIGITS[hundreds]} trăm{tail}"


def number_in_words(number: int) -> str:
    """1 to under a thousand tỷ: 1.905.000.000 một tỷ chín trăm linh năm triệu."""
    groups = [(number // 1000**power) % 1000 for power in range(len(_POWERS))]
    said = ""
    for group, name in zip(reversed(groups), reversed(_POWERS), strict=True):
        if group:
            said += f" {_group(group, led=bool(said))}{name}"
    return said.strip()


def sum_in_words(amount: int) -> str:
    """`Một tỷ năm trăm triệu đồng`."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def area_in_words(tenths: int) -> str:
    """Tenths of a square metre: 12505 `Một nghìn hai trăm năm mươi phẩy năm mét vuông`."""
    whole, tenth = divmod(tenths, 10)
    words = number_in_words(whole) + (f" phẩy {_DIGITS[tenth]}" if tenth else "")
    return f"{words[0].upper()}{words[1:]} mét vuông"
