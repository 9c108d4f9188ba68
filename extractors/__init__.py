"""Understand: what paper is this, what does it say."""

from extractors.corrections import normal_value
from extractors.first_page import first_page
from extractors.form import DocumentType, document_types
from extractors.understand import extract

__all__ = ["DocumentType", "document_types", "extract", "first_page", "normal_value"]
