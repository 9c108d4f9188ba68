"""Sample scans with their truth, made by a deterministic generator; all people are invented (MẪU)."""

from samples.dossiers import WrittenCase, WrittenDossiers, write_dossiers
from samples.files import WrittenPaper, write
from samples.fonts import FontMissing
from samples.look import LAYOUTS
from samples.lots import orders, write_lot, write_pages
from samples.papers import MadePaper, Order, make, paper
from samples.printers import EVERY_KIND, KINDS
from samples.stacks import MadeStack, StackDocument, StackTruth, make_stack, write_stack
from samples.truth import Box, CodeTruth, FieldTruth, LineTruth, PageTruth, PaperTruth
from samples.wear import LEVELS

__all__ = [
    "EVERY_KIND",
    "KINDS",
    "LAYOUTS",
    "LEVELS",
    "Box",
    "CodeTruth",
    "FieldTruth",
    "FontMissing",
    "LineTruth",
    "MadePaper",
    "MadeStack",
    "Order",
    "PageTruth",
    "PaperTruth",
    "StackDocument",
    "StackTruth",
    "WrittenCase",
    "WrittenDossiers",
    "WrittenPaper",
    "make",
    "make_stack",
    "orders",
    "paper",
    "write",
    "write_dossiers",
    "write_lot",
    "write_pages",
    "write_stack",
]
