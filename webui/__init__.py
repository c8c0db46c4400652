"""People and programs: pages, API, command line, settings and intake."""
