"""The job by Polars: lazy scans and the streaming engine."""

import os

import job

given = job.arguments()
os.environ["POLARS_MAX_THREADS"] = str(given.threads)  # read when Polars is loaded

import polars as pl  # noqa: E402

VALUES = ["kw"] if given.form == "l" else list(job.WIDE)


def scan():
    files = job.files(given)
    if given.form == "p":
        return pl.scan_parquet(files, include_file_paths="file")
    types = {"time": pl.String} | ({"meter": pl.String} if given.form == "l" else {}) | {name: pl.Float64 for name in VALUES}
    lines = pl.scan_csv(files, schema=types, include_file_paths="file")
    return lines.with_columns(pl.col("time").str.to_datetime("%Y-%m-%dT%H:%M:%S%z", time_unit="ms", time_zone="UTC"))


def amounts(column):
    value = pl.col(column)
    return [
        (value.sum() / job.READINGS_AN_HOUR).alias(f"{column}/energy"),
        value.min().alias(f"{column}/min"),
        value.max().alias(f"{column}/max"),
        value.count().alias(f"{column}/readings"),
    ]


def cells_of(hours, column, meter):
    named = [pl.col(f"{column}/{what}").alias(what) for what in ("energy", "min", "max", "readings")]
    return hours.select("facility", pl.lit(meter).alias("meter"), "hour", *named)


keys = ["file", "meter"] if given.form == "l" else ["file"]
hours = scan().group_by(*keys, pl.col("time").dt.truncate("1h").alias("hour"))
hours = hours.agg(what for column in VALUES for what in amounts(column)).collect(engine="streaming")
facilities = {str(file): job.facility_of(file) for file in job.files(given)}
hours = hours.with_columns(pl.col("file").replace_strict(facilities).alias("facility"))
if given.form == "l":
    cells = hours.rename({f"kw/{what}": what for what in ("energy", "min", "max", "readings")}).drop("file")
else:
    cells = pl.concat([cells_of(hours, column, meter) for column, meter in job.WIDE.items()])
cells.write_parquet(given.cells, compression="zstd")

energy, meter = pl.col("energy"), pl.col("meter")
year = cells.group_by("facility").agg(
    energy.filter(meter.is_in(job.TOTAL)).sum().alias("total"),
    energy.filter(meter.str.starts_with(job.IT)).sum().alias("it"),
    energy.filter(meter.is_in(job.CLEAN)).sum().alias("clean"),
)
job.tell(year.rows())
