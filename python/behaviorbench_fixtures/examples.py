"""Two examples, a short and a long one, with the weight of each token as a target, and their loss.

Position i predicts token i + 1. The loss is the mean of cross-entropies by weight over all trained tokens of both.
"""

import torch
import torch.nn.functional as F

PROMPTS = (12, 7)
LENGTHS = (20, 13)


def examples(vocabulary, special):
    """Random tokens; the completion begins with one of the two special tokens, which weighs more."""
    generator = torch.Generator().manual_seed(11)
    made = []
    for number, (prompt, length) in enumerate(zip(PROMPTS, LENGTHS)):
        tokens = torch.randint(3, vocabulary - 2, (length,), generator=generator)
        tokens[prompt] = special[number]
        tokens[-1] = 1
        weights = torch.zeros(length)
        weights[prompt:] = 1
        weights[prompt] = 2.5
        made.append((tokens, weights))
    return made


def cross_entropies(logits, tokens):
    """Of each token behind the first, from the logits of the position before it."""
    return F.cross_entropy(logits[:-1], tokens[1:], reduction="none")


def logits_of(model, made):
    return [model(input_ids=tokens[None], use_cache=False).logits[0] for tokens, _ in made]


def loss_of(model, made):
    logits = logits_of(model, made)
    weighted = sum((cross_entropies(l, t) * w[1:]).sum() for l, (t, w) in zip(logits, made))
    return weighted / sum(w[1:].sum() for _, w in made), logits


def packed_logits(model, made):
    """Both examples in one row: positions begin anew, and no token sees another segment."""
    tokens = torch.cat([t for t, _ in made])
    positions = torch.cat([torch.arange(len(t)) for t, _ in made])
    segments = torch.cat([torch.full((len(t),), n) for n, (t, _) in enumerate(made)])
    seen = (segments[:, None] == segments[None, :]) & torch.tril(torch.ones(len(tokens), len(tokens), dtype=torch.bool))
    mask = torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)
    output = model(
        input_ids=tokens[None], position_ids=positions[None], attention_mask=mask[None, None], use_cache=False
    )
    return output.logits[0]
