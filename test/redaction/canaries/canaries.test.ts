import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/hash.ts';
import { recognizers } from '../../../src/recognizers/index.ts';
import { isLeft, type Planted, plant } from '../../../src/redaction/canaries/index.ts';
import { NATIONAL_NUMBERS } from '../../../src/redaction/canaries/papers.ts';
import { drawPerson } from '../../../src/redaction/canaries/person.ts';
import { labelsOf, sentencesOf } from '../../../src/redaction/canaries/sentences/index.ts';
import { PLANTABLE, valueFor } from '../../../src/redaction/canaries/values.ts';
import { Search } from '../../../src/redaction/find.ts';
import { redactTexts } from '../../../src/redaction/passes.ts';
import { RedactedText } from '../../../src/redaction/redacted-text.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'];
const NUMBERS = [...PLANTABLE, ...Object.keys(NATIONAL_NUMBERS)];
const EVERYTHING: ReadonlySet<string> = new Set(['PERSON', ...NUMBERS]);

const planting = (texts: readonly string[], seed: string, language = 'en', entities = EVERYTHING) =>
  plant(texts, { language, entities, random: seededRandom(seed) });

/** Redacts as the stage does, every finding by a placeholder. */
function redacted(texts: readonly string[], search: Search): readonly string[] {
  const opened = texts.map(text => new RedactedText(text));
  redactTexts(opened, search, [], ({ entity }) => `[${entity}_1]`);
  return opened.map(({ text }) => text);
}

const documents = fc.array(
  fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^(?:[a-z ]{0,9}\r?\n){0,5}[A-Z]?$/)),
  { maxLength: 4 },
);
const about = fc.record({
  seed: fc.string(),
  language: fc.constantFrom(...LANGUAGES, ''),
  entities: fc.subarray([...EVERYTHING]),
});

describe('plant', () => {
  it('changes nothing of a text but that lines are inserted, and plants only what is wanted', () => {
    fc.assert(
      fc.property(documents, about, (texts, { seed, language, entities }) => {
        const { texts: copies, planted } = planting(texts, seed, language, new Set(entities));
        expect(copies.length).toBe(texts.length);
        for (const [i, copy] of copies.entries()) {
          const lines = planted.filter(({ text }) => text === i);
          if (lines.length === 0) expect(copy).toBe(texts[i]);
          expect(isSubsequence(texts[i]!, copy)).toBe(true);
          for (const { value } of lines) expect(copy).toContain(value);
        }
        expect(planted.filter(({ entity }) => !entities.includes(entity))).toEqual([]);
        expect(planted.filter(({ kind }) => kind === 'sentence').length).toBeLessThanOrEqual(6);
      }),
    );
  });

  it('plants the same for the same numbers, and another for others', () => {
    const texts = ['Hello,\n\nthe door does not close.', 'We will look into it.'];
    expect(planting(texts, 'a')).toEqual(planting(texts, 'a'));
    expect(planting(texts, 'a')).not.toEqual(planting(texts, 'b'));
  });

  it('plants four to six values, a name among them, and the name a second time in another text', () => {
    for (let i = 0; i < 50; i++) {
      const { planted } = planting(['one', 'two'], `${i}`, LANGUAGES[i % LANGUAGES.length]);
      const [first, again] = [planted[0]!, planted.at(-1)!];
      expect(planted.length - 1).toBeGreaterThanOrEqual(4);
      expect([first.entity, again.entity, again.kind]).toEqual(['PERSON', 'PERSON', 'again']);
      expect(again.text).not.toBe(first.text);
    }
  });

  it('plants nothing of which a piece stands in the document already', () => {
    // Every group of four digits stands in this text: no number that has one is planted.
    const all = Array.from({ length: 10_000 }, (_, i) => String(i).padStart(4, '0')).join(' ');
    const { planted } = planting([all], 'a', 'en', new Set(['CREDIT_CARD', 'US_SSN', 'EMAIL']));
    expect(planted.map(({ entity }) => entity)).toEqual(['EMAIL']);
  });

  it('has nothing to plant into without a text, and nothing to plant without an entity', () => {
    expect(planting([], 'a')).toEqual({ texts: [], planted: [] });
    expect(planting(['x'], 'a', 'en', new Set())).toEqual({ texts: ['x'], planted: [] });
  });
});

describe.each(NUMBERS)('a value of %s', entity => {
  const own = new Search(
    recognizers.filter(recognizer => recognizer.entity === entity),
    0.5,
  );
  const isModel = entity === 'ADDRESS';

  it('is one that its recognizer takes for its own, in every language and beside a label', () => {
    const labels = labelsOf(entity).length > 0 ? labelsOf(entity) : sentencesOf(entity, 'en');
    for (let i = 0; i < 120; i++) {
      const random = seededRandom(`${entity} ${i}`);
      const language = LANGUAGES[i % LANGUAGES.length]!;
      const subject = { person: drawPerson(language, random), language, random };
      const [marker, word] = /\{(\w*)\}/.exec(labels[i % labels.length]!)! as unknown as [string, string];
      const value = valueFor(entity, word, subject);
      expect(value).toBeDefined();
      const text = labels[i % labels.length]!.replace(marker, () => value!);
      const found = own.find(text, []).findings.map(({ start, end }) => text.slice(start, end));
      // A model may see an address as two; a question mark at the end of a password is taken for that of a sentence.
      if (isModel) expect(found.length, text).toBeGreaterThan(0);
      else expect(found.join(' '), text).toContain(value!.replace(/\?$/, ''));
    }
  });
});

describe('isLeft', () => {
  const of = (entity: string, value: string): Planted => ({ entity, value, text: 0, kind: 'sentence' });

  it.each([
    ['PERSON', 'Anna-Lena Roe', 'and roe said so'],
    ['PERSON', 'Jane Roe', 'JANE [PERSON_1]'],
    ['PERSON', 'Bo Li', 'ask Bo Li'],
    ['EMAIL', 'jane.roe@brelo.io', '[PERSON_1]@brelo.io'],
    ['EMAIL', 'jane.roe@brelo.io', 'jane.roe at home'],
    ['PHONE', '+49 171 4829173', '[X_1]9173'],
    ['PHONE', '06 12 34 56 78', '[X_1] 56 78.'],
    ['CREDIT_CARD', '4111 1211 1311 1411', '[X_1] 1311 [X_2]'],
    ['IBAN', 'DE89370400440532013000', 'DE8937[X_1]'],
    ['IP_ADDRESS', '91.12.13.14', '[X_1].12.13.14'],
    ['DATE_OF_BIRTH', '12.03.1984', 'am 12.03. hat'],
    ['DATE_OF_BIRTH', '1984-03-12', '[YEAR]-03-12'],
    ['ADDRESS', '12a Church Road, Leeds, LS1 4AB', 'in Church Road'],
    ['ADDRESS', '12 Church Road\nLeeds LS1 4AB', '[ADDRESS_1] LS1 4AB'],
    ['ADDRESS', 'Ahornweg 12, 10437 Berlin', '[ADDRESS_1] 10437 Berlin'],
    ['SECRET', 'Brelo-Tavi-77', 'password: [SECRET_1]Tavi-77'],
    ['IT_FISCAL_CODE', 'RSSMRA85T10A562S', 'rssmra85t10a562s'],
  ])('%s %j is left in %j', (entity, value, text) => expect(isLeft(of(entity, value), text)).toBe(true));

  it.each([
    ['PERSON', 'Jane Roe', '[PERSON_1] roebuck, 12 janes'],
    ['PERSON', 'Jane X Roe', 'X [PERSON_1]'],
    ['EMAIL', 'jane.roe@brelo.io', '[EMAIL_1] jane.roew brelo.iota'],
    ['PHONE', '+49 171 4829173', '[PHONE_1], 173 +49'],
    ['PHONE', '+49 171 4829173', '[PHONE_4829173aaaaaaaa0]'],
    ['PHONE', '+49 171 4829173', '948291739'],
    ['ADDRESS', 'Ahornweg 12, 10437 Berlin', '[ADDRESS_1] 12, Berlin'],
    ['DATE_OF_BIRTH', '12.03.1984', '1984'],
    ['IP_ADDRESS', '91.12.13.14', '91.12.0.0'],
    ['SECRET', 'Brelo-Tavi-77', 'password: [SECRET_1]-77'],
  ])('%s %j is not left in %j', (entity, value, text) => expect(isLeft(of(entity, value), text)).toBe(false));
});

it('of canaries in small documents as much is found as people are promised', () => {
  const search = new Search(recognizers, 0.5);
  const tally = { numbers: [0, 0], names: [0, 0] };
  for (let i = 0; i < 300; i++) {
    const given = ['Hello,\n\nthe door does not close.\nWhat should we do?', 'We will look into it.'];
    const { texts, planted } = planting(given, `recall ${i}`, LANGUAGES[i % LANGUAGES.length]);
    const after = redacted(texts, search);
    for (const one of planted) {
      const count = one.entity === 'PERSON' ? tally.names : tally.numbers;
      count[0]! += isLeft(one, after[one.text]!) ? 0 : 1;
      count[1]!++;
    }
  }
  expect(tally.numbers[0]! / tally.numbers[1]!).toBeGreaterThanOrEqual(0.99);
  expect(tally.names[0]! / tally.names[1]!).toBeGreaterThanOrEqual(0.95);
});

function isSubsequence(short: string, long: string): boolean {
  let at = 0;
  for (const char of long) if (short.startsWith(char, at)) at += char.length;
  return at === short.length;
}
