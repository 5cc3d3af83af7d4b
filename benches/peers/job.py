"""The job that all peers do, as far as it is the same for each: arguments, meters, and what is printed.

Cells are rows of facility, meter, hour (its first instant, UTC), energy (kWh), min and max (kW) and readings. A power holds
until the next one, so on an even 5-minute grid an hour has the sum of its readings over 12. Rows need no order.
"""

import argparse
import json
import os
from pathlib import Path

# The meters of wide files, by their columns.
WIDE = {
    "grid_intake": "grid-intake",
    "solar": "solar",
    "hydro_trade": "hydro-trade",
    "it_ups": "it-ups",
    "cooling": "cooling",
}
TOTAL = ("grid-intake", "solar")
CLEAN = ("solar", "hydro-trade")
# What the ids of IT meters begin with.
IT = "it-"
READINGS_AN_HOUR = 12


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("form", choices=["w", "l", "p"], help="wide CSV, long CSV, or Parquet")
    parser.add_argument("folder", type=Path, help="the folder with that form's facilities")
    parser.add_argument("--cells", type=Path, required=True, help="the Parquet file to write")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


def files(arguments):
    ending = "parquet" if arguments.form == "p" else "csv"
    return sorted(arguments.folder.glob(f"readings/facility=*/power.{ending}"))


def facility_of(path):
    return Path(path).parent.name.removeprefix("facility=")


def tell(rows):
    """Prints the year: rows of facility, energy of the total, of IT and of clean supply."""
    year = {facility: {"pue": total / it, "clean_share": clean / total} for facility, total, it, clean in rows}
    print(json.dumps(year, sort_keys=True))
