"""Time to start the program, as ratios within one run (``make bench``).

``planner --help`` and ``planner targets`` are compared with importing pandas, each in its own
process. Times are processor seconds, the median of several runs, taken in turns so that other work
on the machine affects all of them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

from benchmarks.clock import timed

PERSON = ("--sex", "female", "--age", "34", "--height", "167", "--weight", "62")
YARDSTICK = ("-c", "import pandas")
COMMANDS = {
    "planner --help": (("-m", "planner", "--help"), 0.5),
    "planner targets": (("-m", "planner", "targets", *PERSON), 1.5),
    "planner plan --help": (("-m", "planner", "plan", "--help"), None),
    "import planner": (("-c", "import planner"), None),
}


def run(words: tuple[str, ...]) -> None:
    """Run Python with some arguments; raises CalledProcessError if it fails."""
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def ratios(runs: int) -> dict[str, float]:
    """Return the median time of each command, relative to the reference command."""
    every = {"": YARDSTICK, **{name: words for name, (words, _) in COMMANDS.items()}}
    for words in every.values():  # once for the caches of the disk and of compiled modules
        run(words)
    seconds: dict[str, list[float]] = {name: [] for name in every}
    for _ in range(runs):
        for name, words in every.items():
            seconds[name].append(timed(lambda words=words: run(words))[1])
    yardstick = statistics.median(seconds[""])
    sys.stdout.write(f"python -c 'import pandas': {yardstick:.2f} s of processor time\n")
    return {name: statistics.median(seconds[name]) / yardstick for name in COMMANDS}


def main() -> None:
    """Print the ratios and the goals: ``python -m benchmarks.start [RUNS]``."""
    found = ratios(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    for name, ratio in found.items():
        goal = COMMANDS[name][1]
        words = "" if goal is None else f" (goal {goal:g}: {'met' if ratio <= goal else 'MISSED'})"
        sys.stdout.write(f"{name}: {ratio:.2f} of it{words}\n")


if __name__ == "__main__":
    main()
