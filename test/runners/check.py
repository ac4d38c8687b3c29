"""Reads what was exported with the code of those who are to read it. Prints a line for each, exits 1 when one refuses.

Usage: check.py EXPORTED MASKS TOKENIZER
"""

import json
import sys
from pathlib import Path

exported, masks, tokenizer_folder = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]


def rows(runner):
    for file in sorted((exported / runner).glob("*.jsonl")):
        if file.name in ("meta.jsonl", "left-out.jsonl"):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def by_datasets():
    from datasets import load_dataset

    folder = exported / "trl"
    files = {split: str(folder / f"{split}.jsonl") for split in ("train", "validation", "test")}
    loaded = load_dataset("json", data_files=files, cache_dir=str(exported / "cache"))
    there = [row["messages"] for split in files for row in loaded[split]]
    written = [json.loads(line)["messages"] for path in files.values() for line in open(path, encoding="utf-8")]
    assert there == written, "rows differ"
    return len(there)


def by_together():
    from together.lib.utils import check_file

    for split in ("train", "validation", "test"):
        report = check_file(exported / "together" / f"{split}.jsonl")
        assert report["is_check_passed"], report
    return sum(1 for _ in rows("together"))


def by_mistral():
    from mistral_common.protocol.instruct.request import ChatCompletionRequest
    from mistral_common.protocol.instruct.validator import MistralRequestValidatorV3, ValidationMode

    validator = MistralRequestValidatorV3(mode=ValidationMode.finetuning)
    count = 0
    for row in rows("mistral"):
        validator.validate_request(ChatCompletionRequest.from_openai(messages=row["messages"]))
        count += 1
    return count


def by_gemini():
    from google.genai import types

    count = 0
    for row in rows("gemini"):
        for content in row["contents"] + ([row["systemInstruction"]] if "systemInstruction" in row else []):
            types.Content.model_validate(content)
        count += 1
    return count


def by_transformers():
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder)
    count = 0
    for line in open(masks, encoding="utf-8"):
        ours = json.loads(line)
        theirs = tokenizer.apply_chat_template(
            ours["row"]["messages"], tokenize=True, return_dict=True, return_assistant_tokens_mask=True
        )
        special = any(token in message["content"] for message in ours["row"]["messages"] for token in tokenizer.all_special_tokens)
        if special:
            # Written by people: with us it is text, there it would end the turn.
            continue
        assert theirs["input_ids"] == ours["ids"], f"ids of row {count}"
        assert theirs["assistant_masks"] == ours["trained"], f"mask of row {count}"
        count += 1
    return count


failed = 0
for name, check in {
    "datasets: the same rows": by_datasets,
    "together: files pass its check": by_together,
    "mistral-common: requests are valid for fine-tuning": by_mistral,
    "google-genai: contents are valid": by_gemini,
    "transformers: the same ids, the same loss mask": by_transformers,
}.items():
    try:
        print(f"ok    {name}, {check()} rows", flush=True)
    except Exception as error:  # noqa: BLE001 - whatever their code says
        failed += 1
        print(f"FAIL  {name}: {type(error).__name__}: {error}", flush=True)
sys.exit(1 if failed else 0)
