"""Files in, text out: a file of any kind becomes one `Document`."""
