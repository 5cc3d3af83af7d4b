"""The job by DataFusion: SQL over partitioned files; wide columns are summed side by side and become rows when they are
hours."""

import os

import job

given = job.arguments()
os.environ["TOKIO_WORKER_THREADS"] = str(given.threads)  # read when the runtime starts

from datafusion import SessionConfig, SessionContext  # noqa: E402

context = SessionContext(SessionConfig().with_target_partitions(given.threads))
values = ["kw"] if given.form == "l" else list(job.WIDE)
meter = "meter VARCHAR, " if given.form == "l" else ""
columns = f"time TIMESTAMP WITH TIME ZONE, {meter}" + ", ".join(f"{value} DOUBLE" for value in values)
stored = "PARQUET" if given.form == "p" else "CSV"
heading = "OPTIONS ('format.has_header' 'true')" if stored == "CSV" else ""
context.sql(
    f"""CREATE EXTERNAL TABLE readings ({columns}, facility VARCHAR) STORED AS {stored} PARTITIONED BY (facility)
        LOCATION '{given.folder}/readings/' {heading}"""
)


def amounts(column):
    return f"""sum({column}) / {job.READINGS_AN_HOUR} AS {column}_energy, min({column}) AS {column}_min,
        max({column}) AS {column}_max, count({column}) AS {column}_readings"""


keys = "facility, meter" if given.form == "l" else "facility"
sums = ", ".join(amounts(value) for value in values)
hour = "date_bin(INTERVAL '1 hour', time)"
hours = context.sql(f"SELECT {keys}, {hour} AS hour, {sums} FROM readings GROUP BY {keys}, {hour}")
context.register_record_batches("hours", [hours.collect()])


def cells(value, meter):
    hour = """arrow_cast(hour, 'Timestamp(Microsecond, Some("UTC"))') AS hour"""
    return f"""SELECT facility, {meter} AS meter, {hour}, {value}_energy AS energy, {value}_min AS "min",
        {value}_max AS "max", {value}_readings AS readings FROM hours"""


if given.form == "l":
    rows = cells("kw", "meter")
    energy = {meter: f"sum(kw_energy) FILTER (WHERE meter = '{meter}')" for meter in job.TOTAL + job.CLEAN}
    it = f"sum(kw_energy) FILTER (WHERE meter LIKE '{job.IT}%')"
else:
    rows = " UNION ALL ".join(cells(column, f"'{meter}'") for column, meter in job.WIDE.items())
    energy = {meter: f"sum({column}_energy)" for column, meter in job.WIDE.items()}
    it = energy["it-ups"]
context.sql(f"COPY ({rows}) TO '{given.cells}' STORED AS PARQUET OPTIONS (compression 'zstd(3)')").collect()

total = " + ".join(energy[meter] for meter in job.TOTAL)
clean = " + ".join(energy[meter] for meter in job.CLEAN)
year = context.sql(f"SELECT facility, {total} AS t, {it} AS i, {clean} AS c FROM hours GROUP BY facility")
year = year.to_arrow_table()
job.tell(zip(*(column.to_pylist() for column in year.columns)))
