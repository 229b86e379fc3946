"""Parts of make_fixtures.py: tiny checkpoints, examples, adapters and a tokenizer, computed by transformers and PEFT."""
