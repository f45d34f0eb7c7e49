"""Choices, rules and objectives of a plan: pure data, no solver."""
