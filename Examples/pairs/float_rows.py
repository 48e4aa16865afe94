#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes one row of two float arrays as an instance whose numbers are the bits of the floats.

usage: float_rows.py TARGET DRAFT [--row N] [--name KEY] [--drafts K] [--sampling LAW] > instance.json

TARGET and DRAFT are .npy, .npz (with --name, the key in the archive) or .safetensors files (with
--name, the tensor) of float16, bfloat16 (safetensors), float32 or float64 probabilities; of a
two-dimensional array the row N is taken. Use the instance with --normalize. Needs numpy.
"""
import argparse
import json
import struct

import numpy

KINDS = {"F16": ("hex16", "<u2"), "BF16": ("hexbf16", "<u2"), "F32": ("hex32", "<u4"), "F64": ("hex64", "<u8")}


def read(path, name):
    """The bits of an array, and how instances call them."""
    if path.endswith(".safetensors"):
        with open(path, "rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(length))
            tensor = header[name or next(key for key in header if key != "__metadata__")]
            kind, bits = KINDS[tensor["dtype"]]
            start, end = tensor["data_offsets"]
            file.seek(8 + length + start)
            return kind, numpy.frombuffer(file.read(end - start), bits).reshape(tensor["shape"])
    array = numpy.load(path, allow_pickle=False)
    if path.endswith(".npz"):
        array = array[name or array.files[0]]
    kind, bits = KINDS["F%d" % (8 * array.dtype.itemsize)]
    if array.dtype.kind != "f":
        raise SystemExit(f"{path}: expected floats, found {array.dtype}")
    return kind, array.astype(array.dtype.newbyteorder("<")).view(bits)


def row(path, name, number):
    kind, array = read(path, name)
    if array.ndim > 1:
        array = array.reshape(-1, array.shape[-1])[number]
    return {kind: [f"{int(x):0{2 * array.dtype.itemsize}x}" for x in array]}


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
parser.add_argument("target")
parser.add_argument("draft")
parser.add_argument("--row", type=int, default=0)
parser.add_argument("--name")
parser.add_argument("--drafts", type=int, default=2)
parser.add_argument("--sampling", default="iid")
options = parser.parse_args()
print(json.dumps({
    "target": row(options.target, options.name, options.row),
    "draft": row(options.draft, options.name, options.row),
    "drafts": options.drafts, "sampling": options.sampling,
}))
