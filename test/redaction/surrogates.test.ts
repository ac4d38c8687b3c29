import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passesLuhn, remainder97 } from '../../src/recognizers/check-digits.ts';
import { recognizers } from '../../src/recognizers/index.ts';
import { Lexicon, Searched } from '../../src/recognizers/searched-text.ts';
import { surrogateOf } from '../../src/redaction/surrogates/index.ts';
import { NUMBERS } from '../../src/redaction/surrogates/numbers.ts';

const entities = [...new Set([...recognizers.map(({ entity }) => entity), 'ADDRESS', 'LOCATION', 'ORGANIZATION'])];
const secret = ['SECRET', 'URL_WITH_CREDENTIALS'];
const lexicon = new Lexicon(recognizers);

/** Numbers from a seed (SplitMix32). */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

function surrogate(entity: string, value: string, seed = 1, language?: string): string | undefined {
  const random = numbersFrom(seed);
  return surrogateOf(language === undefined ? { entity, value, random } : { entity, value, language, random });
}

/** Each letter and digit by its kind. */
function shapeOf(text: string): string {
  return text
    .replace(/\p{N}/gu, '9')
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{Ll}/gu, 'a');
}

/** Does a recognizer of the entity find exactly `value` behind the word? */
function isFound(entity: string, word: string, value: string): boolean {
  const text = `${word} ${value}`;
  const searched = new Searched(text, [], 0, lexicon);
  return recognizers
    .filter(recognizer => recognizer.entity === entity)
    .some(({ find }) => [...find(searched)].some(span => span.start === word.length + 1 && span.end === text.length));
}

/** Does a scheme with check digits take it for right, each beside its own word? */
function schemesThatProve(value: string): readonly string[] {
  return recognizers
    .filter(({ tier }) => tier === 'checksum')
    .filter(({ find, tier, words = [] }) => {
      const searched = new Searched(`${words[0] ?? ''} ${value}`, [], 1, lexicon);
      return [...find(searched)].some(span => (span.tier ?? tier) === 'checksum');
    })
    .map(({ name }) => name);
}

/** Four letters or digits in a row that both have. */
function sharedRun(original: string, drawn: string): string | undefined {
  for (const [run] of original.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const characters = [...run];
    for (let at = 0; at + 4 <= characters.length; at++) {
      const four = characters.slice(at, at + 4).join('');
      if (drawn.toLowerCase().includes(four)) return four;
    }
  }
  return undefined;
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

describe('surrogateOf', () => {
  it('has none for secrets and for entities that it does not know', () => {
    for (const entity of [...secret, 'EMPLOYEE_NUMBER', 'toString'])
      expect(surrogate(entity, 'abc-123')).toBeUndefined();
  });

  it('has one for every other entity of a recognizer', () => {
    const values = ['ab@acme.com', '12345678', '42', '2024-03-01'];
    const without = entities.filter(entity => values.every(value => surrogate(entity, value) === undefined));
    expect(without.sort()).toEqual([...secret].sort());
  });

  it('gives the same for the same numbers, and another for others', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entities), fc.string({ unit: 'grapheme' }), seeds, (entity, value, seed) => {
        expect(surrogate(entity, value, seed)).toBe(surrogate(entity, value, seed));
      }),
    );
    const drawn = Array.from({ length: 50 }, (_, seed) => surrogate('PERSON', 'Jane Roe', seed));
    expect(new Set(drawn).size).toBeGreaterThan(40);
  });

  it('gives something else that holds no run of four of the original, or nothing, whatever the value', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[A-Za-z0-9@.:/ +()-]{0,40}$/),
    );
    fc.assert(
      fc.property(fc.constantFrom(...entities), value, seeds, (entity, original, seed) => {
        const drawn = surrogate(entity, original, seed);
        if (drawn === undefined) return;
        expect(drawn).not.toBe('');
        expect(drawn).not.toBe(original);
        // What tells nothing may stay: the code of a country as 0049, the end of a street such as the `ring` of `toString`.
        const telling = original.replace(entity === 'PHONE' ? /00[1-9]\d/ : /ring/gi, ' ');
        expect(sharedRun(telling, drawn)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a number', () => {
  const examples: Readonly<Record<string, string>> = {
    CREDIT_CARD: '4111 1111 1111 1111',
    IBAN: 'DE89 3704 0044 0532 0130 00',
    AT_SVNR: '1237 010180',
    CH_AHV: '756.9217.0769.85',
    DE_TAX_ID: '86 095 742 719',
    DE_VAT_ID: 'DE 136 695 976',
    DE_SOCIAL_SECURITY: '15 070649 C 103',
    ES_DNI: '12345678Z',
    ES_NIE: 'X-1234567-L',
    FI_HETU: '131052-308T',
    FR_NIR: '1 85 05 78 006 084 91',
    IN_GSTIN: '27AAPFU0939F1ZV',
    IT_FISCAL_CODE: 'RSSMRA85T10A562S',
    MX_CURP: 'HEGG560427MVZRRL04',
    NL_BSN: '111222333',
    NO_FODSELSNUMMER: '010190 12345',
    PL_PESEL: '44051401359',
    SE_PERSONNUMMER: '19811218-9876',
    SG_NRIC: 'S1234567D',
    UK_NHS: '943 476 5919',
    US_NPI: '1234567893',
    VIN: '1HGCM82633A004352',
    ACCOUNT_NUMBER: '1234-567-890',
    NATIONAL_ID: '12.345.678-9',
  };

  it.each(Object.entries(examples))('of %s keeps its groups, and no scheme takes it for right', (entity, value) => {
    fc.assert(
      fc.property(seeds, seed => {
        const drawn = surrogate(entity, value, seed)!;
        // The first sign of a VIN that does not exist is 0.
        expect(shapeOf(drawn.slice(1))).toBe(shapeOf(value.slice(1)));
        expect(schemesThatProve(drawn)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('of any digits is right for no scheme', () => {
    const checked = recognizers.filter(({ tier, entity }) => tier === 'checksum' && NUMBERS.has(entity));
    fc.assert(
      fc.property(
        fc.constantFrom(...checked.map(({ entity }) => entity), 'NATIONAL_ID', 'ACCOUNT_NUMBER'),
        fc.stringMatching(/^[A-Z]{0,2}[ -]?\d{4,13}[A-Z]?$/),
        seeds,
        (entity, value, seed) => {
          const drawn = surrogate(entity, value, seed);
          if (drawn !== undefined) expect(schemesThatProve(drawn)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of a card keeps its scheme and fails the Luhn formula; of an account keeps its country and fails mod 97', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const card = surrogate('CREDIT_CARD', '2200 7009 1234 5678', seed)!;
        expect(card).toMatch(/^22\d\d( \d{4}){3}$/);
        expect(passesLuhn(card.replaceAll(' ', ''))).toBe(false);
        const iban = surrogate('IBAN', 'GB82 WEST 1234 5698 7654 32', seed)!.replaceAll(' ', '');
        expect(iban).toMatch(/^GB\d\d[A-Z]{4}\d{14}$/);
        expect(remainder97(iban.slice(4) + iban.slice(0, 4))).not.toBe(1);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['US_SSN', '219-45-6789', /^9\d\d-2\d-[1-9]\d{3}$/],
    ['US_SSN', '219456789', /^9\d\d2\d[1-9]\d{3}$/],
    ['US_ITIN', '912-70-1234', /^9\d\d-66-\d{4}$/],
    ['US_EIN', '12-3456789', /^89-\d{7}$/],
    ['US_MBI', '1EG4-TE5-MK73', /^[1-9]S[A-Z]\d-[A-Z]{2}\d-[A-Z]{2}\d\d$/],
    ['UK_NINO', 'ab 12 34 56 c', /^qq \d\d \d\d \d\d c$/],
    ['UK_DRIVING_LICENCE', 'MORGA657054SM9IJ', /^[A-Z]{5}\d33\d{3}[A-Z]{2}\d[A-Z]{2}$/],
    ['UK_VEHICLE_REGISTRATION', 'AB12 CDE', /^[A-Z]{2}00 [A-Z]{3}$/],
    ['FI_HETU', '131052-308T', /^(?:0[1-9]|[12]\d)(?:0[1-9]|1[0-2])\d\d-9\d\d[A-Z]$/],
    ['DK_CPR', '131052-3089', /^\d\d13\d\d-\d{4}$/],
    ['KR_RRN', '850101-1234567', /^\d{6}-9\d{6}$/],
    ['IN_PAN', 'ABCPE1234F', /^[A-Z]{3}X[A-Z]\d{4}[A-Z]$/],
    ['BIC', 'DEUTDEFF500', /^[A-Z]{4}DE[A-Z]0500$/],
    ['SE_PERSONNUMMER', '19811218-9876', /^19\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d)-\d{4}$/],
    ['CASE_NUMBER', '1:23-cv-04567-ABC', /^[1-9]:\d\d-cv-\d{5}-ABC$/],
    ['DE_HANDELSREGISTER', 'HRB Nr. 12345 B', /^HRB Nr\. \d{5} B$/],
    ['MAC_ADDRESS', '3C:22:FB:12:34:56', /^00:00:5E:00:53:[0-9A-F]{2}$/],
    ['MAC_ADDRESS', '3c22.fb12.3456', /^0000\.5e00\.53[0-9a-f]{2}$/],
    ['IP_ADDRESS', '81.2.69.142/24', /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\/24$/],
    ['IP_ADDRESS', '2a02:8109:9ac0::7', /^2001:db8::[0-9a-f:]+$/],
    ['IP_ADDRESS', '2a02:8109:9ac0:1:2:3:4:5', /^2001:0db8(?::[0-9a-f]{4}){6}$/],
    ['COORDINATES', '-33.8688, 151.2093', /^-(?:3[7-9]|4[0-2])\.\d{4}, (?:15[89]|16[0-4])\.\d{4}$/],
    ['COORDINATES', `52° 31' N, 13° 24' E`, /^(?:3[7-9]|4[0-2])° \d\d' N, (?:15[89]|16[0-4])° \d\d' E$/],
    ['CRYPTO_WALLET', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', /^1[2-9A-HJ-NP-Za-km-z]{33}$/],
    ['AGE', '17', /^(?:1[2-6])$/],
    ['AGE', '93', /^9[0-9]$/],
  ])('of %s %s is one that nobody has', (entity, value, reserved) => {
    fc.assert(
      fc.property(seeds, seed => {
        expect(surrogate(entity, value, seed)).toMatch(reserved);
      }),
    );
  });
});

describe('a contact', () => {
  it.each([
    ['+1 (415) 555-2671', /^\+1 \([2-9]\d\d\) 555-01\d\d$/],
    ['415-867-5309 ext. 12', /^[2-9]\d\d-555-01\d\d ext\. \d\d$/],
    ['867-5309', /^555-01\d\d$/],
    ['020 7123 4567', /^020 7946 0\d{3}$/],
    ['0161 234 5678', /^01[1-6]1 496 0\d{3}$|^011[347] 496 0\d{3}$/],
    ['+44 7911 123456', /^\+44 7700 900\d{3}$/],
    ['+49 (0)89 1234567', /^\+49 \(0\)(?:30 23125|69 90009|40 66969|89 99998)\d{3}$/],
    ['0049 171 1234567', /^0049 17(?:1 39200|6 040690)\d\d$/],
    ['+33 1 23 45 67 89', /^\+33 (?:1 99 00|2 61 91|3 53 01|4 65 71|5 36 49)( \d\d){2}$/],
    ['06 12 34 56 78', /^06 39 98 \d\d \d\d$/],
    ['+61 3 9374 4000', /^\+61 3 5550 \d{4}$/],
    ['+34 912 345 678', /^\+34 000 \d{3} \d{3}$/],
    ['+353 1 234 5678', /^\+353 0 00\d \d{4}$/],
  ])('phone %s is one for films, or cannot be dialled', (value, reserved) => {
    fc.assert(
      fc.property(seeds, seed => {
        expect(surrogate('PHONE', value, seed)).toMatch(reserved);
      }),
    );
  });

  it.each([
    ['jane.roe@acme.com', /^[a-z]+\.[a-z]+@example\.com$/],
    ['J_Roe99@mail.acme.co.uk', /^[A-Z]_[A-Z][a-z]+\d\d@example\.(?:com|org|net)$/],
    ['jane (at) acme (dot) org', /^[a-z]+ \(at\) example \(dot\) org$/],
    ['support@acme.net', /^[a-z]+@example\.net$/],
    ['женя@пример.рф', /^[a-z]+@example\.(?:com|org|net)$/],
  ])('address %s is at a domain for examples', (value, reserved) => {
    fc.assert(
      fc.property(seeds, seed => {
        expect(surrogate('EMAIL', value, seed)).toMatch(reserved);
      }),
    );
  });

  it('page keeps scheme, segments and parameters', () => {
    expect(surrogate('URL', 'https://www.acme.de:8443/users/jane/photo.jpg?id=123&u=jane#top')).toMatch(
      /^https:\/\/www\.example\.com:[1-9]\d{3}\/[a-z]+\/[a-z]+\/[a-z]+\.jpg\?[a-z]+=\d\d&[a-z]+=\d\d#[a-z]+$/,
    );
    expect(surrogate('USERNAME', '@jane_doe87')).toMatch(/^@[a-z]+_[a-z]+\d\d$/);
  });
});

describe('a person', () => {
  it.each([
    ['Jane Roe', /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['ROE, Jane Q.', /^[A-Z]{3,}, [A-Z][a-z]+ [A-Z]\.$/],
    ['JANE ROE', /^[A-Z]{3,} [A-Z]{3,}$/],
    ['jane', /^[a-z]+$/],
    ["Dr. Jane O'Brien's", /^Dr\. [A-Z][a-z]+ [A-Z][a-z]+'s$/],
    ['Anne-Marie Smith-Jones', /^[A-Z][a-z]+-[A-Z][a-z]+ [A-Z][a-z]+-[A-Z][a-z]+$/],
    ['Ludwig van der Berg', /^[A-Z][a-z]+ van der [A-Z][a-z]+$/],
  ])('%s keeps words, order and case', (value, shape) => {
    fc.assert(
      fc.property(seeds, seed => {
        expect(surrogate('PERSON', value, seed, 'en')).toMatch(shape);
      }),
    );
  });

  it('has one name in all its forms', () => {
    fc.assert(
      fc.property(seeds, seed => {
        const of = (value: string) => surrogate('PERSON', value, seed, 'en')!;
        const [given, family] = of('Jane Roe').split(' ') as [string, string];
        expect(of('Roe, Jane')).toBe(`${family}, ${given}`);
        expect(of('J. Roe')).toBe(`${given[0]}. ${family}`);
        expect(of('JANE')).toBe(given.toUpperCase());
        expect(of('Mr. Roe')).toBe(`Mr. ${family}`);
        expect(surrogate('EMAIL', 'jane.roe@acme.com', seed, 'en')).toBe(
          `${given}.${family}@example.com`.toLowerCase(),
        );
      }),
    );
  });

  it('is of the same gender, and of the language of the document or of the name', () => {
    const given = (value: string, language?: string) =>
      new Set(Array.from({ length: 200 }, (_, seed) => surrogate('PERSON', value, seed, language)!.split(' ')[0]));
    const men = given('Hans Müller', 'de');
    expect([...given('Maria Rossi', 'de')].filter(name => men.has(name))).toEqual([]);
    expect(given('Hans Müller')).toContain('Jürgen');
    expect(given('José Nuñez')).toContain('Miguel');
    expect(given('Frau Xu', 'de')).toEqual(new Set(['Frau']));
  });

  it('has none in letters of which there are no names', () => {
    expect(surrogate('PERSON', '王伟')).toBeUndefined();
    expect(surrogate('PERSON', 'Anna Иванова')).toBeUndefined();
  });
});

describe('a place', () => {
  it.each([
    ['123 Main St, Springfield, IL 62701', 'en', /^[1-9]\d\d [A-Z][a-z]+ St, [A-Z][A-Za-z ]+, [A-Z]{2} \d{5}$/],
    [
      '12 Church Road\nFlat 3\nLeeds LS1 4AP',
      'en',
      /^\d\d [A-Z][a-z]+ Road\nFlat \d\n[A-Z][a-z]+ [A-Z]{1,2}\d \d[A-Z]{2}$/,
    ],
    ['Hauptstraße 5a\n10115 Berlin', 'de', /^[A-Z][a-zäöüß]+straße \d[a-e]\n\d{5} [A-Z][a-zäöü]+$/],
    ['Bahnhofstr. 12-14, D-10115 Berlin, Deutschland', 'de', /^[A-Z]\S+str\. \d\d-\d\d, D-\d{5} \S+, Deutschland$/],
    ['12 rue de la Paix, 75002 PARIS', 'fr', /^\d\d rue .+, \d{5} [\p{Lu} -]+$/u],
    ['Calle Mayor 5, 3º B, 28013 Madrid', 'es', /^Calle .+ \d, \dº [A-E], \d{5} .+$/],
    ['Via Roma 12, 20121 Milano (MI)', 'it', /^Via .+ \d\d, \d{5} .+ \([A-Z]{2}\)$/],
    ['Kerkstraat 12-2, 1017 GC Amsterdam', 'nl', /^[A-Z][a-z]+straat \d\d-\d, \d{4} [A-Z]{2} .+$/],
    ['Rua Augusta, 123, 1100-053 Lisboa', 'pt', /^Rua .+, \d{3}, \d{4}-\d{3} .+$/],
  ])('%s keeps lines, street word, number and postcode', (value, language, shape) => {
    fc.assert(
      fc.property(seeds, seed => {
        expect(surrogate('ADDRESS', value, seed, language)).toMatch(shape);
      }),
    );
  });

  it('is a country for a country, a state for a state, a town of the language for a town', () => {
    const drawn = (value: string, language: string) =>
      Array.from({ length: 100 }, (_, seed) => surrogate('LOCATION', value, seed, language));
    expect(drawn('Germany', 'en')).toContain('Canada');
    expect(drawn('Texas', 'en')).toContain('Ohio');
    const towns = new Set(drawn('BERLIN', 'de'));
    expect(towns.size).toBeGreaterThan(15);
    expect([...towns].filter(town => town === 'BERLIN' || town !== town!.toUpperCase())).toEqual([]);
    expect(drawn('Paris, France', 'en').every(place => place!.split(', ').length === 2)).toBe(true);
  });

  it('of an organisation keeps words, legal form and case', () => {
    expect(surrogate('ORGANIZATION', 'Müller & Söhne GmbH', 1, 'de')).toMatch(/^[A-Z][a-z]+ & [A-Z][a-zäöüß]+ GmbH$/);
    expect(surrogate('ORGANIZATION', 'ACME SYSTEMS AG', 1)).toMatch(/^[A-Z]{4,} [A-Z]{4,} AG$/);
  });
});

describe('a date', () => {
  it.each([
    [
      '2024-03-01T10:00:00.123Z',
      /^202[1-3]-(?!03)(?:0[1-9]|1[0-2])-(?!01)(?:0[1-9]|1[0-2])T(?!10)[0-2]\d:(?!00)[0-5]\d:\d\d\.\d{3}Z$/,
    ],
    ['3/23/1940', /^[1-9]\/(?:1[3-9]|2\d)\/19(?:3[7-9]|4[1-3])$/],
    ['01.03.24', /^(?:0[1-9]|1[0-2])\.(?:0[1-9]|1[0-2])\.2[1-3]$/],
    ['March 1st, 2024', /^(?!March)[A-Z][a-z]+ (?:2nd|3rd|[4-9]th), 202[1-3]$/],
    ['1. März 2024', /^[2-9]\. (?!März)[A-Z][a-z]+ 202[1-3]$/],
    ['1er mars 2024', /^[2-9] (?!mars)[a-zéû]+ 202[1-3]$/],
    ['1 de marzo de 2024', /^[2-9] de (?!marzo)[a-z]+ de 202[1-3]$/],
    ["12 SEPT '84", /^\d\d [A-Z]{3,4} '8[1-7]$/],
  ])('%s keeps its format', (value, format) => {
    const entity = /19|'/.test(value) ? 'DATE_OF_BIRTH' : 'DATE';
    fc.assert(
      fc.property(seeds, seed => {
        expect(surrogate(entity, value, seed)).toMatch(format);
      }),
    );
  });
});

it.each([
  ['ACCOUNT_NUMBER', 'account number', '12345678'],
  ['AGE', 'aged', '42'],
  ['BIC', 'BIC:', 'DEUTDEFF'],
  ['CASE_NUMBER', 'case no.', '1:23-cv-04567'],
  ['COORDINATES', 'GPS', '52.5200, 13.4050'],
  ['COORDINATES', 'at', `52° 31' 12.4" N, 13° 24' 18" E`],
  ['DATE', 'on', '2024-03-01'],
  ['DATE', 'on', 'March 1st, 2024'],
  ['DATE', 'am', '1. März 2024'],
  ['DATE_OF_BIRTH', 'born on', '3/23/1940'],
  ['DE_HANDELSREGISTER', 'Amtsgericht', 'HRB 12345'],
  ['DE_PLZ', 'PLZ', '10115'],
  ['EMAIL', 'write to', 'jane.roe@acme.com'],
  ['EMAIL', 'write to', 'jane (at) acme (dot) org'],
  ['IP_ADDRESS', 'from', '81.2.69.142'],
  ['IP_ADDRESS', 'from', '2a02:8109:9ac0::7'],
  ['IP_ADDRESS', 'from', '2a02:8109:9ac0:1:2:3:4:5'],
  ['LICENSE_PLATE', 'license plate', 'B-AB 1234'],
  ['MAC_ADDRESS', 'at', '3C:22:FB:12:34:56'],
  ['PASSPORT', 'passport number', '123456789'],
  ['PHONE', 'call', '+1 (415) 555-2671'],
  ['PHONE', 'call', '020 7123 4567'],
  ['PHONE', 'call', '+49 (0)89 1234567'],
  ['PHONE', 'call', '+34 912 345 678'],
  ['PHONE', 'call', '06-24312407'],
  ['UK_POSTCODE', 'at', 'SW1A 1AA'],
  ['URL', 'see', 'https://www.acme.com/users/jane?id=1'],
  ['US_BANK_ACCOUNT', 'checking account', '123456789'],
  ['US_SSN', 'SSN', '219-45-6789'],
  ['USERNAME', 'username:', '@jane_doe87'],
  ['VIN', 'VIN', '1HGCM82633A004352'],
])('%s: the surrogate is found as what the original was found as: %s %s', (entity, word, value) => {
  expect(isFound(entity, word, value), value).toBe(true);
  fc.assert(
    fc.property(seeds, seed => {
      const drawn = surrogate(entity, value, seed)!;
      expect(isFound(entity, word, drawn), drawn).toBe(true);
    }),
  );
});
