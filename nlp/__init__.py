"""Text in, meaning out: a `Document` becomes one `Analysis`."""
