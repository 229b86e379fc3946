"""A byte-level BPE tokenizer of 320 tokens, trained on invented sentences, with a chat template of our own, and what
transformers makes of some texts and conversations with it.
"""

from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer, PreTrainedTokenizerFast

SENTENCES = [
    "The patient takes metformin and lisinopril and reports no chest pain.",
    "The nurse asks whether the dose of the drug should be given this evening.",
    "Potassium is 5.9 mmol/L, creatinine 180; the order for spironolactone conflicts with this.",
    "The answer is B: the patient should be seen today.",
    "Nothing in the record speaks against it, and the dose is right.",
    "Dr. Hernández notes: température 38,4 °C, naïve β-blocker use.",
    "Please say what you think of the plan, and when you would call the physician.",
]

# How words are cut before pairs are merged, as the tokenizers of Qwen and Llama 3 do it.
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]

CHAT_TEMPLATE = """{%- if messages[0].role != 'system' %}
{{- '<|im_start|>system\\nYou help in a ward.<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if message.role not in ['system', 'user', 'assistant'] %}
        {{- raise_exception('There is no role ' ~ message.role) }}
    {%- endif %}
    {%- set content = message.content | trim if message.role == 'user' else message.content %}
    {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""

TEXTS = [
    "",
    "The patient takes metformin.",
    "  two  spaces,\ttabs\n\nand lines\r\n and an end ",
    "Hernández: 38,4 °C, β-blocker; cafe\u0301 becomes one letter",
    "emoji 👩‍⚕️ and 漢字 and \u00a0 a hard space",
    "I'll, we've, IT'S 12345",
    "<|im_start|>user\nhello<|im_end|>\n",
    "<|im_start|><|im_start|>x<|endoftext|>",
    "a < b <reactive> c",
]

CHATS = [
    [{"role": "user", "content": "  Is the dose right?\n"}],
    [
        {"role": "system", "content": "Answer with one letter."},
        {"role": "user", "content": "Which one?\nA) yes\nB) no"},
        {"role": "assistant", "content": " B\n"},
        {"role": "user", "content": "Why <|im_end|> so?"},
    ],
]


def make(folder: Path):
    """Writes the tokenizer's folder, and gives what transformers reads and writes with it."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(WORDS), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=320 - len(SPECIAL), initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|im_end|>",
        pad_token="<|endoftext|>",
        clean_up_tokenization_spaces=False,
        chat_template=CHAT_TEMPLATE,
    )
    fast.save_pretrained(folder)
    # What is checked is what transformers makes of the folder, not of the objects above.
    read = AutoTokenizer.from_pretrained(folder)
    return {
        "texts": [
            {
                "text": text,
                "ids": read.encode(text),
                "decoded": read.decode(read.encode(text)),
                "withoutSpecial": read.decode(read.encode(text), skip_special_tokens=True),
            }
            for text in TEXTS
        ],
        "chats": [
            {
                "messages": chat,
                "generationPrompt": prompt,
                "text": read.apply_chat_template(chat, tokenize=False, add_generation_prompt=prompt),
                "ids": list(
                    read.apply_chat_template(chat, tokenize=True, add_generation_prompt=prompt, return_dict=False)
                ),
            }
            for chat in CHATS
            for prompt in (True, False)
        ],
        "added": added(read),
    }


def added(read):
    """The same with two tokens more."""
    read.add_special_tokens({"extra_special_tokens": ["<reactive>", "<proactive>"]})
    texts = ["<reactive>B", "a < b <reactive> c", "<proactive>\nCall <|im_end|>"]
    return [
        {"text": text, "ids": read.encode(text), "withoutSpecial": read.decode(read.encode(text), skip_special_tokens=True)}
        for text in texts
    ]
