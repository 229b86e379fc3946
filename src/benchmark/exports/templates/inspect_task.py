"""BehaviorBench for Inspect: inspect eval behaviorbench.py --model PROVIDER/NAME

The prompt stands in the data as it is; the reply is scored by its line "Answer: X". A reply that names two letters
is no answer, as in BehaviorBench. -T type=omission_detection asks one task type only.
"""

import re
from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import FieldSpec, json_dataset
from inspect_ai.scorer import CORRECT, INCORRECT, Score, accuracy, grouped, scorer, stderr
from inspect_ai.solver import generate

ANSWER_LINE = re.compile(r"""{{answerLine}}""", re.IGNORECASE)


@scorer(metrics=[grouped(accuracy(), "type", all_label="pooled"), stderr(cluster="group")])
def answer_line():
    async def score(state, target):
        letters = {letter.upper() for letter in ANSWER_LINE.findall(state.output.completion)}
        answer = letters.pop() if len(letters) == 1 else None
        return Score(value=CORRECT if answer == target.text else INCORRECT, answer=answer)

    return score


@task
def behaviorbench(type=None):
    rows = json_dataset(
        str(Path(__file__).parent / "data.jsonl"),
        FieldSpec(
            input="prompt",
            target="gold",
            id="id",
            metadata=[
                "type", "category", "complexity", "case", "group", "behavior_score", "behavior_class",
                "behavior_token", "challenge", "triple", "prompt_id", "corpus", "licence", "attribution", "canary",
            ],
        ),
    )
    if type is not None:
        rows = rows.filter(lambda sample: sample.metadata["type"] == type)
    return Task(dataset=rows, solver=generate(), scorer=answer_line(), version=1)
