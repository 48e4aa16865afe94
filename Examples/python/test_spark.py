# SPDX-License-Identifier: GPL-3.0-or-later
"""The Spark example in local mode, skipped without PySpark or Java."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import pyspark
except ImportError:
    pyspark = None

GOOD = {"p": ["1/2", "1/2"], "law": ["1/2", "1/2"]}
BAD = {"p": ["1/2", "1/2"], "law": ["1/3", "2/3"]}


@unittest.skipIf(pyspark is None, "skipped: pyspark is not installed")
@unittest.skipIf(shutil.which("java") is None, "skipped: there is no Java")
@unittest.skipIf("SPECHUB" not in os.environ, "skipped: SPECHUB names no program")
class Spark(unittest.TestCase):
    def test_a_file_of_kernels(self):
        kernels = [BAD if index % 100 == 7 else GOOD for index in range(1000)]
        lines = [json.dumps(kernel) for kernel in kernels] + ["this is no JSON"]
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
            file.write("\n".join(lines) + "\n")
        try:
            done = subprocess.run(
                [sys.executable, "spark_audit.py", file.name, "local[2]"], capture_output=True,
                text=True, timeout=300, env={**os.environ, "PYSPARK_PYTHON": sys.executable})
        finally:
            os.unlink(file.name)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines(), [
            "1 error: bad-json", "990 lossless", "10 not-lossless",
            "not lossless: lines " + str(list(range(7, 1000, 100)))])


if __name__ == "__main__":
    unittest.main()
