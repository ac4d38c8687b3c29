import { type IncomingHttpHeaders, request } from 'node:http';
import { load } from 'cheerio';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { readReviewers } from '../../src/review/decisions.ts';
import { copyOf, finishedRun } from './dataset.ts';
import { servedReview } from './served.ts';

let folder: Awaited<ReturnType<typeof finishedRun>>;
let copy: string;
let served: Awaited<ReturnType<typeof servedReview>>;
let copies = 0;

beforeAll(async () => {
  folder = await finishedRun(20);
});
afterAll(() => folder.remove());
beforeEach(async () => {
  copy = copyOf(folder, String(copies++));
  served = await servedReview(copy, 10);
});
afterEach(() => served.stop());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request as no browser would make it: with whatever headers, and a path that nothing has tidied up. */
function ask(path: string, headers: Record<string, string> = {}, body?: string, method?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = served.url;
    const verb = method ?? (body === undefined ? 'GET' : 'POST');
    const sent = request({ host: '127.0.0.1', port, path, method: verb, headers }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', chunk => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
    });
    sent.on('error', reject).end(body);
  });
}

async function signIn(): Promise<{ cookie: string }> {
  const { headers } = await ask(`/${served.url.search}`);
  return { cookie: headers['set-cookie']![0]!.split(';')[0]! };
}

const json = { 'content-type': 'application/json' };
const mark = (more: object = {}) =>
  JSON.stringify({ mark: { part: 0, start: 0, end: 3, kind: 'missed', entity: 'PERSON', ...more } });

describe('who may come in', () => {
  test('the token is good once, for a cookie that no script and no other site can use', async () => {
    const first = await ask(`/${served.url.search}`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' }, text: '' });
    const [cookie] = first.headers['set-cookie']!;
    expect(cookie).toMatch(/^corpusmith-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    const second = await ask(`/${served.url.search}`);
    expect(second).toMatchObject({ status: 403, text: expect.stringContaining('has been used already') });
    expect(second.headers['set-cookie']).toBeUndefined();
    expect((await ask('/', { cookie: cookie!.split(';')[0]! })).status).toBe(200);
  });

  test.each([
    ['no token', '/'],
    ['an empty token', '/?token='],
    ['a wrong token', `/?token=${'A'.repeat(43)}`],
  ])('%s: turned away with a sentence', async (_name, path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(403);
    expect(answer.text).toMatch(/^[A-Z].*\.\n$/);
    expect(answer.headers['set-cookie']).toBeUndefined();
    // The right one still works.
    expect((await ask(`/${served.url.search}`)).status).toBe(303);
  });

  test.each(['/', '/rows', '/rows/0', '/nothing'])('%s without the cookie, or with another', async path => {
    const { cookie } = await signIn();
    const [name] = cookie.split('=');
    expect((await ask(path)).status).toBe(403);
    expect((await ask(path, { cookie: `${name}=${'A'.repeat(43)}` })).status).toBe(403);
    expect((await ask(path, { cookie: `other=${cookie.split('=')[1]}` })).status).toBe(403);
    expect((await ask('/rows/0', json, mark())).status).toBe(403);
    expect(readReviewers(`${copy}/review`, served.plan)[0]!.end.entries).toBe(1);
  });

  test.each(['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:PORT'])(
    'host %s: a name that was made to lead here',
    async host => {
      const headers = { host: host.replace('PORT', served.url.port), ...(await signIn()) };
      expect(await ask('/', headers)).toMatchObject({ status: 403, text: 'This server has no such name.\n' });
    },
  );

  test('localhost is a name of this machine', async () => {
    expect((await ask('/', { host: `localhost:${served.url.port}`, ...(await signIn()) })).status).toBe(200);
  });

  test.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://localhost:PORT', 'http://127.0.0.1:1'])(
    'origin %s',
    async origin => {
      const headers = { ...json, ...(await signIn()), origin: origin.replace('PORT', served.url.port) };
      expect((await ask('/rows/0', headers, mark())).status).toBe(403);
      const ours = { ...headers, origin: `http://127.0.0.1:${served.url.port}` };
      expect((await ask('/rows/0', ours, mark())).status).toBe(200);
    },
  );
});

describe('what is served', () => {
  test('no answer may be kept, guessed at, framed, or tell where it came from', async () => {
    const cookie = await signIn();
    for (const answer of [
      await ask('/', cookie),
      await ask('/rows', cookie),
      await ask('/'),
      await ask('/x', cookie),
    ]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });

  test('one style and one script, by their hashes, and nothing from anywhere', async () => {
    const { text, headers } = await ask('/', await signIn());
    const page = load(text);
    const policy = String(headers['content-security-policy']);
    const hash = (content: string) => `'sha256-${Buffer.from(sha256(content), 'hex').toString('base64')}'`;
    expect(policy).toContain(
      `default-src 'none'; style-src ${hash(page('style').text())}; script-src ${hash(page('script').text())};`,
    );
    expect(policy).not.toContain('unsafe');
    expect(page('script, style').length).toBe(2);
    expect(page('[src], [onclick], [style], iframe, img, a').length).toBe(0);
    expect(page('[href]').attr('href')).toBe('data:,');
    expect(text).not.toMatch(/innerHTML|https?:|url\(|@import|eval\(/);
  });

  test('names are escaped', async () => {
    const { reviewPage } = await import('../../src/review/page.ts');
    const hostile = '<img src=x onerror="alert(1)">\u202e';
    const { html } = reviewPage({ dataset: hostile, reviewer: hostile, queue: 'risk', lifelike: [hostile] });
    expect(load(html)('img').length).toBe(0);
    expect(html).not.toContain('\u202e');
  });

  test('a control looks like any other row', async () => {
    const cookie = await signIn();
    const views = await Promise.all(
      served.plan.entries.map(async (_, i) => JSON.parse((await ask(`/rows/${i}`, cookie)).text) as object),
    );
    const keys = new Set(views.map(view => Object.keys(view).join()));
    expect(keys).toEqual(new Set(['place,parts,done,marks']));
    const control = served.plan.entries.findIndex(({ kind }) => kind === 'control');
    expect(views[control]).toMatchObject({ parts: served.shown.sample[control]!.parts.map(({ text }) => ({ text })) });
  });

  test.each([
    '/../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/rows/../../etc/passwd',
    '//etc/passwd',
    '/rows/-1',
    '/rows/999',
    '/rows/1e3',
    '/rows/0/x',
    '/review/plan.json',
  ])('%s: there is nothing', async path => {
    const answer = await ask(path, await signIn());
    expect([answer.status, answer.text]).toEqual([404, 'There is nothing here.\n']);
  });

  test.each(['http://evil.example/', '///', '*', '/\\evil'])('an odd target %s does no harm', async path => {
    const cookie = await signIn();
    expect((await ask(path)).status).toBe(403);
    expect((await ask(path, cookie)).status).toBe(404);
    expect((await ask('/rows', cookie)).status).toBe(200);
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'HEAD'])('%s is not answered', async method => {
    expect((await ask('/rows/0', await signIn(), undefined, method)).status).toBe(405);
  });
});

describe('decisions', () => {
  const decided = async (body: string, headers: object = {}) =>
    ask('/rows/0', { ...json, ...(await signIn()), ...headers }, body);

  test('are written down, and what is said twice is written once', async () => {
    const headers = { ...json, ...(await signIn()) };
    for (const body of [mark(), mark(), '{"unmark":0}', '{"unmark":0}', '{"done":true}', '{"done":true}'])
      expect((await ask('/rows/0', headers, body)).status).toBe(200);
    const [read] = readReviewers(`${copy}/review`, served.plan);
    expect(read!.end.entries).toBe(4);
    expect(JSON.parse((await ask('/rows', headers)).text)[0]).toEqual({ done: true, marks: 0 });
  });

  test.each([
    ['no JSON', '{'],
    ['nothing', '{}'],
    ['null', 'null'],
    ['another part', mark({ part: 9 })],
    ['beyond the end', mark({ end: 100_000 })],
    ['the wrong way round', mark({ start: 3, end: 3 })],
    ['half a character', mark({ start: 0.5 })],
    ['less than nothing', mark({ start: -1 })],
    ['another kind', mark({ kind: 'hack' })],
    ['another entity', mark({ entity: 'Jane Roe' })],
    ['text', mark({ text: 'Jane Roe' })],
    ['not done', '{"done":false}'],
    ['a row of its own', '{"row":3,"done":true}'],
  ])('%s is refused', async (_name, body) => {
    expect((await decided(body)).status).toBe(400);
    expect(readReviewers(`${copy}/review`, served.plan)[0]!.end.entries).toBe(1);
  });

  test('a huge one is cut short', async () => {
    const answer = await decided(mark({ text: 'x'.repeat(1 << 20) })).catch(() => ({ status: 'connection closed' }));
    expect([413, 'connection closed']).toContain(answer.status);
    expect((await ask('/')).status).toBe(403);
  });

  test('one that breaks off ends nothing', async () => {
    const cookie = await signIn();
    await new Promise<void>(resolve => {
      const { port } = served.url;
      const headers = { ...json, ...cookie, 'content-length': 100 };
      const sent = request({ host: '127.0.0.1', port, path: '/rows/0', method: 'POST', headers });
      sent.on('error', () => resolve()).write('{"mark"', () => sent.destroy(new Error('gone')));
    });
    await Promise.race([served.failed, new Promise(resolve => setTimeout(resolve, 100))]);
    expect((await ask('/rows', cookie)).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])('as %s: refused', async type => {
    expect((await decided(mark(), { 'content-type': type })).status).toBe(415);
  });
});
