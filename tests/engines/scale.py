"""Measures a query of `taizhang sql` over many records: scale.py ENGINE TABLES.sql QUERY.sql EXPORT ROWS FOLDER

The records of the ledger `tax` are multiplied until there are ROWS of them, in FOLDER; all other tables are
those of EXPORT. Prints the seconds that the query takes and the size of the table.
"""

import sys
import time
from pathlib import Path

from run import duckdb as in_duckdb
from run import spark as in_spark


def multiplied(export, rows, folder):
    """The export again, in a folder of its own, with so many records of `tax`."""
    import duckdb

    to = Path(folder)
    if not (to / "tax").exists():
        to.mkdir(parents=True, exist_ok=True)
        engine = duckdb.connect()
        files = f"read_parquet('{export}/tax/*/*/records.parquet', hive_partitioning = true, hive_types_autocast = false)"
        times = rows // engine.execute(f"SELECT count(*) FROM {files}").fetchone()[0]
        for zone in sorted(Path(export, "tax").iterdir()):
            for month in sorted(zone.iterdir()):
                part = to / "tax" / zone.name / month.name
                part.mkdir(parents=True)
                engine.execute(
                    f"COPY (SELECT t.* FROM read_parquet('{month}/records.parquet') t, range({times})) "
                    f"TO '{part}/records.parquet' (FORMAT parquet)"
                )
        for other in Path(export).iterdir():
            if other.name != "tax":
                (to / other.name).symlink_to(other.resolve())
    size = sum(file.stat().st_size for file in (to / "tax").rglob("*.parquet"))
    return to, size


def main():
    engine, tables, query, export, rows, folder = sys.argv[1:]
    to, size = multiplied(export, int(rows), folder)
    known = Path(tables).read_text().replace(str(Path(export).resolve()), str(to.resolve()))
    started = time.time()
    answers = str(to / f"answers-{engine}.parquet")
    if engine == "spark":
        in_spark(known, Path(query).read_text(), str(to), answers, few=False)
    else:
        in_duckdb(known, Path(query).read_text(), str(to), answers)
    print(f"{engine}: {int(rows):,} rows, {size / 2**20:.0f} MiB, {time.time() - started:.1f} s")


if __name__ == "__main__":
    main()
