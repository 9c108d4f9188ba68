"""Forms: which types of paper there are and what each says. Loads and checks `forms/*.yaml`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from extractors.identifiers import CODE_KINDS
from extractors.values import KINDS, Reading
from pipeline.errors import BadSettings
from pipeline.model import Role
from pipeline.text import nfc, slug

READERS: dict[str, Callable[[str], Reading | None]] = KINDS | CODE_KINDS
"""How each kind of value is read."""

BY_PLACE = frozenset(("issuer", "number", "issued", "place", "subject", "signer_title", "signer"))
"""Fields that may stand in a form without labels: head, subject and signature block are found by place."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSpec(_Strict):
    """One value of a form.

    labels: as printed, any of them. kind: how the value is read. must: its absence is a problem.
    after: the field whose label stands before this one, where the same label comes several times.
    lines: how many further lines the value may run on.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    labels: tuple[str, ...] = ()
    must: bool = False
    after: str | None = None
    lines: int = Field(default=0, ge=0, le=40)

    @field_validator("kind")
    @classmethod
    def _kind_is_known(cls, kind: str) -> str:
        if kind not in READERS:
            raise ValueError(f"unknown kind {kind!r}; known: {', '.join(sorted(READERS))}")
        return kind


class TypeSpec(_Strict):
    """One type of paper. titles: as printed in capitals; letters: those of its number's symbol.

    sensitive: tells of health, crime and the like; such papers are indexed by their metadata only.
    """

    slug: str
    name: str
    titles: tuple[str, ...]
    letters: str | None = None
    role: Role | None = None
    sensitive: bool = False


class Form(_Strict):
    """A family of papers that say the same things.

    layout: `administrative` is read by place on the page, `labelled` by printed labels.
    stops: labels that end a value without being a field.
    """

    form: str
    version: int = Field(ge=1)
    layout: Literal["administrative", "labelled"]
    types: tuple[TypeSpec, ...] = Field(min_length=1)
    fields: tuple[FieldSpec, ...] = Field(min_length=1)
    stops: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Form and version, as values name their source: `nd30@1`."""
        return f"{self.form}@{self.version}"

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        names = [field.name for field in self.fields]
        if len(set(names)) != len(names):
            raise ValueError("two fields have the same name")
        for field in self.fields:
            if field.after is not None and field.after not in names:
                raise ValueError(f"{field.name}: after names no field")
            if not field.labels and field.name not in BY_PLACE:
                raise ValueError(f"{field.name}: needs labels, it is not read by place")
        for one in self.types:
            if one.slug != slug(one.name) and not slug(one.name).startswith(one.slug):
                raise ValueError(f"{one.slug} is not the slug of {one.name}")
        return self


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of paper as `sohoa doctor --types` lists it."""

    slug: str
    name: str
    role: Role | None
    fields: tuple[str, ...]
    sensitive: bool = False


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times faster, where it was built


def parse_form(source: str) -> Form:
    """A form from its YAML text. Errors: `BadSettings` that names what is wrong."""
    try:
        return Form.model_validate(yaml.load(nfc(source), _LOADER))
    except (yaml.YAMLError, ValidationError) as error:
        raise BadSettings(f"form: {error}") from error


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """All forms, sorted by file name. Errors: `BadSettings` where a file is wrong."""
    folder = files("extractors.forms")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return tuple(
        parse_form(folder.joinpath(name).read_text("utf-8"))
        for name in names
        if name != "offices.yaml"
    )


@lru_cache(maxsize=1)
def form_of() -> dict[str, tuple[Form, TypeSpec]]:
    """Form and type by the type's slug."""
    return {one.slug: (form, one) for form in forms() for one in form.types}


@lru_cache(maxsize=1)
def letters_of_types() -> dict[str, str]:
    """Type letters of numbers by their folded form; letters that fold alike (HD, HĐ) are left out."""
    known: dict[str, list[str]] = {}
    for _, one in form_of().values():
        if one.letters:
            known.setdefault(slug(one.letters), []).append(one.letters)
    return {folded: same[0] for folded, same in known.items() if len(same) == 1}


def document_types() -> list[DocumentType]:
    """Every type of paper the extractors know, in the order of the forms."""
    return [
        DocumentType(
            one.slug, one.name, one.role, tuple(field.name for field in form.fields), one.sensitive
        )
        for form in forms()
        for one in form.types
    ]
