"""Look-ups: food and dish search, rankings, knowledge pages."""
