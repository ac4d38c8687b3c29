import { createHmac } from 'node:crypto';
import { seededRandom } from '../../core/hash.ts';
import { normalise } from '../placeholders.ts';
import { surrogateOf } from '../surrogates/index.ts';
import type { Operator } from './operator.ts';
import { placeholder } from './placeholder.ts';

/** Two values of a document must not become one: how often another surrogate is tried. */
const ATTEMPTS = 8;

export const surrogate: Operator = {
  name: 'surrogate',
  summary:
    'an invented value of the same kind, language and shape, from ranges that are nobody’s; the same for the same value ' +
    'within a document, and with a key in all documents. Secrets become placeholders',
  open(doc) {
    const numbered = placeholder.open(doc);
    const { language, key, scope } = doc;
    /** By placeholder: what stands for it. And by what stands there: the placeholder. */
    const chosen = new Map<string, string>();
    const taken = new Map<string, string>();
    return (entity, value, people) => {
      const number = numbered(entity, value, people);
      const known = chosen.get(number);
      if (known !== undefined) return known;
      // Never of the value alone: whoever has a list of values could then tell which one it was.
      const seed =
        key.length === 0
          ? `${scope} ${number}`
          : createHmac('sha256', key)
              .update(`${entity}\0${normalise(entity, value, people)}`)
              .digest('hex');
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const random = seededRandom(`surrogate ${attempt} ${seed}`);
        const made = surrogateOf({ entity, value, random, ...(language === undefined ? {} : { language }) });
        if (made === undefined) break;
        if (made === value || (taken.get(made) ?? number) !== number) continue;
        chosen.set(number, made);
        taken.set(made, number);
        return made;
      }
      return number;
    };
  },
};
