"""Understand: what paper is this, what does it say."""

from extractors.corrections import normal_value
from extractors.first_page import first_page
from extractors.form_files import DocumentType, document_types, form_faults, use_forms_of
from extractors.places_today import lies_now
from extractors.understand import extract
from pipeline.units import known_communes

__all__ = [
    "DocumentType",
    "document_types",
    "extract",
    "first_page",
    "form_faults",
    "known_communes",
    "lies_now",
    "normal_value",
    "use_forms_of",
]
