"""Reads a Hugging Face export with `datasets`, pyarrow and mlcroissant, and prints what each found as JSON.

Run by bench/exports.ts; by hand: python read_dataset.py FOLDER
"""

import json
import logging
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

folder = Path(sys.argv[1])
found = {}


def with_datasets():
    import datasets

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        tasks = datasets.load_dataset(str(folder), cache_dir=cache)
        images = (
            datasets.load_dataset(str(folder), "images", cache_dir=cache) if (folder / "images").exists() else {}
        )
        first = next(iter(tasks.values()))[0]
        pictures = [split[0]["image"].size for split in images.values()]
        return {
            "version": datasets.__version__,
            "tasks": {name: split.num_rows for name, split in tasks.items()},
            "images": {name: split.num_rows for name, split in images.items()},
            "ids": sorted(id for split in tasks.values() for id in split["id"]),
            "gold_is_offered": all(
                row["options"][row["gold_index"]]["letter"] == row["gold"]
                for split in tasks.values()
                for row in split.select_columns(["options", "gold", "gold_index"])
            ),
            "first_turn": first["conversation"][0]["turn"],
            "first_role": first["prompt"][0]["role"],
            "pictures": pictures,
        }


def with_pyarrow():
    import pyarrow
    import pyarrow.parquet as parquet

    files = sorted((folder / "data").glob("*.parquet"))
    return {"version": pyarrow.__version__, "rows": sum(parquet.read_table(file).num_rows for file in files)}


def with_mlcroissant():
    import mlcroissant

    logging.disable(logging.NOTSET)
    complaints = []
    handler = logging.Handler()
    handler.emit = lambda record: complaints.append(record.getMessage())
    for name in ("", "absl"):
        logging.getLogger(name).addHandler(handler)
    dataset = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    issues = dataset.metadata.ctx.issues
    ids, last = [], {}
    for record in dataset.records("tasks"):
        last = record
        ids.append(record["tasks/id"].decode())
    pictures = 0
    if any(record_set.id == "images" for record_set in dataset.metadata.record_sets):
        pictures = sum(record["images/image"] is not None for record in dataset.records("images"))
    return {
        "version": version("mlcroissant"),
        "errors": sorted(issues.errors),
        "warnings": sorted(issues.warnings),
        "logged": sorted(set(complaints)),
        "ids": sorted(ids),
        "pictures": pictures,
        "split": last["tasks/split"].decode() if isinstance(last["tasks/split"], bytes) else last["tasks/split"],
    }


for name, read in {"datasets": with_datasets, "pyarrow": with_pyarrow, "mlcroissant": with_mlcroissant}.items():
    try:
        found[name] = read()
    except ImportError as missing:
        found[name] = {"missing": missing.name}

print(json.dumps(found))
