"""The week as one: its few dishes and its basket first, then the days within them."""
