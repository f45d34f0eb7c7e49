"""From a request to certified plans, or why there is none."""
