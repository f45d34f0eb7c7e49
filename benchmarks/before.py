"""Days of this version beside those of another checkout, on the same drawn requests.

``python -m benchmarks.before CHECKOUT [REQUESTS] [SEED]``: CHECKOUT is a folder with the version to
compare with, as ``git worktree add`` makes one. Each version solves in a process of its own; the
times are processor seconds from the request to the portions, without the certificate.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.clock import timed
from benchmarks.people import draw_requests
from planner.errors import PlannerError
from planner.planning.day import build_day_problem, solve_day

ROOT = Path(__file__).resolve().parents[1]
SEED = 777


def solve_all(count: int, seed: int) -> None:
    """Write a line of JSON for each drawn request: diet, objective and seconds."""
    for request in draw_requests(count, seed=seed):
        try:
            solution, seconds = timed(lambda request=request: solve_day(build_day_problem(request)))
        except PlannerError:
            continue
        if solution is not None:
            row = [request.diet, solution.solution.objective, seconds]
            sys.stdout.write(json.dumps(row) + "\n")
            sys.stdout.flush()


def rows_of(checkout: Path, count: int, seed: int) -> list[tuple[str, float, float]]:
    """Solve the drawn requests with the version in a folder."""
    code = f"from before import solve_all; solve_all({count}, {seed})"
    path = os.pathsep.join([str(checkout), str(ROOT), str(ROOT / "benchmarks")])
    ran = subprocess.run(  # noqa: S603 - this interpreter, no input of users
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=True,
    )
    return [tuple(json.loads(line)) for line in ran.stdout.splitlines()]


def main() -> None:
    """Print time and objective of both versions, request by request, then their ratios."""
    checkout = Path(sys.argv[1]).resolve()
    count, seed = (*map(int, sys.argv[2:4]), *(16, SEED)[len(sys.argv) - 2 :])
    before, now = rows_of(checkout, count, seed), rows_of(ROOT, count, seed)
    pairs = list(zip(before, now, strict=True))
    for (diet, old, was), (_, new, takes) in pairs:
        sys.stdout.write(f"{diet}: objective {old:.2f} -> {new:.2f}, {was:.2f} -> {takes:.2f} s\n")
    ratios = sorted(takes / was for (_, _, was), (_, _, takes) in pairs)
    changes = [new / old - 1.0 for (_, old, _), (_, new, _) in pairs]
    sys.stdout.write(
        f"{len(pairs)} requests of seed {seed}: time ratio median {statistics.median(ratios):.2f}, "
        f"95th percentile {ratios[int(0.95 * (len(ratios) - 1))]:.2f}; objective mean "
        f"{statistics.mean(changes):+.1%}, worst {max(changes):+.1%}\n"
    )


if __name__ == "__main__":
    main()
