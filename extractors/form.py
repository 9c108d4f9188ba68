"""What a form says: the types of paper it knows, and the values that stand on them."""

from collections.abc import Callable, Collection
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from extractors.addresses import read_address
from extractors.certificates import CERTIFICATE_KINDS
from extractors.identifiers import CODE_KINDS
from extractors.values import KINDS, Reading
from pipeline.model import Role
from pipeline.text import slug

READERS: dict[str, Callable[[str], Reading | None]] = (
    KINDS | CODE_KINDS | CERTIFICATE_KINDS | {"address": read_address}
)
"""How each kind of value is read."""

BY_PLACE = frozenset(("issuer", "number", "issued", "place", "subject", "signer_title", "signer"))
"""Fields that may stand in a form without labels: head, subject and signature block are found by place."""

BY_SHAPE = frozenset(("land_serial", "zone_number"))
"""Kinds of value that may stand without labels: what looks like one is one (`extractors/shapes.py`)."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldSpec(_Strict):
    """One value of a form.

    labels: as printed, any of them. kind: how the value is read. must: its absence is a problem.
    after: the field whose label stands before this one, where the same label comes several times.
    lines: how many further lines the value may run on. below: it stands under its label, as on cards.
    column: the half of the page, or the column of a table, in which the value stands. words_of: the number that it
    says in words. within: the field in whose text it stands too, where it has no label of its own.
    anywhere: where no label is read, the first on the paper that can be one. said: expressions of running text
    behind which the value stands. ends: expressions before which it ends, with the sentence they stand in.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kind: str
    labels: tuple[str, ...] = ()
    must: bool = False
    after: str | None = None
    lines: int = Field(default=0, ge=0, le=40)
    below: bool = False
    column: Literal["left", "right"] | None = None
    words_of: str | None = None
    within: str | None = None
    anywhere: bool = False
    said: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def stands_in(self, names: Collection[str]) -> None:
        """Raise ValueError where the field does not fit into a form of fields with these names."""
        for told in (self.after, self.words_of, self.within):
            if told is not None and told not in names:
                raise ValueError(f"{self.name}: {told} is no field of this form")
        placed = self.name in BY_PLACE or self.kind in BY_SHAPE or self.within
        if not self.labels and not self.said and not placed:
            raise ValueError(f"{self.name}: needs labels, it is not read by place")

    @field_validator("kind")
    @classmethod
    def _kind_is_known(cls, kind: str) -> str:
        if kind not in READERS:
            raise ValueError(f"unknown kind {kind!r}; known: {', '.join(sorted(READERS))}")
        return kind


class TypeSpec(_Strict):
    """One type of paper. titles: as printed in capitals; letters: those of its number's symbol.

    sensitive: tells of health, crime and the like; such papers are indexed by their metadata only.
    general: its titles open those of many others, so the labels of another form tell more than they do.
    """

    slug: str
    name: str
    titles: tuple[str, ...]
    letters: str | None = None
    role: Role | None = None
    sensitive: bool = False
    general: bool = False


class Form(_Strict):
    """A family of papers that say the same things.

    layout: `administrative` is read by place on the page, `labelled` by printed labels.
    stops: labels that end a value without being a field. card_qr: fields that the seven parts of an identity
    card's QR code give, in their order; empty where a part is none. columns: words over the left and over the
    right column; a paper that has them the other way round is read so.
    """

    form: str
    version: int = Field(ge=1)
    layout: Literal["administrative", "labelled"]
    types: tuple[TypeSpec, ...] = Field(min_length=1)
    fields: tuple[FieldSpec, ...] = Field(min_length=1)
    stops: tuple[str, ...] = ()
    card_qr: tuple[str, ...] = ()
    columns: tuple[str, str] | None = None

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
            field.stands_in(names)
        if unknown := set(self.card_qr) - {*names, ""}:
            raise ValueError(f"card_qr: {', '.join(sorted(unknown))} is no field of this form")
        for one in self.types:
            if one.slug != slug(one.name) and not slug(one.name).startswith(one.slug):
                raise ValueError(f"{one.slug} is not the slug of {one.name}")
        return self
