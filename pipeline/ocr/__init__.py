"""Reading: engines, the reading of one page, the pool of page workers. Only here lives Tesseract."""

import os

# Pages already run in parallel; more threads than cores only fight (5 times slower, `reference/ocr.md` §5).
# The OpenMP runtime reads this when it is loaded, so it must stand before any engine is imported.
os.environ["OMP_THREAD_LIMIT"] = "1"
