"""How fast PyTorch does what bench/engine-step.ts and bench/engine-inference.ts measure: python speed.py WHAT SETTING.

SETTING is JSON with the sizes of a Qwen2 decoder under Hugging Face's names; for training also batch, length, trained
(tokens at the end of each example that count) and repeats. WHAT is
  train-torch   a step of LoRA by the decoder below: nothing but PyTorch, the head only where a token is trained
  train-peft    the same step by transformers and PEFT, as their documentation has it
  answer        reading a prompt of 1024 tokens, and writing 48 behind one of 128, by transformers with its cache
Weights are random and in float32; the best repeat counts; prints JSON with the process's highest resident memory.
"""

import json
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

RANK = 8
ALPHA = 16


class LoraLinear(nn.Module):
    """A frozen linear map and the product of two trained ones beside it (Hu et al. 2021)."""

    def __init__(self, inputs, outputs, bias):
        super().__init__()
        self.frozen = nn.Linear(inputs, outputs, bias=bias).requires_grad_(False)
        self.a = nn.Parameter(torch.randn(RANK, inputs) / inputs**0.5)
        self.b = nn.Parameter(torch.zeros(outputs, RANK))

    def forward(self, x):
        return self.frozen(x) + (x @ self.a.T) @ self.b.T * (ALPHA / RANK)


class Layer(nn.Module):
    def __init__(self, s):
        super().__init__()
        hidden, middle = s["hidden_size"], s["intermediate_size"]
        self.heads, self.key_heads = s["num_attention_heads"], s["num_key_value_heads"]
        self.size = hidden // self.heads
        self.norms = nn.ModuleList(nn.RMSNorm(hidden, eps=1e-6).requires_grad_(False) for _ in range(2))
        self.query = LoraLinear(hidden, self.heads * self.size, True)
        self.key = LoraLinear(hidden, self.key_heads * self.size, True)
        self.value = LoraLinear(hidden, self.key_heads * self.size, True)
        self.output = LoraLinear(self.heads * self.size, hidden, False)
        self.gate = LoraLinear(hidden, middle, False)
        self.up = LoraLinear(hidden, middle, False)
        self.down = LoraLinear(middle, hidden, False)

    def forward(self, x, cosine, sine):
        batch, length, _ = x.shape
        n = self.norms[0](x)

        def split(y, heads):
            return y.view(batch, length, heads, self.size).transpose(1, 2)

        def turned(y):
            first, second = y.chunk(2, -1)
            return y * cosine + torch.cat((-second, first), -1) * sine

        query, key = turned(split(self.query(n), self.heads)), turned(split(self.key(n), self.key_heads))
        value = split(self.value(n), self.key_heads)
        seen = F.scaled_dot_product_attention(query, key, value, is_causal=True, enable_gqa=True)
        x = x + self.output(seen.transpose(1, 2).reshape(batch, length, -1))
        n = self.norms[1](x)
        return x + self.down(F.silu(self.gate(n)) * self.up(n))


class Decoder(nn.Module):
    def __init__(self, s):
        super().__init__()
        hidden = s["hidden_size"]
        self.size = hidden // s["num_attention_heads"]
        self.embedding = nn.Embedding(s["vocab_size"], hidden).requires_grad_(False)
        self.layers = nn.ModuleList(Layer(s) for _ in range(s["num_hidden_layers"]))
        self.norm = nn.RMSNorm(hidden, eps=1e-6).requires_grad_(False)

    def loss(self, tokens, trained):
        x = self.embedding(tokens)
        angles = torch.arange(tokens.shape[1])[:, None] / 10000 ** (torch.arange(0, self.size, 2) / self.size)
        angles = torch.cat((angles, angles), -1)
        for layer in self.layers:
            x = layer(x, angles.cos(), angles.sin())
        logits = self.norm(x[:, -trained - 1 : -1]) @ self.embedding.weight.T
        return F.cross_entropy(logits.flatten(0, 1), tokens[:, -trained:].flatten())


def configuration(s):
    from transformers import Qwen2Config

    names = ("vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads")
    return Qwen2Config(
        **{name: s[name] for name in (*names, "num_key_value_heads")},
        max_position_embeddings=4096,
        tie_word_embeddings=True,
    )


def training(s, peft):
    tokens = torch.randint(0, s["vocab_size"], (s["batch"], s["length"]))
    if peft:
        from peft import LoraConfig, get_peft_model
        from transformers import Qwen2ForCausalLM

        targets = "all-linear"
        lora = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=targets, task_type="CAUSAL_LM")
        model = get_peft_model(Qwen2ForCausalLM(configuration(s)), lora)
        labels = tokens.clone()
        labels[:, : s["length"] - s["trained"]] = -100
        compute = lambda: model(input_ids=tokens, labels=labels, use_cache=False).loss
    else:
        model = Decoder(s)
        compute = lambda: model.loss(tokens, s["trained"])
    model.train()
    weights = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=1e-4, weight_decay=0.01)

    def step():
        compute().backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    return {"tokensPerSecond": s["batch"] * s["length"] / best(step, s["repeats"])}


@torch.no_grad()
def answering(s):
    from transformers import Qwen2ForCausalLM

    model = Qwen2ForCausalLM(configuration(s)).eval()
    prompt = torch.randint(0, s["vocab_size"], (1, 1024))
    read = best(lambda: model(input_ids=prompt, use_cache=True, logits_to_keep=1), 3)
    first = model(input_ids=prompt[:, :128], use_cache=True)
    cache, token = first.past_key_values, first.logits[:, -1:].argmax(-1)
    started = time.perf_counter()
    for _ in range(48):
        out = model(input_ids=token, past_key_values=cache, use_cache=True)
        token = out.logits[:, -1:].argmax(-1)
    return {"prefill": 1024 / read, "decode": 48 / (time.perf_counter() - started)}


def best(run, repeats):
    run()
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


if __name__ == "__main__":
    what, setting = sys.argv[1], json.loads(sys.argv[2])
    torch.manual_seed(1)
    result = answering(setting) if what == "answer" else training(setting, what == "train-peft")
    result["peakBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(result))
