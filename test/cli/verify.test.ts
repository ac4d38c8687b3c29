import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addReview, buildDataset, copyOf, key, PRIVATE_PEM } from '../audit/dataset.ts';
import { tempFolder, writeFiles } from '../engine/harness.ts';
import { cli } from './harness.ts';

const temp = tempFolder();
afterAll(() => temp.remove());
const at = (name: string) => join(temp.path, name);

let whole: string;
let folder: string;

beforeAll(async () => {
  whole = await buildDataset(temp.path);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  writeFiles(temp.path, {
    'key.pem': PRIVATE_PEM,
    'key.pub': key.publicKey,
    'rsa.pem': rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'rsa.pub': rsa.publicKey.export({ type: 'spki', format: 'pem' }),
    'locked.pem': generateKeyPairSync('ed25519').privateKey.export(locked),
    'not.pem': 'something else',
  });
});

beforeEach(() => {
  folder = copyOf(whole, 'copy');
});

const WHO = ['--name', 'Ada', '--role', 'privacy officer'];
const sign = (...more: string[]) => cli('sign', folder, ...WHO, ...more);

describe('verify', () => {
  test('a whole dataset: a line a check, exit code 0', async () => {
    const { code, out, err } = await cli('verify', folder);
    expect(out).toMatch(/^ {2}manifest {2}ok /);
    expect(out).toMatch(/is whole: nothing was altered\.\n$/);
    expect([code, err]).toEqual([0, '']);
    expect(await cli('verify', folder, '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
  });

  test('an altered one: file and line, exit code 1', async () => {
    const rows = readFileSync(join(folder, 'train.jsonl'), 'utf8').split('\n');
    rows[2] = rows[2]!.replace('We ', 'You ');
    writeFileSync(join(folder, 'train.jsonl'), rows.join('\n'));
    const { code, out } = await cli('verify', folder);
    expect(out).toMatch(/ {2}rows {6}ALTERED .*\n +! train\.jsonl:3: the row is not the one of the ledger\n/);
    expect(out).toMatch(/was altered: train\.jsonl\.\n$/);
    expect(code).toBe(1);
    const problems = JSON.parse((await cli('verify', folder, '--json')).out);
    expect(problems).toContainEqual({ file: 'train.jsonl', line: 3, problem: 'the row is not the one of the ledger' });
  });

  test.each([
    [['verify', '.'], 'E_NOT_A_RUN'],
    [['verify', 'FOLDER', '--public-key', 'not.pem'], 'it is not a public key in PEM'],
    [['verify', 'FOLDER', '--public-key', 'rsa.pub'], 'it is of the type rsa, not ed25519'],
    [['verify', 'FOLDER', '--public-key', 'key.pem'], 'it is a private key'],
    [['verify', 'FOLDER', '--public-key', 'none.pem'], 'it cannot be read (ENOENT)'],
    [['sign', 'FOLDER', ...WHO], '--decision is missing'],
    [['sign', 'FOLDER', ...WHO, '--decision', 'maybe'], 'takes approve or reject, not "maybe"'],
    [['sign', 'FOLDER', ...WHO, '--decision', 'approve', '--valid-until', '2030-02-30'], 'takes a day such as'],
    [['sign', 'FOLDER', ...WHO, '--decision', 'approve', '--valid-until', '2001-01-01'], 'is over already'],
    [['sign', 'FOLDER', ...WHO, '--decision', 'approve', '--private-key', 'locked.pem'], 'it is encrypted'],
    [['sign', 'FOLDER', ...WHO, '--decision', 'approve', '--private-key', 'rsa.pem'], 'of the type rsa'],
    [['sign', 'FOLDER', ...WHO, '--decision', 'approve', '--private-key', 'not.pem'], 'not a private key in PEM'],
  ])('%j: exit code 2 and one sentence', async (argv, said) => {
    const paths = argv.map(arg => (arg === 'FOLDER' ? folder : /\.(?:pem|pub)$/.test(arg) ? at(arg) : arg));
    const { code, out, err } = await cli(...paths);
    expect(err).toContain(said);
    expect(err).toMatch(/^error E_\w+: .*\n$/);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('sign', () => {
  test('with a key: signed, and verified by its public part', async () => {
    addReview(folder);
    const conditions = 'internal use; delete in 2031';
    const until = `${new Date().getUTCFullYear() + 1}-12-31`;
    const { code, out, err } = await sign(
      ...['--decision', 'approve', '--private-key', at('key.pem')],
      ...['--condition', conditions, '--valid-until', until],
    );
    expect(out).toMatch(/^Approved by Ada \(privacy officer\), signed, key [0-9a-f]{64}: /);
    expect([code, err]).toEqual([0, '']);
    const signed = JSON.parse(readFileSync(join(folder, 'signoff.json'), 'utf8'));
    expect(signed).toMatchObject({ conditions: ['internal use', 'delete in 2031'], validUntil: until });
    expect(signed.review.heads).toMatchObject({ 'review/1.jsonl': { entries: 3 }, 'review/2.jsonl': { entries: 3 } });
    const verified = await cli('verify', folder, '--public-key', at('key.pub'));
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('approved by Ada (privacy officer)') });
    expect(verified.out).not.toContain('compare it');
    expect((await cli('verify', folder)).out).toContain('compare it with the one you know');
  });

  test('without a review it warns and writes that down; again after that, and a rejection', async () => {
    const { code, err } = await sign('--decision', 'approve');
    expect([code, err]).toEqual([0, expect.stringContaining('warning: no review was made')]);
    expect(JSON.parse(readFileSync(join(folder, 'signoff.json'), 'utf8'))).toMatchObject({ review: null });
    expect((await sign('--decision', 'reject', '--statement', 'too many near misses')).code).toBe(0);
    const { code: verified, out } = await cli('verify', folder);
    expect(out).toMatch(/sign-off {2}NOT VALID +rejected by Ada.*\n +! signoff\.json: the dataset was rejected/);
    expect(out).toMatch(/is whole, but its sign-off does not hold\.\n$/);
    expect(verified).toBe(1);
  });

  test('refuses what was altered, and writes nothing', async () => {
    appendFileSync(join(folder, 'README.md'), '\n');
    const { code, err } = await sign('--decision', 'approve');
    expect(err).toMatch(/^error E_ALTERED: .*README\.md/);
    expect(code).toBe(2);
    expect(() => readFileSync(join(folder, 'signoff.json'))).toThrow('ENOENT');
    rmSync(join(folder, 'manifest.json'));
    expect((await sign('--decision', 'approve')).err).toContain('manifest.json');
  });
});
