"""The job by pandas, which reads by PyArrow: many files on as many processes as there are threads, one file on PyArrow's
threads."""

from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

import job

WHAT = ["sum", "min", "max", "count"]
NAMES = ["energy", "min", "max", "readings"]


def read(path, form, threads):
    if form == "p":
        return pa.parquet.read_table(path, use_threads=threads, partitioning=None).to_pandas()
    types = {"time": pa.timestamp("s", "UTC"), "meter": pa.dictionary(pa.int32(), pa.string())}
    types |= {column: pa.float64() for column in ["kw", *job.WIDE]}
    table = pa.csv.read_csv(
        path,
        read_options=pa.csv.ReadOptions(use_threads=threads, block_size=1 << 24),
        convert_options=pa.csv.ConvertOptions(column_types=types),
    )
    return table.to_pandas(self_destruct=True, split_blocks=True)


def cells_of(path, form, threads):
    rows = read(path, form, threads)
    rows["hour"] = rows.pop("time").dt.floor("h")
    if form == "l":
        cells = rows.groupby(["meter", "hour"], observed=True, sort=False)["kw"].agg(WHAT)
        cells = cells.set_axis(NAMES, axis=1).reset_index()
        cells["meter"] = cells["meter"].astype(str)
    else:
        hours = rows.groupby("hour", sort=False)[list(job.WIDE)].agg(WHAT)
        parts = [hours[column].set_axis(NAMES, axis=1).assign(meter=meter) for column, meter in job.WIDE.items()]
        cells = pd.concat(parts).reset_index()
    cells["energy"] /= job.READINGS_AN_HOUR
    cells["facility"] = job.facility_of(path)
    return cells


def main():
    given = job.arguments()
    pa.set_cpu_count(given.threads)
    files = job.files(given)
    if len(files) == 1:
        cells = cells_of(files[0], given.form, True)
    else:
        with ProcessPoolExecutor(given.threads) as pool:
            parts = pool.map(partial(cells_of, form=given.form, threads=False), files)
            cells = pd.concat(parts, ignore_index=True)
    pa.parquet.write_table(pa.Table.from_pandas(cells, preserve_index=False), given.cells, compression="zstd")

    def energy(which):
        return cells[which].groupby("facility")["energy"].sum()

    meter = cells["meter"]
    total, clean = energy(meter.isin(job.TOTAL)), energy(meter.isin(job.CLEAN))
    it = energy(meter.str.startswith(job.IT))
    job.tell((facility, total[facility], it[facility], clean[facility]) for facility in total.index)


if __name__ == "__main__":
    main()
