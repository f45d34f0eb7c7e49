"""How far matches can be trusted: ``python -m benchmarks.matching``.

The lines of ``matching_lines.csv`` were set aside before matching was tuned. Half of the foods may
be tuned on; the other half is only reported. Right grams are those written, or of the food as eaten
by the project's yields; where a range written first contradicted SR28's own measures or yields, it
was widened by one rule for both halves, without looking at what was matched.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from time import process_time

from planner.nutrition.knowledge.food_matching import Match, match_food, match_line

LINES = Path(__file__).with_name("matching_lines.csv")
# Goals: shares, and milliseconds of processor time a line, warm.
SURE_RIGHT, FIRST_RIGHT, MOST_MS = 0.99, 0.90, 5.0


@dataclass(frozen=True)
class Line:
    """A line with its right answer.

    Attributes
    ----------
    half : str
        ``tuning`` or ``reported``.
    kind : str
        ``known``, ``tricky`` (a food that is known, but never sure) or ``absent``.
    style, text : str
        ``recipe``, ``listed`` (as trackers do) or ``free``, and the name or line.
    amount, unit : str
        Given apart from a listed name.
    accepted : tuple of str
        Patterns of the ids and names of the foods that are right.
    least_grams, most_grams : float or None
        Grams that are right.
    may_be_sure : bool
        Whether the line says enough to be sure.
    """

    half: str
    kind: str
    style: str
    text: str
    amount: str
    unit: str
    accepted: tuple[str, ...]
    least_grams: float | None
    most_grams: float | None
    may_be_sure: bool

    def match(self) -> Match:
        """Match it as its style asks for."""
        if self.style == "listed":
            amount = float(self.amount) if self.amount.replace(".", "").isdigit() else None
            return match_food(self.text, amount, self.unit or None)
        return match_line(self.text, is_recipe=self.style == "recipe")

    def is_right_food(self, found: Match) -> bool:
        """Whether the food found is one of those accepted."""
        names = (found.food_id, f"{found.source}:{found.source_id}", found.name.lower())
        return any(fnmatchcase(name, one.lower()) for one in self.accepted for name in names)

    def is_right(self, found: Match) -> bool:
        """Whether food and grams are right, and the line may be sure."""
        if not (self.may_be_sure and self.is_right_food(found) and found.grams is not None):
            return False
        return (self.least_grams or 0.0) <= found.grams <= (self.most_grams or 1e9)


def read_lines() -> list[Line]:
    """Read the lines that were set aside."""
    with LINES.open(encoding="utf-8", newline="") as file:
        return [
            Line(
                row["half"], row["kind"], row["style"], row["text"], row["amount"], row["unit"],
                tuple(filter(None, row["accepted"].split(";"))),
                float(row["least_grams"]) if row["least_grams"] else None,
                float(row["most_grams"]) if row["most_grams"] else None,
                row["sure"] == "may",
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip


@dataclass(frozen=True)
class Score:
    """What became of some lines."""

    sure: int
    sure_right: int
    known: int
    first_right: int
    absent_sure: int
    faults: tuple[str, ...]

    @property
    def sure_share(self) -> float:
        """Share of the sure matches that are right; 1 if none is sure."""
        return self.sure_right / self.sure if self.sure else 1.0

    @property
    def first_share(self) -> float:
        """Share of the known foods that come first."""
        return self.first_right / self.known if self.known else 1.0


def score(lines: Sequence[Line]) -> Score:
    """Match lines and count what is right."""
    found = [(line, line.match()) for line in lines]
    known = [(line, one) for line, one in found if line.kind == "known"]
    sure = [(line, one) for line, one in found if one.is_sure]
    faults = [
        f"{'SURE ' if one.is_sure else ''}{line.style}: {line.text} {line.amount} {line.unit} -> "
        f"{one.food_id} {one.grams} g {[str(reason) for reason in one.reasons]}"
        for line, one in found
        if (one.is_sure and not line.is_right(one))
        or (line.kind == "known" and not line.is_right_food(one))
    ]
    return Score(
        len(sure), sum(line.is_right(one) for line, one in sure),
        len(known), sum(line.is_right_food(one) for line, one in known),
        sum(line.kind == "absent" and one.is_sure for line, one in found), tuple(faults),
    )  # fmt: skip


def main() -> None:
    """Print the figures of both halves, and the time of a line."""
    lines = read_lines()
    lines[0].match()
    start = process_time()
    for line in lines:
        line.match()
    ms = (process_time() - start) / len(lines) * 1e3
    for half in ("tuning", "reported"):
        found = score([line for line in lines if line.half == half])
        sys.stdout.write(
            f"{half}: {found.sure} sure, {found.sure_share:.1%} of them right "
            f"(goal {SURE_RIGHT:.0%}); known first {found.first_share:.1%} of {found.known} "
            f"(goal {FIRST_RIGHT:.0%}); absent but sure {found.absent_sure} (goal 0)\n"
        )
        if half == "tuning" or "--faults" in sys.argv:
            sys.stdout.write("".join(f"  {fault}\n" for fault in found.faults))
    sys.stdout.write(f"{ms:.2f} ms a line (goal {MOST_MS:g})\n")


if __name__ == "__main__":
    main()
