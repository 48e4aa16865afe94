# SPDX-License-Identifier: GPL-3.0-or-later
"""Audits a file of kernels in parallel with Spark: every partition pipes its lines through
`spechub serve`, which answers one line a line.

    python3 spark_audit.py KERNELS.jsonl [MASTER]

Each line of the file is an input of `spechub audit`. Prints how many kernels got which verdict, and the
numbers of the lines that are not lossless. MASTER is local[*] unless given; on a cluster the program
named by SPECHUB must be on every machine.
"""

import json
import os
import sys
from collections import Counter


def audited(context, path, program="spechub", partitions=None):
    """An RDD of (line number, answer) for a file with one kernel a line."""
    lines = context.textFile(path, minPartitions=partitions).zipWithIndex()
    requests = lines.map(lambda pair: '{"id": %d, "command": "audit", "input": %s}'
                         % (pair[1], pair[0]))
    # A line that is no JSON spoils only its own answer, which then has no id.
    answers = requests.pipe(f"{program} serve --jobs 1").map(json.loads)
    return answers.map(lambda answer: (answer["id"], answer))


def verdict(answer):
    return answer["result"]["verdict"] if answer["ok"] else "error: " + answer["error"]["code"]


def main():
    from pyspark import SparkConf, SparkContext
    path = sys.argv[1]
    master = sys.argv[2] if len(sys.argv) > 2 else "local[*]"
    conf = SparkConf().setMaster(master).setAppName("audit").set("spark.ui.enabled", "false")
    with SparkContext(conf=conf) as context:
        context.setLogLevel("ERROR")
        answers = audited(context, path, os.environ.get("SPECHUB", "spechub"), 4).cache()
        counts = Counter(answers.map(lambda pair: verdict(pair[1])).countByValue())
        broken = answers.filter(lambda pair: verdict(pair[1]) == "not-lossless").keys().collect()
    for name, count in sorted(counts.items()):
        print(f"{count} {name}")
    print("not lossless: lines", sorted(broken))


if __name__ == "__main__":
    main()
