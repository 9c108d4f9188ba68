"""`sohoa review`: what waits for a person, and a person's corrections."""

import argparse

from flows.bench import Archive
from pipeline.catalog.edits import Editor, PaperType
from pipeline.catalog.records import DocumentRecord
from pipeline.errors import BadRequest, NotAllowed
from pipeline.masking import masked
from pipeline.model import Role
from pipeline.text import code_key
from portal.door import Door, clerk
from portal.editing import Edit, edit, known_code, print_document, read_now
from portal.entries import entry
from portal.usefulness import usefulness

_NOT_SECRET = frozenset(("no", "none", "khong"))


def run(door: Door, options: argparse.Namespace) -> int:
    """The list, most useful first; or one document corrected and accepted."""
    from extractors import use_forms_of

    settings = door.settings()
    use_forms_of(settings.home / "forms")
    with door.archive(settings) as archive:
        if options.document is None:
            _print_list(door, archive)
            return 0
        lifts = any(map(_lifts, options.set))
        if lifts and settings.reader_clearance < 1:
            raise NotAllowed(options.document)
        edits = [_correction(archive, one) for one in options.set]
        if options.accept:
            edits.append(lambda document, editor: archive.catalog.edits.accept(document.id, editor))
        edit(archive, options.document, clerk(options.by), *edits)
        if lifts:
            read_now(door, settings, archive, [options.document])
        print_document(door, archive, options.document)
    return 0


def _print_list(door: Door, archive: Archive) -> None:
    waiting = archive.catalog.documents.waiting_for_review()
    records = sorted(archive.catalog.documents.load(waiting).values(), key=usefulness)
    entries = [{**entry(record, door.lang), "why": list(record.why_review)} for record in records]
    if door.json:
        door.print_json({"waiting": len(entries), "documents": entries})
        return
    door.print(door.phrase("review.waiting", count=len(entries)))
    for one in entries:
        door.print(masked(f"{one['document']}  {one['file']}: {', '.join(one['why'])}"))


def _correction(archive: Archive, option: str) -> Edit:
    name, found, value = option.partition("=")
    name, value = name.strip(), value.strip()
    if not found or not name or not value:
        raise BadRequest(option, code="request.name_value")
    makers = {
        "type": _set_type,
        "role": _set_role,
        "dossier": _set_dossier,
        "restricted": _set_restricted,
    }
    if name in makers:
        return makers[name](archive, value)
    return _set_field(archive, name, value)


def _set_field(archive: Archive, name: str, value: str) -> Edit:
    from extractors import normal_value

    def set_field(document: DocumentRecord, editor: Editor) -> None:
        normal = normal_value(document.type, name, value)
        archive.catalog.edits.set_field(document.id, name, normal, editor)

    return set_field


def _set_type(archive: Archive, value: str) -> Edit:
    from extractors import document_types

    known = {kind.slug: kind for kind in document_types()}
    if value not in known:
        raise BadRequest(value, code="request.type")
    kind = PaperType(value, known[value].name, known[value].sensitive)
    return lambda document, editor: archive.catalog.edits.set_type(document.id, kind, editor)


def _lifts(option: str) -> bool:
    name, _, value = option.partition("=")
    return name.strip() == "restricted" and code_key(value) in _NOT_SECRET


def _set_restricted(archive: Archive, value: str) -> Edit:
    """A marking that was missed, or its end; whoever lifts one needs clearance."""
    from extractors.marking import MARKINGS

    key = code_key(value)
    if key not in _NOT_SECRET and key not in MARKINGS:
        raise BadRequest(value, code="request.marking")
    marking = MARKINGS.get(key)
    return lambda document, editor: archive.catalog.edits.set_restricted(
        document.id, marking, editor
    )


def _set_role(archive: Archive, value: str) -> Edit:
    if value not in set(Role):
        raise BadRequest(value, code="request.role")

    def set_role(document: DocumentRecord, editor: Editor) -> None:
        if not document.filings:
            raise BadRequest(document.id, code="request.unfiled")
        dossier = document.filings[0].dossier
        archive.catalog.edits.file(document.id, dossier, Role(value), editor)

    return set_role


def _set_dossier(archive: Archive, value: str) -> Edit:
    code = known_code(value)

    def set_dossier(document: DocumentRecord, editor: Editor) -> None:
        told = document.told_role
        role = next((filing.role for filing in document.filings if filing.role), told)
        archive.catalog.edits.file(document.id, code, role, editor)

    return set_dossier
