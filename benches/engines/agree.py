"""Holds the cells of two rollups against each other, exactly.

    agree.py ONE.parquet OTHER…

OTHER may be a folder of parts. Exit code 1 where any cell differs.
"""

import sys

import pyarrow
import pyarrow.compute
import pyarrow.parquet

KEYS = ["facility", "meter", "hour"]
TYPES = {
    "facility": pyarrow.string(),
    "meter": pyarrow.string(),
    "hour": pyarrow.timestamp("us", tz="UTC"),
    "amount": pyarrow.decimal128(38, 0),
    "covered_nanos": pyarrow.int64(),
    "held_amount": pyarrow.decimal128(38, 0),
    "held_nanos": pyarrow.int64(),
    "min": pyarrow.float64(),
    "max": pyarrow.float64(),
    "samples": pyarrow.int64(),
    "shared": pyarrow.bool_(),
}


def cells(path):
    table = pyarrow.parquet.ParquetDataset(path).read(columns=list(TYPES)).select(list(TYPES))
    table = table.cast(pyarrow.schema([(name, kind) for name, kind in TYPES.items()]))
    return {tuple(row[key] for key in KEYS): tuple(row.values())[len(KEYS) :] for row in table.to_pylist()}


def main():
    one, others = cells(sys.argv[1]), sys.argv[2:]
    differ = 0
    for other in others:
        two = cells(other)
        wrong = [key for key in sorted(one.keys() | two.keys()) if one.get(key) != two.get(key)]
        print(f"{other}: {len(two)} cells, {len(wrong)} differ")
        for key in wrong[:6]:
            print("  ", *map(str, key), "\n     ", one.get(key), "\n     ", two.get(key))
        differ += len(wrong)
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
