"""Makes synthetic telemetry, clean and dirty, in which every rule of the rollup has something to do.

    make_data.py DIR [--days N] [--faults]

With `--faults`, facilities with a fault each at which a rollup is to stop. The same arguments give the same bytes. No reading is of any real facility.
"""

import argparse
import random
import struct
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyarrow
import pyarrow.parquet

START = datetime(2025, 3, 30, 16, 0, tzinfo=timezone.utc)
CLOCK = timezone(timedelta(hours=8))

MANIFEST = """id = "{id}"
name = {{ zh = "合成设施 {id}", en = "Synthetic facility {id}" }}
province = "青海"
category = "general"
clock = "{clock}"
synthetic = true

{telemetry}
{meters}
[boundary]
total = ["{total}"]
it = ["{total}"]
{gaps}"""


def meter(name, kind, unit=None, **keys):
    lines = [f'id = "{name}"', f'column = "{keys.pop("column", name)}"', f'kind = "{kind}"', 'point = "other"']
    if unit:
        lines.append(f'unit = "{unit}"')
    for key, value in keys.items():
        lines.append(f"{key} = {value}")
    return "[[meter]]\n" + "\n".join(lines) + "\n"


def block(**keys):
    return "[[telemetry]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def facility(folder, name, telemetry, meters, total, clock="+08:00", gaps=""):
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    text = MANIFEST.format(id=name, clock=clock, telemetry=telemetry, meters="\n".join(meters), total=total, gaps=gaps)
    (place / "facility.toml").write_text(text)
    return place


def written(stamp, form):
    civil = stamp.astimezone(CLOCK)
    if form == "offset":
        return civil.strftime("%Y-%m-%dT%H:%M:%S+08:00")
    if form == "utc":
        return stamp.strftime("%Y-%m-%dT%H:%M:%S.") + f"{stamp.microsecond // 1000:03d}Z"
    if form == "minute":
        return civil.strftime("%Y-%m-%d %H:%M")
    return civil.strftime("%Y-%m-%d %H:%M:%S")


def loads(dice, count):
    """Kilowatts as loggers write them: three decimals, and now and then all the digits of a double."""
    level = dice.uniform(100, 900)
    for _ in range(count):
        level = min(950.0, max(20.0, level + dice.uniform(-9, 9)))
        yield round(level, 3) if dice.random() < 0.9 else level * (1 + 2**-40)


def clean(folder, days):
    """Wide CSV, regular, sorted: powers every five minutes."""
    dice = random.Random(1)
    names = ["grid", "it", "cooling"]
    meters = [meter("grid", "power", "kW"), meter("it", "power", "W"), meter("cooling", "power", "MW", multiplier="1.5")]
    place = facility(folder, "clean-wide", block(files='["power.csv"]', shape='"wide"', time='"ts"'), meters, "grid")
    columns = [list(loads(dice, days * 288)) for _ in names]
    with open(place / "power.csv", "w") as file:
        print("ts,grid,it,cooling", file=file)
        for at in range(days * 288):
            stamp = START + timedelta(minutes=5 * at)
            print(written(stamp, "offset"), *(column[at] for column in columns), sep=",", file=file)


def dirty_wide(folder, days):
    """Powers and states off the grid, with gaps, repeats, conflicts, missing words, rows out of order, in two files."""
    dice = random.Random(2)
    meters = [
        meter("grid", "power", "kW"),
        meter("it", "power", "W", max_gap='"7min"'),
        meter("slow", "power", "kW", max_gap='"2h"'),
        meter("fan", "state", on='["running", "启动"]', off='["stopped"]', max_gap='"30min"'),
        meter("valve", "state"),
    ]
    telemetry = block(files='["a.csv", "b.csv"]', shape='"wide"', time='"时间"', missing='["n/a", "-999"]')
    place = facility(folder, "dirty-wide", telemetry, meters, "grid", clock='Asia/Shanghai', gaps="\n[gaps]\npolicy = \"hold\"\nhold_minutes = 45\n")
    rows, stamp = [], START
    powers = loads(dice, 10**9)
    while stamp < START + timedelta(days=days):
        step = dice.choice([60, 60, 60, 61, 59, 300, 300, 300, 7, 1000])
        if dice.random() < 0.02:
            step = dice.choice([901, 3600, 5000, 20000, 90000])
        stamp += timedelta(seconds=step)
        cells = [f"{next(powers)}", f"{next(powers) * 1000:.0f}", "" if dice.random() < 0.8 else f" {next(powers):.2f} "]
        cells += [dice.choice(["running", "stopped", "启动", "n/a", ""]), dice.choice(["0", "1", "1", ""])]
        if dice.random() < 0.03:
            cells[0] = dice.choice(["", "n/a", "-999"])
        rows.append([written(stamp, ""), *cells])
        if dice.random() < 0.02:
            rows.append(list(rows[-1]))
        if dice.random() < 0.02:
            rows.append([rows[-1][0], f"{next(powers)}", *rows[-1][2:]])
    for _ in range(len(rows) // 10):
        a, b = dice.randrange(len(rows)), dice.randrange(len(rows))
        rows[a], rows[b] = rows[b], rows[a]
    half = len(rows) // 2
    for name, part in [("a.csv", rows[:half]), ("b.csv", rows[half - 20 :])]:
        with open(place / name, "w") as file:
            print("时间,grid,it,slow,fan,valve", file=file)
            for row in part:
                print(*row, sep=",", file=file)


def long_csv(folder, days):
    """One row a reading, shared by two facilities, keys of two words, semicolons and quotes."""
    dice = random.Random(3)
    layout = dict(files='["../readings.csv"]', shape='"long"', time='"when"', meter='["node", "sensor"]', value='"reading"')
    layout |= dict(facility='"site"', only='{ quality = ["good", "fair"] }')
    for name in ["long-a", "long-b"]:
        meters = [
            meter("rack-1", "power", "W", column="r1/psu 0"),
            meter("rack-2", "power", "kW", column="r2/psu 0"),
            meter("again", "power", "kW", column="r2/psu 0", multiplier="2.5"),
            meter("total", "counter", "kWh", column="main/kwh", rollover="100000.0"),
            meter("water", "counter", "m3", column="main/m3", quantity='"water"'),
        ]
        facility(folder, name, block(**layout), meters, "total")
    rows = []
    for site in ["long-a", "long-b", "elsewhere"]:
        for key, scale in [("r1;psu 0", 1000), ("r2;psu 0", 1)]:
            stamp = START
            for load in loads(dice, days * 96):
                stamp += timedelta(seconds=dice.choice([900, 900, 899, 901, 1800, 40]))
                rows.append(f'{written(stamp, "utc")};{site};{key};{load * scale};{dice.choice(["good", "fair", "good", "bad"])}')
        energy, water = dice.uniform(98_000, 99_500), 12_345.25
        stamp = START
        for _ in range(days * 24):
            stamp += timedelta(seconds=dice.choice([3600, 3600, 3000, 4000, 90_000]))
            energy += dice.uniform(0, 300)
            if energy >= 100_000:
                energy -= 100_000
            if dice.random() < 0.02:
                energy = dice.uniform(0, 10)
            water += dice.uniform(0, 2)
            if dice.random() < 0.02:
                water = 0.5
            rows.append(f'{written(stamp, "utc")};{site};"main";kwh;{energy:.2f};good')
            rows.append(f'{written(stamp, "utc")};{site};main;"m3";{water:.3f};good')
    dice.shuffle(rows)
    (folder / "greengrade-shared").touch()
    (folder / "readings.csv").write_text("when;site;node;sensor;reading;quality\n" + "\n".join(rows) + "\n")


def intervals(folder, days):
    """Amounts of intervals: hours by their end, quarters of an hour, days, months with hours of validity."""
    dice = random.Random(4)
    meters = [
        meter("hourly", "interval", "kWh", interval='"1h"', stamp='"end"', telemetry='"hours"'),
        meter("offset", "interval", "MWh", interval='"90min"', telemetry='"hours"'),
        meter("water", "interval", "m3", interval='"1d"', quantity='"water"', telemetry='"days"', stamp='"end"'),
        meter("month", "interval", "MWh", interval='"1mo"', valid_hours='"hours"', telemetry='"months"', column="mwh"),
        meter("month-end", "interval", "GWh", interval='"2mo"', stamp='"end"', telemetry='"months"', column="gwh"),
    ]
    telemetry = "\n".join(
        block(id=f'"{name}"', files=f'["{name}.csv"]', shape='"wide"', time='"t"') for name in ["hours", "days", "months"]
    )
    place = facility(folder, "intervals", telemetry, meters, "hourly", clock="Asia/Shanghai")
    with open(place / "hours.csv", "w") as file:
        print("t,hourly,offset", file=file)
        for at in range(days * 24):
            stamp = START + timedelta(hours=at, minutes=0 if dice.random() < 0.9 else 20)
            other = f"{dice.uniform(0, 3):.15g}" if at % 3 == 0 else ""
            print(written(stamp, "minute"), f"{dice.uniform(0, 900):.1f}", other, sep=",", file=file)
    with open(place / "days.csv", "w") as file:
        print("t,water", file=file)
        for at in range(days):
            print((START + timedelta(days=at)).astimezone(CLOCK).strftime("%Y-%m-%d"), f"{dice.uniform(0, 900):.2f}", sep=",", file=file)
    with open(place / "months.csv", "w") as file:
        print("t,mwh,hours,gwh", file=file)
        for month in range(1, 9):
            hours = dice.choice(["744", "700.5", "", "10000", "719.123456789"])
            print(f"2025-{month:02d}-{'01' if month % 2 else '31' if month == 8 else '28'}", dice.uniform(100, 9000), hours, dice.uniform(0, 5), sep=",", file=file)


def parquet(folder, days):
    """The columns that Parquet has: stamps in milli-, micro- and nanoseconds, floats, whole numbers, decimals, nulls."""
    dice = random.Random(5)
    forms = [("millis", pyarrow.timestamp("ms", tz="UTC")), ("micros", pyarrow.timestamp("us")), ("nanos", pyarrow.timestamp("ns", tz="UTC"))]
    for name, kind in forms:
        meters = [
            meter("double", "power", "kW"),
            meter("single", "power", "W"),
            meter("whole", "counter", "Wh"),
            meter("decimal", "counter", "MWh"),
        ]
        telemetry = block(files='["*.parquet"]', shape='"wide"', time='"Time Stamp"', missing='["-1"]')
        place = facility(folder, f"parquet-{name}", telemetry, meters, "double")
        for part in range(2):
            stamps, columns = [], [[], [], [], []]
            stamp, whole, decimal = START + timedelta(days=part * days / 2), 10**15 + part * 10**9, 7 * 10**12 + part * 10**7
            for load in loads(dice, days * 144):
                stamp += timedelta(seconds=dice.choice([300, 300, 299, 301.5, 1200]))
                whole += dice.randrange(10**5)
                decimal += dice.randrange(10**4)
                stamps.append(stamp if kind.tz else stamp.astimezone(CLOCK).replace(tzinfo=None))
                columns[0].append(dice.choice([load, load, load, None, float("nan"), -1.0]))
                columns[1].append(struct.unpack("f", struct.pack("f", load * 1000))[0])
                columns[2].append(whole if dice.random() < 0.9 else None)
                columns[3].append(decimal)
            decimals = pyarrow.array(columns[3], pyarrow.int64()).cast(pyarrow.decimal128(20, 0))
            decimals = pyarrow.array([None if one is None else one.as_py().scaleb(-4) for one in decimals], pyarrow.decimal128(20, 4))
            table = pyarrow.table(
                {
                    "Time Stamp": pyarrow.array(stamps, kind),
                    "double": pyarrow.array(columns[0], pyarrow.float64()),
                    "single": pyarrow.array(columns[1], pyarrow.float32()),
                    "whole": pyarrow.array(columns[2], pyarrow.int64()),
                    "decimal": decimals,
                }
            )
            pyarrow.parquet.write_table(table, place / f"part-{part}.parquet")


# Rows at which every engine is to stop, as the reader here does; the first ones are sound.
FAULTS = {
    "unit": "2025-01-01 00:05,10 W,1",
    "thousands": '2025-01-01 00:05,"1,234",1',
    "negative": "2025-01-01 00:05,-3,1",
    "not-a-number": "2025-01-01 00:05,NaN,1",
    "state": "2025-01-01 00:05,5,2",
    "another-form": "2025-01-01T00:05:00+08:00,5,1",
    "no-day": "2025-02-30 00:05,5,1",
    "no-stamp": ",5,1",
    "cut-short": "2025-01-01 00:05,5",
    "too-long": "2025-01-01 00:05,5,1,7",
}


def faults(folder):
    """A facility for each fault."""
    layout = block(files='["x.csv"]', shape='"wide"', time='"t"')
    for name, row in FAULTS.items():
        place = facility(folder, name, layout, [meter("a", "power", "kW"), meter("b", "state")], "a")
        # Far enough down that a look at the beginning of the file does not see it.
        (place / "x.csv").write_text("t,a,b\n" + "2025-01-01 00:00,5,1\n" * 100 + row + "\n")


def main():
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("folder", type=Path)
    given.add_argument("--days", type=int, default=20)
    given.add_argument("--faults", action="store_true")
    given = given.parse_args()
    if given.faults:
        faults(given.folder)
        return
    for make in [clean, dirty_wide, long_csv, intervals, parquet]:
        make(given.folder, given.days)


if __name__ == "__main__":
    main()
