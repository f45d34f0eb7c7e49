"""Seeded mutations of files: cut, doubled, re-encoded, columns moved, units and dates changed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
Mutation = Callable[[bytes, random.Random], bytes]

_CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "cp437", "utf-32")
_UNITS = (b"mg", b"g", b"IU", b"mcg", b"kcal", b"kJ", b"cup", b"oz", b"kg", b"tsp", b"%")
_DATES = (
    b"02.11.2026", b"2/11/26", b"11/2/2026", b"2026-11-31", b"31/31/2026", b"46328", b"yesterday",
    b"9999-12-31", b"Nov 2, 2026", b"1/1/0000",
)  # fmt: skip
_VALUES = (
    b"10000", b"10 kg", b"-5", b"1e400", b"NaN", b"1,050.0", b"1.050,5", b"62,5", b"Tr", b"N", b"",
    b"9" * 5000, b"0x10", b"5.4e-79", b'"', b"=1+1", b"\xb2", b"\x00", b"1/0", b"\xe2\x82\xac",
)  # fmt: skip


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _doubled(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    end = rng.randrange(start, len(content) + 1)
    return content[:end] + content[start:end] + content[end:]


def _recoded(content: bytes, rng: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(rng.choice(_CODECS), "replace")


def _columns_moved(content: bytes, rng: random.Random) -> bytes:
    lines = content.split(b"\n")
    mark = rng.choice((b",", b";", b"\t"))
    width = lines[0].count(b",") + 1
    order = list(range(width))
    rng.shuffle(order)
    moved = []
    for line in lines:
        cells = line.split(b",")
        moved.append(mark.join(cells[n] if n < len(cells) else b"" for n in order))
    return b"\n".join(moved)


def _swapped(old: tuple[bytes, ...], new: tuple[bytes, ...]) -> Mutation:
    def swap(content: bytes, rng: random.Random) -> bytes:
        return content.replace(rng.choice(old), rng.choice(new), rng.choice((1, -1)))

    return swap


def _new_date(content: bytes, rng: random.Random) -> bytes:
    found = list(re.finditer(rb"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}:\d{2}", content))
    return _replaced(content, found, _DATES, rng)


def _new_value(content: bytes, rng: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+(\.\d+)?", content))
    return _replaced(content, found, _VALUES, rng)


def _replaced(
    content: bytes, found: list[re.Match[bytes]], values: tuple[bytes, ...], rng: random.Random
) -> bytes:
    if not found:
        return content + rng.choice(values)
    one = rng.choice(found)
    return content[: one.start()] + rng.choice(values) + content[one.end() :]


def _flipped(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _lines_shuffled(content: bytes, rng: random.Random) -> bytes:
    lines = content.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


MUTATIONS: tuple[Mutation, ...] = (
    _cut, _doubled, _recoded, _columns_moved, _swapped(_UNITS, _UNITS), _new_date, _new_value,
    _new_value, _flipped, _lines_shuffled,
)  # fmt: skip


def mutated(name: str, number: int) -> bytes:
    """Return a sample after one to three mutations, the same for the same name and number."""
    rng = random.Random(f"{name} {number}")  # noqa: S311 - a seeded test, no secret
    content = (SAMPLES / name).read_bytes()
    if content.startswith(b"PK") and number % 4:
        return _part_mutated(content, rng)
    return _some(content, rng)


def _some(content: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 1, 2, 3))):
        content = rng.choice(MUTATIONS)(content, rng) or b" "
    return content


def _part_mutated(content: bytes, rng: random.Random) -> bytes:
    """Mutate one part of a ZIP file, and pack it again."""
    packed = zipfile.ZipFile(io.BytesIO(content))
    chosen = rng.choice(packed.namelist())
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as again:
        for name in packed.namelist():
            part = packed.read(name)
            again.writestr(name, _some(part or b" ", rng) if name == chosen else part)
    return found.getvalue()


def sample_names() -> list[str]:
    """Return the names of all samples."""
    return sorted(path.name for path in SAMPLES.iterdir())
