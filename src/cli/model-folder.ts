import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CorpusmithError } from '../core/errors.ts';
import { ModelText } from '../tokenizers/model.ts';
import { defined } from './command.ts';

/** The tokenizer and chat template in the folder of a model. `E_ASSET` where there is none. */
export function modelAt(folder: string): ModelText {
  const file = (name: string) => {
    const path = join(resolve(folder), name);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
  };
  const tokenizer = file('tokenizer.json');
  if (tokenizer === undefined)
    throw new CorpusmithError('E_ASSET', {
      place: join(folder, 'tokenizer.json'),
      detail: 'it is not there; name the folder of the model with --tokenizer',
    });
  return new ModelText({
    tokenizer,
    ...defined('config', file('tokenizer_config.json')),
    ...defined('template', file('chat_template.jinja')),
    ...defined('generation', file('generation_config.json')),
  });
}
