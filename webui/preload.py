"""Imported once by the process from which reading processes are forked, by name only.

Building the language pipeline costs more than reading many documents: it is built
here, and every reading process starts with it.
"""

import gc
import os

# A process that forks must not have threads of a numeric library.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from webui import workers

workers.prepare()
gc.freeze()  # a process that collects would copy every page of the libraries
