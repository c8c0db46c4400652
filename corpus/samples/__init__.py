"""The documents shipped, and what makes them; see README.md."""
