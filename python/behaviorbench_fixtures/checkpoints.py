"""Tiny decoders with random weights, one of each architecture that the engine knows, as transformers saves them.

Weights are drawn wide enough that every part of a layer matters to the logits, and rounded to bfloat16, so that a
folder in bfloat16 and one in float32 hold the same numbers.
"""

from pathlib import Path

import torch
from transformers import LlamaConfig, Qwen2Config, Qwen3Config, AutoModelForCausalLM

SHAPE = dict(
    vocab_size=96,
    hidden_size=32,
    intermediate_size=40,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    head_dim=16,
    max_position_embeddings=512,
    rms_norm_eps=1e-6,
    bos_token_id=0,
    eos_token_id=1,
    pad_token_id=2,
)

# Rotary settings such that the twenty positions of the examples see each of the three ranges of Llama 3's scaling.
LLAMA3_SCALING = dict(
    rope_type="llama3",
    rope_theta=10000.0,
    factor=8.0,
    low_freq_factor=1.0,
    high_freq_factor=4.0,
    original_max_position_embeddings=64,
)


def configurations():
    """Name, configuration, number format, and bytes at most in one file of weights."""
    plain = dict(rope_type="default")
    without_head_size = {name: value for name, value in SHAPE.items() if name != "head_dim"}
    return [
        (
            "qwen2",
            # Qwen2 has no head size of its own: it is hidden / heads.
            Qwen2Config(
                **{**without_head_size, "num_attention_heads": 2, "num_key_value_heads": 1},
                rope_parameters=dict(plain, rope_theta=1e6),
                tie_word_embeddings=True,
            ),
            torch.bfloat16,
            None,
        ),
        (
            "qwen3",
            Qwen3Config(**SHAPE, rope_parameters=dict(plain, rope_theta=1e6), tie_word_embeddings=True),
            torch.bfloat16,
            "24KB",
        ),
        ("llama", LlamaConfig(**SHAPE, rope_parameters=LLAMA3_SCALING, tie_word_embeddings=False), torch.float32, None),
    ]


def random_model(config, seed):
    generator = torch.Generator().manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            drawn = torch.randn(weight.shape, generator=generator)
            if "norm" in name:
                drawn = 1 + 0.2 * drawn
            elif weight.dim() == 1:
                drawn = 0.3 * drawn
            elif "embed_tokens" in name:
                drawn = 0.5 * drawn
            else:
                drawn = drawn * 1.2 / weight.shape[1] ** 0.5
            weight.copy_(drawn.to(torch.bfloat16).to(torch.float32))
    return model


def save(model, folder: Path, dtype, shard):
    settings = {} if shard is None else {"max_shard_size": shard}
    # A copy, so that the model that goes on computing stays in float32.
    copy = AutoModelForCausalLM.from_config(model.config, dtype=torch.float32)
    copy.load_state_dict(model.state_dict())
    copy.to(dtype).save_pretrained(folder, **settings)
    # It says nothing that config.json does not.
    (folder / "generation_config.json").unlink(missing_ok=True)


def load(folder: Path):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
