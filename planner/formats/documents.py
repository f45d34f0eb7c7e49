"""A document of headings, paragraphs, lists and tables, written as Markdown or HTML.

`planner.formats.pdf.document` writes it as PDF.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from planner.formats.plan_markdown import safe

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#1c1c1c;background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border-bottom:1px solid #bbb;padding:.3rem .5rem;text-align:left;vertical-align:top}"
    "thead th{border-bottom:2px solid #444}tbody th{font-weight:600}"
    "@media print{body{margin:0;max-width:none}}"
)


@dataclass(frozen=True)
class Heading:
    """A heading of a section."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list of points."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of text cells.

    Attributes
    ----------
    head : tuple of str
        Column names.
    rows : tuple of tuple of str
        A cell for each column.
    widths : tuple of float
        Width of each column relative to the others, for print.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


Block = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Document:
    """A document: its title and its blocks, in order."""

    title: str
    blocks: tuple[Block, ...]


def as_markdown(document: Document) -> str:
    """Return a document as Markdown; signs of markup within its texts are escaped."""
    parts = [f"# {_plain(document.title)}"]
    parts += ["\n".join(_markdown(block)) for block in document.blocks]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"## {_plain(block.text)}"]
    if isinstance(block, Paragraph):
        return [_plain(block.text)]
    if isinstance(block, Items):
        return [f"- {_plain(text)}" for text in block.texts]
    rows = [block.head, ("---",) * len(block.head)]
    lines = ["| " + " | ".join(map(_plain, row)) + " |" for row in (rows[0], *block.rows)]
    return [lines[0], "|" + "|".join(rows[1]) + "|", *lines[1:]]


def _plain(text: str) -> str:
    """Return text in one line that Markdown shows as it is."""
    return safe(" ".join(text.split())).replace("<", "&lt;").replace("[", "\\[")


def as_html(document: Document) -> str:
    """Return a document as one HTML page without scripts; every text is escaped."""
    title = html.escape(document.title)
    body = "\n".join(_html(block) for block in document.blocks)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h2>{html.escape(block.text)}</h2>"
    if isinstance(block, Paragraph):
        return f"<p>{html.escape(block.text)}</p>"
    if isinstance(block, Items):
        return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in block.texts) + "</ul>"
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in block.head)
    rows = "\n".join(f"<tr>{_cells(row)}</tr>" for row in block.rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _cells(row: Sequence[str]) -> str:
    first, *others = (html.escape(cell) for cell in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others)
