"""The job by DuckDB: one scan; wide columns are summed side by side and become rows when they are hours."""

import duckdb

import job

given = job.arguments()
connection = duckdb.connect(config={"threads": given.threads, "preserve_insertion_order": False})
TYPES = {"time": "TIMESTAMPTZ"} | (
    {"meter": "VARCHAR", "kw": "DOUBLE"} if given.form == "l" else {column: "DOUBLE" for column in job.WIDE}
)
CSV = f"""read_csv('{given.folder}/readings/facility=*/power.csv', hive_partitioning = true, header = true, delim = ',',
    auto_detect = false, columns = {TYPES})"""
PARQUET = f"read_parquet('{given.folder}/readings/facility=*/power.parquet', hive_partitioning = true)"


def amounts(column, name=""):
    return f"""sum({column}) / {job.READINGS_AN_HOUR} AS {name}energy, min({column}) AS {name}min,
        max({column}) AS {name}max, count({column}) AS {name}readings"""


# Hours by number need no calendar, and become stamps when they are written.
HOUR = "epoch_ms(time) // 3600000 AS hour"
STAMP = "epoch_ms(hour * 3600000) AS hour"
if given.form == "l":
    connection.execute(
        f"CREATE TEMP TABLE cells AS SELECT facility, meter, {HOUR}, {amounts('kw')} FROM {CSV} GROUP BY ALL"
    )
    cells = f"SELECT * REPLACE ({STAMP}) FROM cells"
    energy = {meter: f"sum(energy) FILTER (meter = '{meter}')" for meter in job.TOTAL + job.CLEAN}
    it = f"sum(energy) FILTER (meter LIKE '{job.IT}%')"
else:
    columns = ", ".join(amounts(column, f"{column}_") for column in job.WIDE)
    source = PARQUET if given.form == "p" else CSV
    connection.execute(f"CREATE TEMP TABLE cells AS SELECT facility, {HOUR}, {columns} FROM {source} GROUP BY ALL")
    cells = " UNION ALL ".join(
        f"""SELECT facility, '{meter}' AS meter, {STAMP}, {column}_energy AS energy, {column}_min AS min,
            {column}_max AS max, {column}_readings AS readings FROM cells"""
        for column, meter in job.WIDE.items()
    )
    energy = {meter: f"sum({column}_energy)" for column, meter in job.WIDE.items()}
    it = energy["it-ups"]

connection.execute(f"COPY ({cells}) TO '{given.cells}' (FORMAT parquet, COMPRESSION zstd)")
total = " + ".join(energy[meter] for meter in job.TOTAL)
clean = " + ".join(energy[meter] for meter in job.CLEAN)
job.tell(connection.execute(f"SELECT facility, {total}, {it}, {clean} FROM cells GROUP BY facility").fetchall())
