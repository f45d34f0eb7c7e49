"""The model of a plan: choices, rules and objectives as data, independent of any solver."""
