"""Runs a script of `greengrade rollup --emit-sql` in one engine and writes its rows as Parquet.

    engine.py duckdb|clickhouse|datafusion SCRIPT ROWS.parquet
"""

import sys
from pathlib import Path


def statements(text):
    """The statements of a script; greengrade ends each with a semicolon and an empty line, or the end of the file."""
    return [one.strip() for one in text.rstrip().removesuffix(";").split(";\n\n") if one.strip()]


def duckdb(script, rows):
    import duckdb

    database = duckdb.connect()
    *before, query = statements(script)
    for one in before:
        database.execute(one)
    database.execute(f"COPY ({query}) TO '{rows}' (FORMAT parquet)")


def clickhouse(script, rows):
    from chdb import session

    database = session.Session()
    (query,) = statements(script)
    parquet = "output_format_parquet_string_as_string = 1, output_format_parquet_unsupported_types_as_binary = 1"
    database.query(f"{query}, {parquet}\nINTO OUTFILE '{rows}' TRUNCATE FORMAT Parquet")


def datafusion(script, rows):
    import datafusion
    import pyarrow.parquet

    context = datafusion.SessionContext()
    *before, query = statements(script)
    for one in before:
        context.sql(one)
    pyarrow.parquet.write_table(context.sql(query).to_arrow_table(), rows)


if __name__ == "__main__":
    {"duckdb": duckdb, "clickhouse": clickhouse, "datafusion": datafusion}[sys.argv[1]](Path(sys.argv[2]).read_text(), sys.argv[3])
