"""The command line: it asks, calls the core, and prints."""

from planner.cli.app import main

__all__ = ["main"]
