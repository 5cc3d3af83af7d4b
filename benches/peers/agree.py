"""Whether a peer's answer is this program's: every cell, and the figures of the year.

Usage: agree.py OURS.parquet OUR_YEAR.json PEERS.parquet PEERS_YEAR.json
"""

import json
import sys
from pathlib import Path

import duckdb

MOST = 1e-9
MICROJOULES = 3.6e12  # in a kilowatt-hour

ours, our_year, peers, peers_year = sys.argv[1:]
joined = duckdb.sql(f"""
    WITH ours AS (
        SELECT facility, meter, epoch_ms(hour) AS hour, CAST(amount AS DOUBLE) / {MICROJOULES} AS energy, min, max, samples
        FROM '{ours}'),
    peers AS (SELECT facility, meter, epoch_ms(hour) AS hour, energy, min, max, readings FROM '{peers}')
    SELECT count(*), count(*) FILTER (ours.energy IS NULL OR peers.energy IS NULL),
        max(CASE WHEN ours.energy = peers.energy THEN 0
            ELSE abs(ours.energy - peers.energy) / greatest(ours.energy, peers.energy) END),
        count(*) FILTER (ours.min <> peers.min OR ours.max <> peers.max OR ours.samples <> peers.readings)
    FROM ours FULL JOIN peers USING (facility, meter, hour)""")
[(cells, alone, apart, others)] = joined.fetchall()

our_year, peers_year = (json.loads(Path(year).read_text()) for year in (our_year, peers_year))
same_sites = our_year.keys() == peers_year.keys()
figures = [(our_year[site][name], peers_year[site][name]) for site in our_year if same_sites for name in our_year[site]]
of_year = max((abs(a - b) / abs(a) for a, b in figures), default=float("inf"))

print(f"{cells} cells, energy at most {apart:.1e} apart; year's figures at most {of_year:.1e} apart")
if alone or others or apart > MOST or of_year > MOST or not same_sites:
    sys.exit(f"the answers differ: {alone} cells stand alone, {others} have other extremes or counts of readings")
