"""Adapters by PEFT: one with given matrices on all seven linear maps, and one that was trained, with rows of tokens."""

import json
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model

from .examples import loss_of

LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def given_adapter(model, seed):
    """Rank 4 on all linear maps, with a random A and a B that is not zero."""
    config = LoraConfig(r=4, lora_alpha=6, target_modules=LINEARS, task_type="CAUSAL_LM")
    adapted = get_peft_model(model, config)
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in adapted.named_parameters():
            if "lora_" in name:
                weight.copy_(torch.randn(weight.shape, generator=generator) * (0.2 if "lora_A" in name else 0.1))
    return adapted


def trained_adapter(model, made, special, seed):
    """Rank 2 on queries and values and the rows of two tokens, after five steps of AdamW."""
    tied = model.config.tie_word_embeddings
    rows = list(special) if tied else {"embed_tokens": list(special), "lm_head": list(special)}
    torch.manual_seed(seed)
    config = LoraConfig(
        r=2,
        lora_alpha=4,
        target_modules=["q_proj", "v_proj"],
        trainable_token_indices=rows,
        task_type="CAUSAL_LM",
    )
    adapted = get_peft_model(model, config)
    optimizer = torch.optim.AdamW([p for p in adapted.parameters() if p.requires_grad], lr=0.03)
    losses = []
    for _ in range(5):
        optimizer.zero_grad()
        loss, _ = loss_of(adapted, made)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0], losses
    return adapted


def save(adapted, folder: Path):
    """As PEFT saves it, but without the path it came from and the order of a set, which differ by run."""
    adapted.peft_config["default"].base_model_name_or_path = ""
    adapted.save_pretrained(folder, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)
    path = folder / "adapter_config.json"
    config = json.loads(path.read_text())
    config["target_modules"].sort()
    path.write_text(json.dumps(config, indent=2) + "\n")


def gradients_of(adapted, made):
    """By the names under which PEFT saves the weights."""
    adapted.zero_grad()
    loss, logits = loss_of(adapted, made)
    loss.backward()
    gradients = {}
    for name, weight in adapted.named_parameters():
        if weight.requires_grad and weight.grad is not None:
            gradients[saved_name(name)] = weight.grad.clone()
    return loss.item(), logits, gradients


def saved_name(name):
    return name.replace(".default.weight", ".weight").replace(".trainable_tokens_delta.default", ".trainable_tokens_delta")
