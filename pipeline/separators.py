"""Separator sheets: what their QR code says, and whether a page is one."""

from dataclasses import dataclass

from pipeline import dossier_code
from pipeline.model import Code, OcrPage, Role

_MARK = "SOHOA-SEP:1"
_DOSSIER = "dossier="
_ROLE = "role="


@dataclass(frozen=True, slots=True)
class Separator:
    """A sheet between two papers. dossier, role: where the next paper belongs, None where it does not say."""

    dossier: str | None = None
    role: Role | None = None

    @property
    def text(self) -> str:
        """What stands in its QR code: `SOHOA-SEP:1;dossier=H60.05-240105-0001;role=result`."""
        said = [_MARK]
        said += [_DOSSIER + self.dossier] if self.dossier else []
        said += [_ROLE + self.role.value] if self.role else []
        return ";".join(said)


def parse(text: str) -> Separator | None:
    """The separator that a code's text names, or None; a dossier code or role that is none is passed over."""
    mark, *said = text.strip().split(";")
    if mark != _MARK:
        return None
    codes = [dossier_code.parse(_after(_DOSSIER, one)) for one in said]
    roles = [_after(_ROLE, one) for one in said]
    dossier = next((code.text for code in codes if code), None)
    return Separator(dossier, next((Role(role) for role in roles if role in set(Role)), None))


def _after(name: str, said: str) -> str:
    return said[len(name) :] if said.startswith(name) else ""


def separator_on(page: OcrPage) -> Separator | None:
    """The separator that a page is, None for any other page."""
    found = (parse(code.text) for code in page.codes if _is_square(code))
    return next((separator for separator in found if separator), None)


def _is_square(code: Code) -> bool:
    return code.symbology.lower().startswith("qr")
