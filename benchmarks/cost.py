"""Run a command and print what it cost, as JSON: `python cost.py LOG COMMAND ...`.

A script of its own, because Linux counts the memory of whoever starts a process as that
process's: this one is small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    with Path(sys.argv[1]).open("w", encoding="utf-8") as log:
        start = time.perf_counter()
        process = subprocess.Popen(sys.argv[2:], stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    found = {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "status": process.returncode,
    }
    sys.stdout.write(json.dumps(found))
