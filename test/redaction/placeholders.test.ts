import { describe, expect, it } from 'vitest';
import { PersonIndex } from '../../src/recognizers/names.ts';
import { normalise, Placeholders, withoutPlaceholders } from '../../src/redaction/placeholders.ts';

const people = new PersonIndex([{ name: 'Jane Q. Roe' }, { name: 'Li, Bo' }, { name: 'José Núñez' }]);

describe('normalise', () => {
  it.each([
    ['EMAIL', 'Jane@Example.com', 'jane@example.COM'],
    ['EMAIL', 'jane (at) example (dot) com', 'jane@example.com'],
    ['EMAIL', 'jane%40example.com', 'jane@example.com'],
    ['PHONE', '+1 (415) 555-0132', '001 415.555.0132 ext. 7'],
    ['CREDIT_CARD', '4111 1111 1111 1111', '4111-1111-1111-1111'],
    ['IBAN', 'de89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['US_SSN', '219-45-6789', '219 45 6789'],
    ['PERSON', 'Jane', 'JANE ROE'],
    ['PERSON', 'Roe, Jane', 'J. Roe'],
    ['PERSON', 'Bo', 'Bo Li'],
    ['PERSON', 'Nunez', 'José'],
    ['PERSON', 'Nobody  Known', 'nobody known'],
  ])('%s: %s is %s', (entity, one, other) => {
    expect(normalise(entity, one, people)).toBe(normalise(entity, other, people));
  });
  it.each([
    ['EMAIL', 'jane@example.com', 'jane@example.org'],
    ['PERSON', 'Jane', 'Bo'],
    ['SECRET', 'abcDEF1', 'abcdef1'],
  ])('%s: %s is not %s', (entity, one, other) => {
    expect(normalise(entity, one, people)).not.toBe(normalise(entity, other, people));
  });
});

describe('Placeholders', () => {
  it('knows a phone number with and without its country code', () => {
    const placeholders = new Placeholders([]);
    const given = ['030 23125 101', '+49 30 23125 101', '030/23125102', '+44 30 23125 102', '+49 30 23125 102'];
    expect(given.map(value => placeholders.of('PHONE', value, people))).toEqual(
      [1, 1, 2, 2, 3].map(number => `[PHONE_${number}]`),
    );
    expect(placeholders.of('PHONE', '+49 (0)30 23125 103', people)).toBe('[PHONE_4]');
  });

  it('gives the same value the same number, counted by entity', () => {
    const placeholders = new Placeholders([]);
    const given = [
      placeholders.of('EMAIL', 'a@example.com', people),
      placeholders.of('PERSON', 'Jane', people),
      placeholders.of('EMAIL', 'b@example.com', people),
      placeholders.of('EMAIL', 'A@example.com', people),
      placeholders.of('PERSON', 'Jane Roe', people),
    ];
    expect(given).toEqual(['[EMAIL_1]', '[PERSON_1]', '[EMAIL_2]', '[EMAIL_1]', '[PERSON_1]']);
  });
  it('does not give numbers again that the document already holds', () => {
    expect(new Placeholders(['a [EMAIL_7] b', '[EMAIL_2]']).of('EMAIL', 'a@example.com', people)).toBe('[EMAIL_8]');
  });
});

it('withoutPlaceholders keeps length and everything else', () => {
  expect(withoutPlaceholders('a [IP_ADDRESS_12] [x] [EMAIL]')).toBe(`a ${'\n'.repeat(15)} [x] [EMAIL]`);
});
