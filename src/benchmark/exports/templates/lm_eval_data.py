"""Finds the rows of one task type beside this file, wherever the folder lies. Read by the YAML files."""

from pathlib import Path

import datasets


def load(type, **_):
    path = Path(__file__).parent / "data" / f"{type}.jsonl"
    return datasets.load_dataset("json", data_files={"test": str(path)})
