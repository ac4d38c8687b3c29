import { describe, expect, it } from 'vitest';
import { plantedSecrets } from '../../bench/pii/planted-secrets.ts';
import { recognizers } from '../../src/recognizers/index.ts';
import { kindsOf } from '../../src/recognizers/secrets/words.ts';
import { Search } from '../../src/redaction/find.ts';

const search = new Search(
  recognizers.filter(({ entity }) => entity === 'SECRET' || entity === 'URL_WITH_CREDENTIALS'),
  0.5,
);
const find = (text: string) => search.find(text, []).findings;
const found = (text: string) => find(text).map(({ start, end }) => text.slice(start, end));

it('finds every shape that an issuer gave its keys, whole, in prose, logs, settings and tickets', () => {
  const lost = plantedSecrets(4, 'tests').filter(
    ({ text, start, end }) => !find(text).some(span => span.start <= start && span.end >= end),
  );
  expect(lost.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([]);
});

describe('a value is taken whole', () => {
  it.each([
    ['longer than any that is judged', `session_token: ${'aB3/'.repeat(200)} and`, 'aB3/'.repeat(200)],
    ['in quotation marks that never close', 'password: "dragon55 and so on', 'dragon55'],
    ['up to the next setting', 'password=dragon55,user=jane', 'dragon55'],
    ['within a string of JSON', '"{\\"password\\":\\"dragon55\\",\\"a\\":1}"', 'dragon55'],
    ['before an entity', 'password: dragon55&quot; and', 'dragon55'],
    ['with signs in it', 'password: p%s$w&rd!1~', 'p%s$w&rd!1~'],
  ])('%s', (_, text, value) => expect(found(text)).toEqual([value]));
});

it('knows words in any case, with blanks, hyphens or underscores', () => {
  expect([...kindsOf('API_Key')]).toEqual(['key']);
  expect([...kindsOf('api-key')]).toEqual(['key']);
  expect([...kindsOf('CONTRASEÑA')]).toEqual(['password']);
  expect([...kindsOf('Clé d’API')]).toEqual(['key']);
  expect([...kindsOf('table')]).toEqual([]);
});

describe('takes linear time', () => {
  const MEGABYTE = 1 << 20;
  const base64 = Buffer.from(Array.from({ length: 3 << 18 }, (_, i) => (i * 2654435761) >>> 24)).toString('base64');
  it.each([
    ...[
      'a',
      '1',
      'aA1',
      '-eyJ1',
      '.eyJaaaaaaaa1',
      'sk-',
      'password=',
      'password="',
      'password is ',
      'password: xxxx',
      'PIN 12345 ',
    ],
    ...[
      '-----BEGIN ',
      '-----BEGIN PRIVATE KEY-----\n',
      '-----BEGIN PRIVATE KEY-----\nMIIabcMIIabc\n',
      'PRIVATE KEY-----',
      'Private-Lines: 1\n',
    ],
    ...[
      '$6$',
      '{SSHA}',
      ':5432:',
      'a:b@tcp(',
      'jdbc:oracle:',
      '"kty" "d":"',
      'access_token$',
      'recovery codes: 1a1a-',
      'seed phrase: river ',
    ],
    ...['bearer ', 'basic:', 'curl -u ', 'login: a/', 'token for ', 'a://b:', 'a://?token=1&', 'hf_', 'AKIA'],
  ])('over a megabyte of %s', unit => {
    expect(find(unit.repeat(MEGABYTE / unit.length)).length).toBeGreaterThanOrEqual(0);
  });
  it('over base64', () => expect(find(base64)).toEqual([]));
});
