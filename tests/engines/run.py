"""Runs a query of `taizhang sql` in an engine: run.py ENGINE TABLES.sql QUERY.sql EXPORT ANSWERS

ANSWERS becomes a Parquet file, of Spark a folder of them. PostgreSQL reads no Parquet: its tables are
filled, and its answers written, through DuckDB.

What went wrong stands in one line on the standard output; what the engine said itself, on the other.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

COLUMNS = (
    "report VARCHAR, item VARCHAR, measure VARCHAR, row_kind VARCHAR, row_key VARCHAR, "
    "numerator DECIMAL(38, 0), denominator DECIMAL(38, 0), missing VARCHAR, of_rows BIGINT"
)


def duckdb(tables, query, export, answers):
    import duckdb

    engine = duckdb.connect()
    engine.execute(tables)
    engine.execute(f"COPY ({query}) TO '{answers}' (FORMAT parquet)")


def snappy(export):
    """A folder with the library that unpacks Parquet. Where musl is installed beside glibc, Spark's own copy
    takes this machine for one of musl, and cannot be loaded."""
    import pyspark

    folder = Path(export).parent.resolve() / "snappy"
    folder.mkdir(exist_ok=True)
    [jar] = Path(pyspark.__file__).parent.glob("jars/snappy-java-*.jar")
    library = zipfile.ZipFile(jar).read(f"org/xerial/snappy/native/Linux/{platform.machine()}/libsnappyjava.so")
    (folder / "libsnappyjava.so").write_bytes(library)
    return folder


def spark(tables, query, export, answers, few=True):
    """A cluster of a master and two workers, each a process of its own on this machine."""
    # They find one another on loopback, whatever this machine is called and to which networks it belongs.
    os.environ.update({"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "localhost"})
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "localhost",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "4g",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.broadcastTimeout": "36000",
        # A machine with other work starts a process late and answers late; neither is a failure.
        "spark.network.timeout": "600s",
        "spark.sql.maxPlanStringLength": "1000",
    }
    driver, executor = [], []
    if platform.system() == "Linux":
        native = [f"-Dorg.xerial.snappy.lib.path={snappy(export)}", "-Dorg.xerial.snappy.lib.name=libsnappyjava.so"]
        driver, executor = driver + native, executor + native
    if few:
        # Few records and many measures: it is not the records that take the time, but making plans, sending them
        # about, and compiling what runs once.
        settings |= {
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            "spark.sql.constraintPropagation.enabled": "false",
            "spark.sql.exchange.reuse": "false",
            "spark.sql.optimizer.dynamicPartitionPruning.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.locality.wait": "0",
        }
        short = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        driver, executor = [*driver, *short, "-Xmn2g"], [*executor, *short, "-Xmn1g"]
    settings |= {"spark.driver.extraJavaOptions": " ".join(driver), "spark.executor.extraJavaOptions": " ".join(executor)}
    memory = 2048 if few else 1024
    builder = SparkSession.builder.master(f"local-cluster[2,1,{memory}]").config("spark.executor.memory", f"{memory}m")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    for statement in tables.strip().split(";\n"):
        if statement.strip(" ;\n"):
            session.sql(statement.strip().rstrip(";"))
    executors = session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1
    session.sql(query).coalesce(1).write.mode("overwrite").parquet(answers)
    executors = max(executors, session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1)
    session.stop()
    if executors < 2:
        raise RuntimeError(f"the cluster had {executors} executors")
    print(f"executors: {executors}")


def postgres(tables, query, export, answers):
    """A server of its own in a temporary folder, which ends with this program."""
    import duckdb

    bin = Path(os.environ.get("PG_BIN") or sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1])
    with tempfile.TemporaryDirectory() as folder:
        # The server refuses to run as root.
        user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if user:
            subprocess.run(["chown", "postgres", folder], check=True)
        data = f"{folder}/data"
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*user, bin / "initdb", "-D", data, "-E", "UTF8", "--locale=C", "-A", "trust"], **quiet)
        options = f"-k {folder} -c listen_addresses= -c jit=off"
        subprocess.run([*user, bin / "pg_ctl", "-D", data, "-l", f"{folder}/log", "-w", "-o", options, "start"], **quiet)
        try:
            psql = [*user, "psql", "-h", folder, "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
            subprocess.run(psql, input=tables, text=True, **quiet)
            engine = duckdb.connect()
            package = json.loads(Path(export, "datapackage.json").read_text())
            for table in package["resources"]:
                names = [field["name"] for field in table["schema"]["fields"]]
                listed = ", ".join(f'"{name}"' for name in names)
                files = f"{export}/{table['name']}/*/*/records.parquet"
                csv = f"{folder}/{table['name']}.csv"
                engine.execute(
                    f"COPY (SELECT {listed} FROM read_parquet('{files}', hive_partitioning = true, "
                    f"hive_types_autocast = false)) TO '{csv}' (FORMAT csv, HEADER false, FORCE_QUOTE *)"
                )
                with open(csv) as rows:
                    copy = f"COPY \"{table['name']}\" ({listed}) FROM STDIN (FORMAT csv)"
                    subprocess.run([*psql, "-c", copy], stdin=rows, **quiet)
            subprocess.run([*psql, "-c", "ANALYZE"], **quiet)
            with open(f"{folder}/answers.csv", "w") as out:
                rows = f"COPY ({query}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
                subprocess.run(psql, input=rows + ";\n", text=True, check=True, stdout=out, cwd=folder)
            engine.execute(f"CREATE TABLE answers ({COLUMNS})")
            engine.execute(f"COPY answers FROM '{folder}/answers.csv' (FORMAT csv, HEADER false, ALLOW_QUOTED_NULLS false)")
            engine.execute(f"COPY answers TO '{answers}' (FORMAT parquet)")
        finally:
            subprocess.run([*user, bin / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)


def clickhouse(tables, query, export, answers):
    from chdb import session

    engine = session.Session()
    engine.query("CREATE DATABASE ledgers")
    engine.query("USE ledgers")
    for statement in tables.strip().split(";\n"):
        if statement.strip(" ;\n"):
            engine.query(statement.strip().rstrip(";"))
    engine.query(f"{query} INTO OUTFILE '{answers}' FORMAT Parquet")


def main():
    engine, tables, query, export, answers = sys.argv[1:]
    run = {"duckdb": duckdb, "spark": spark, "postgres": postgres, "clickhouse": clickhouse}[engine]
    try:
        run(Path(tables).read_text(), Path(query).read_text(), export, answers)
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).strip()[:2000]}", flush=True)
        raise


if __name__ == "__main__":
    main()
