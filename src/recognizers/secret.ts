import { defineRecognizer } from '../define.ts';
import { issued, issuedAt, issuedWords } from './secrets/issued.ts';
import { named } from './secrets/named.ts';
import { privateKeys } from './secrets/private-keys.ts';
import { allWords } from './secrets/words.ts';
import { written } from './secrets/written.ts';

/** Score of what says by its own shape that it is a secret. */
const BY_SHAPE = 0.95;

export const secret = defineRecognizer({
  name: 'secret',
  entity: 'SECRET',
  summary:
    'Keys and tokens by their prefix, private key blocks, JSON Web Tokens, hashes of passwords, and values after words such as password:, api_key=, PIN',
  tier: 'anchored',
  words: [...allWords, ...issuedWords],
  *find(searched) {
    const { text } = searched;
    const words = searched.cues('secret');
    for (const range of issued(searched)) yield { ...range, score: BY_SHAPE };
    for (const { start, end } of words) {
      const range = /[_.$-]/.test(text.charAt(end)) ? issuedAt(text, start) : undefined;
      if (range !== undefined) yield { ...range, score: BY_SHAPE };
    }
    for (const range of privateKeys(text)) yield { ...range, score: BY_SHAPE };
    for (const range of written(text)) yield { ...range, score: BY_SHAPE };
    yield* named(text, words);
  },
});
