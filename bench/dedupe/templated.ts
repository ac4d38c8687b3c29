import { seededRandom } from '../../src/core/hash.ts';
import { type CorpusDocument, shuffledOrder } from './corpus.ts';
import { pick, prose, textOf, vocabulary } from './prose.ts';

export interface TemplatedCorpus {
  /** In shuffled order. */
  documents(): Iterable<CorpusDocument>;
  /** Tickets that are another one sent again. No `of` is itself one of them. */
  readonly duplicates: readonly { readonly id: string; readonly of: string }[];
}

/** Share of the tickets that are another one sent again. */
const RESENT = 0.03;

/** Fixed parts of a form, with a field after each of them but the last. */
type Form = readonly string[];

/** What a ticket fills the fields of its form with: words of its own. */
type Filling = readonly (readonly string[])[];

/**
 * Tickets typed into forms: 80 to 200 fixed words around four to eight fields, which each ticket fills with 10 to 40
 * words and a number of its own. Some tickets are sent again with other case or punctuation, a mistyped word or a line
 * added. All others are different tickets, however alike their form makes them.
 */
export function templatedCorpus(size: { forms: number; tickets: number; seed: string }): TemplatedCorpus {
  const { forms: count, tickets, seed } = size;
  const { numbers, idOf } = shuffledOrder(count * tickets, `${seed} order`);
  const forms = Array.from({ length: count }, (_, form) => makeForm(seededRandom(`${seed} form ${form}`)));
  const firstSent = tickets - Math.floor(tickets * RESENT);
  // The last tickets of a form are earlier ones of it sent again.
  const earlier = (number: number): number => {
    const ticket = number % tickets;
    if (ticket < firstSent) return number;
    return number - ticket + Math.floor(seededRandom(`${seed} ${number} earlier`)() * firstSent);
  };
  return {
    *documents() {
      for (const number of numbers) {
        const form = forms[Math.floor(number / tickets)]!;
        const ticket = earlier(number);
        const filling = fill(form, seededRandom(`${seed} ${ticket}`));
        const text = ticket === number ? typed(form, filling) : again(form, filling, `${seed} ${number} again`);
        yield { id: idOf(number), text };
      }
    },
    duplicates: [...numbers]
      .filter(number => earlier(number) !== number)
      .map(number => ({ id: idOf(number), of: idOf(earlier(number)) })),
  };
}

function makeForm(random: () => number): Form {
  const words = 80 + Math.floor(random() * 121);
  const tokens = prose(random, words);
  const parts = 5 + Math.floor(random() * 5);
  return Array.from({ length: parts }, (_, part) =>
    textOf(tokens.slice(Math.floor((part * words) / parts), Math.floor(((part + 1) * words) / parts))).replace(
      /[.,?!]$/,
      '',
    ),
  );
}

function fill(form: Form, random: () => number): Filling {
  const count = 10 + Math.floor(random() * 31);
  const own = new Set<string>();
  while (own.size < count) own.add(pick(vocabulary, random));
  const fields: string[][] = form.slice(1).map(() => []);
  for (const word of own) pick(fields, random).push(word);
  fields[0]!.unshift(String(100_000 + Math.floor(random() * 900_000)));
  return fields;
}

function typed(form: Form, filling: Filling): string {
  return form.map((fixed, part) => `${fixed}: ${(filling[part] ?? []).join(' ')}`.replace(/: $/, '')).join('\n');
}

/** The same ticket typed once more: one or several small changes. */
function again(form: Form, filling: Filling, seed: string): string {
  const random = seededRandom(seed);
  const [mistyped, lowerCase, bare] = [random() < 0.4, random() < 0.4, random() < 0.4];
  const signed = random() < 0.4 || !(mistyped || lowerCase || bare);
  let text = typed(form, mistyped ? mistype(filling, random) : filling);
  if (lowerCase) text = text.toLowerCase();
  if (bare) text = text.replace(/[,.]/g, '');
  return signed ? `${text}\nSent from my phone` : text;
}

/** Doubles the last letter of one word of the fields. */
function mistype(filling: Filling, random: () => number): Filling {
  const filled = filling.flatMap((words, field) => words.map((_, at) => ({ field, at }))).slice(1);
  const { field, at } = pick(filled, random);
  return filling.map((words, i) => words.map((word, j) => (i === field && j === at ? word + word.at(-1) : word)));
}
