"""The forms there are: those of the program and, before them, those that an office keeps in its home folder."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from extractors.form import Form, TypeSpec
from extractors.layout import letters
from extractors.synonyms import with_synonyms
from pipeline.errors import BadSettings
from pipeline.model import Role
from pipeline.text import canonical_tones, nfc, slug

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times faster, where it was built
_NO_FORMS = frozenset(("synonyms.yaml", "offices.yaml", "phrases.yaml"))

_LARGEST = 200_000
"""Characters of a form file; the largest of ours has 4,000."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of paper as `sohoa doctor --types` lists it."""

    slug: str
    name: str
    role: Role | None
    fields: tuple[str, ...]
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class FormFault:
    """What is wrong in a form file. line: from 1; where: the key, as `fields.3.kind`, may be empty."""

    file: str
    line: int
    where: str
    what: str

    def __str__(self) -> str:
        """File, line, key and what is wrong with it."""
        place = f"{self.file}:{self.line}"
        return f"{place}: {self.where}: {self.what}" if self.where else f"{place}: {self.what}"


class _Office:
    """Where the office of this process keeps its own forms."""

    folder: Path | None = None


def use_forms_of(folder: Path | None) -> None:
    """From now on this process also uses the forms in a folder; for entry points, before anything is read."""
    if folder != _Office.folder:
        _Office.folder = folder
        _loaded.cache_clear()
        for known in (form_of, letters_of_types, titles_of_types, type_of_letters):
            known.cache_clear()


def forms() -> tuple[Form, ...]:
    """All forms without a mistake, those of the office first; one of its own takes the place of the program's."""
    return _loaded()[0]


def form_faults() -> tuple[FormFault, ...]:
    """What is wrong in the office's form files; the forms they hold are left out."""
    return _loaded()[1]


@lru_cache(maxsize=1)
def _loaded() -> tuple[tuple[Form, ...], tuple[FormFault, ...]]:
    kept: dict[str, Form] = {}
    faults: list[FormFault] = []
    types: set[str] = set()
    for name, source in (*_of_office(), *_of_program()):
        found = check_form(source, name)
        if not isinstance(found, Form):
            faults += found
        elif found.form not in kept and not types & {one.slug for one in found.types}:
            kept[found.form] = with_synonyms(found)
            types |= {one.slug for one in found.types}
    return tuple(kept.values()), tuple(faults)


def _of_program() -> Iterator[tuple[str, str]]:
    folder = files("extractors.forms")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    for name in names:
        if name not in _NO_FORMS:
            yield name, folder.joinpath(name).read_text("utf-8")


def _of_office() -> Iterator[tuple[str, str]]:
    folder = _Office.folder
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield path.name, path.read_text("utf-8")[:_LARGEST]
        except (OSError, UnicodeDecodeError) as error:
            yield path.name, f"? {type(error).__name__}"  # refused as a form, and named by `doctor`


def parse_form(source: str, name: str = "form") -> Form:
    """A form from its YAML text. Errors: `BadSettings` that names file, line and what is wrong."""
    found = check_form(source, name)
    if isinstance(found, Form):
        return found
    raise BadSettings("form: " + "; ".join(str(fault) for fault in found))


def check_form(source: str, name: str) -> Form | list[FormFault]:
    """A form, or everything that is wrong with its file."""
    try:
        return Form.model_validate(yaml.load(nfc(source), _LOADER))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "no YAML"
        return [FormFault(name, mark.line + 1 if mark else 1, "", str(what))]
    except ValidationError as error:
        root = yaml.compose(nfc(source), _LOADER)
        return [_fault(name, root, one) for one in error.errors()]


def _fault(name: str, root: yaml.Node | None, error: ErrorDetails) -> FormFault:
    place = error["loc"]
    what = str(error["msg"]).removeprefix("Value error, ")
    named = _naming(root, re.split(r"[: ]", what)[0]) if not place else None
    line = named.start_mark.line + 1 if named else _line(root, place)
    return FormFault(name, line, ".".join(map(str, place)), what)


def _naming(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """The node whose text is a name: where a form as a whole is wrong, its message begins with the culprit's."""
    if isinstance(node, yaml.ScalarNode):
        return node if node.value == name else None
    inner = [] if node is None else node.value
    parts = [part for one in inner for part in (one if isinstance(one, tuple) else (one,))]
    return next((found for part in parts if (found := _naming(part, name))), None)


def _line(node: yaml.Node | None, place: Sequence[str | int]) -> int:
    """The line of the YAML node at a place, or of the nearest one around it."""
    for step in place:
        inner = _inside(node, step)
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1 if node is not None else 1


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


@lru_cache(maxsize=1)
def form_of() -> dict[str, tuple[Form, TypeSpec]]:
    """Form and type by the type's slug."""
    return {one.slug: (form, one) for form in forms() for one in form.types}


def kind_of(type_slug: str, name: str) -> str | None:
    """How a field of a type is read; None where the type or the field is unknown."""
    if type_slug not in form_of():
        return None
    form, _ = form_of()[type_slug]
    return next((field.kind for field in form.fields if field.name == name), None)


@lru_cache(maxsize=1)
def letters_of_types() -> dict[str, str]:
    """Type letters of numbers by their folded form; letters that fold alike (HD, HĐ) are left out."""
    known: dict[str, list[str]] = {}
    for _, one in form_of().values():
        if one.letters:
            known.setdefault(slug(one.letters), []).append(one.letters)
    return {folded: same[0] for folded, same in known.items() if len(same) == 1}


@lru_cache(maxsize=1)
def titles_of_types() -> list[tuple[str, str, str]]:
    """(folded title, accented title, slug) of every type."""
    return [
        (letters(title), canonical_tones(title).lower(), one.slug)
        for _, one in form_of().values()
        for title in one.titles
    ]


@lru_cache(maxsize=1)
def type_of_letters() -> dict[str, str]:
    """Slug of a type by the letters of its numbers."""
    return {one.letters: one.slug for _, one in form_of().values() if one.letters}


def document_types() -> list[DocumentType]:
    """Every type of paper the extractors know, in the order of the forms."""
    return [
        DocumentType(
            one.slug, one.name, one.role, tuple(field.name for field in form.fields), one.sensitive
        )
        for form in forms()
        for one in form.types
    ]
