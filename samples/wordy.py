"""Days in Vietnamese words, as civil-status papers write them."""

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
