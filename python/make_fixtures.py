"""Makes packages/engine/fixtures again: python make_fixtures.py FOLDER. What is in it stands in its README.md."""

import json
import re
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers.utils import logging

from behaviorbench_fixtures import adapters, checkpoints, examples, tokenizer

SPECIAL = (94, 95)


def write_json(path: Path, value):
    """Indented, but a list of numbers in one line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    text = re.sub(r"\[[\s\d.,eE+-]*\]", lambda numbers: re.sub(r"\s+", " ", numbers[0]), text)
    path.write_text(text + "\n", encoding="utf-8")


def save_tensors(path: Path, tensors):
    save_file({name: tensor.detach().contiguous().clone() for name, tensor in tensors.items()}, path)


def make_checkpoint(folder: Path, config, dtype, shard, seed):
    folder.mkdir(parents=True, exist_ok=True)
    checkpoints.save(checkpoints.random_model(config, seed), folder / "model", dtype, shard)
    model = checkpoints.load(folder / "model")
    made = examples.examples(config.vocab_size, SPECIAL)
    logits, losses = {}, {}

    loss, base, gradients = adapters.gradients_of(model, made)
    losses["base"] = loss
    put(logits, "base", base)
    with torch.no_grad():
        check_loss(model, made)
        check_packed(model, made, base)
    save_tensors(folder / "gradients.full.safetensors", gradients)

    for kind in ("lora", "rows"):
        fresh = checkpoints.load(folder / "model")
        adapted = (
            adapters.given_adapter(fresh, seed + 1)
            if kind == "lora"
            else adapters.trained_adapter(fresh, made, SPECIAL, seed + 2)
        )
        adapters.save(adapted, folder / kind)
        loss, with_adapter, gradients = adapters.gradients_of(adapted, made)
        losses[kind] = loss
        put(logits, kind, with_adapter)
        save_tensors(folder / f"gradients.{kind}.safetensors", gradients)

    save_tensors(folder / "logits.safetensors", logits)
    write_json(
        folder / "examples.json",
        {
            "examples": [{"tokens": t.tolist(), "weights": w.tolist()} for t, w in made],
            "losses": losses,
            "tokenLosses": {
                kind: [
                    [
                        round(value, 7)
                        for value, weight in zip(
                            examples.cross_entropies(logits[f"{kind}.{n}"], t).tolist(), w[1:].tolist()
                        )
                        if weight > 0
                    ]
                    for n, (t, w) in enumerate(made)
                ]
                for kind in ("base", "lora", "rows")
            },
            "rowTokens": list(SPECIAL),
        },
    )


def put(logits, kind, values):
    for number, value in enumerate(values):
        logits[f"{kind}.{number}"] = value.detach()


def check_loss(model, made):
    """Our loss is that of transformers where all weights are one."""
    for tokens, weights in made:
        labels = torch.where(weights > 0, tokens, -100)
        theirs = model(input_ids=tokens[None], labels=labels[None]).loss
        ours, _ = examples.loss_of(model, [(tokens, (weights > 0).float())])
        assert torch.allclose(ours, theirs, atol=1e-5), (ours, theirs)


def check_packed(model, made, apart):
    """Packed into one row, the examples have the logits that they have apart, so those need no file of their own."""
    difference = (examples.packed_logits(model, made) - torch.cat(apart)).abs().max()
    assert difference < 1e-5, difference


def main(folder: Path):
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    for number, (name, config, dtype, shard) in enumerate(checkpoints.configurations()):
        make_checkpoint(folder / name, config, dtype, shard, 100 * (number + 1))
    (folder / "tokenizer").mkdir(parents=True, exist_ok=True)
    write_json(folder / "tokenizer" / "expected.json", tokenizer.make(folder / "tokenizer"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
