"""Logits by transformers and PEFT of folders that the engine wrote: python parity.py JOBS.json.

JOBS.json is a list of {"model": folder, "adapter": folder or absent, "tokens": [[…], …], "output": file}; each output
is safetensors with [tokens × vocabulary] under the number of the row of tokens. With "texts" instead of tokens, "model"
is the folder of a tokenizer, and the output is JSON with the tokens of each text.
"""

import json
import sys
from pathlib import Path

import torch
from peft import PeftModel
from safetensors.torch import save_file
from transformers import AutoTokenizer
from transformers.utils import logging

from behaviorbench_fixtures import checkpoints


def run(job):
    if "texts" in job:
        tokenizer = AutoTokenizer.from_pretrained(job["model"])
        Path(job["output"]).write_text(json.dumps([tokenizer.encode(text) for text in job["texts"]]))
        return
    model = checkpoints.load(Path(job["model"]))
    if job.get("adapter"):
        model = PeftModel.from_pretrained(model, job["adapter"])
    with torch.no_grad():
        rows = [model(input_ids=torch.tensor([tokens]), use_cache=False).logits[0] for tokens in job["tokens"]]
    save_file({str(number): row.contiguous() for number, row in enumerate(rows)}, job["output"])


if __name__ == "__main__":
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    for job in json.loads(Path(sys.argv[1]).read_text()):
        run(job)
