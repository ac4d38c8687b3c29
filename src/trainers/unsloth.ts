import type { DatasetFacts } from '../core/facts.ts';
import { defineTrainer } from '../define.ts';
import { lengthLimit, MODEL, modelComment, oneLine, splitOf } from './dataset.ts';

/** LoRA with Unsloth (github.com/unslothai/unsloth), which is TRL with other kernels: started by a script. */
export const unsloth = defineTrainer({
  name: 'unsloth',
  summary: 'Unsloth fine-tuning: unsloth-sft.py',
  accepts: ['messages'],
  configure: dataset => [{ path: 'unsloth-sft.py', text: script(dataset) }],
  command: () => 'python unsloth-sft.py',
});

function script(dataset: DatasetFacts): string {
  const limit = lengthLimit(dataset);
  const files = Object.fromEntries(
    (['train', 'validation'] as const).flatMap(name => {
      const split = splitOf(dataset, name);
      return split === undefined ? [] : [[name, split.file]];
    }),
  );
  const [evaluation, strategy] = files.validation === undefined ? ['None', '"no"'] : ['rows["validation"]', '"epoch"'];
  return `# Dataset ${oneLine(dataset.name)}, rows of format ${dataset.format}. Run in this folder:
#   python unsloth-sft.py

from unsloth import FastLanguageModel
from unsloth.chat_templates import train_on_responses_only
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

MODEL = "${MODEL}"  # ${modelComment(dataset)}
# REQUIRED: what the chat template of the model writes before a question and before an answer. Where they do not match,
# nothing or everything is trained. Of ChatML: "<|im_start|>user\\n" and "<|im_start|>assistant\\n".
QUESTION = "SET-THE-MARK-OF-A-QUESTION"
ANSWER = "SET-THE-MARK-OF-AN-ANSWER"
LENGTH = ${limit.tokens}  # ${limit.comment}

model, tokenizer = FastLanguageModel.from_pretrained(MODEL, max_seq_length=LENGTH, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(
    model, r=16, lora_alpha=32, lora_dropout=0.05, random_state=7, use_gradient_checkpointing="unsloth"
)

rows = load_dataset("json", data_files=${JSON.stringify(files)})
rows = rows.map(lambda row: {"text": tokenizer.apply_chat_template(row["messages"], tokenize=False)})

trainer = SFTTrainer(
    model=model,
    processing_class=tokenizer,
    train_dataset=rows["train"],
    eval_dataset=${evaluation},
    args=SFTConfig(
        dataset_text_field="text",
        max_length=LENGTH,
        packing=False,
        num_train_epochs=3,
        per_device_train_batch_size=4,
        gradient_accumulation_steps=4,
        learning_rate=2.0e-4,
        lr_scheduler_type="cosine",
        warmup_ratio=0.03,
        seed=7,
        eval_strategy=${strategy},
        save_strategy="epoch",
        logging_steps=10,
        output_dir="unsloth-output",
        report_to="none",
    ),
)
trainer = train_on_responses_only(trainer, instruction_part=QUESTION, response_part=ANSWER)
trainer.train()
model.save_pretrained("unsloth-output")
tokenizer.save_pretrained("unsloth-output")
`;
}
