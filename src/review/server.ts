import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CorpusmithError } from '../core/errors.ts';
import type { ReviewPage } from './page.ts';
import type { Session } from './session.ts';

/** A decision is a few numbers. */
const MOST_BYTES = 4096;
const SECRET_BYTES = 32;

export interface ReviewServer {
  /** Opens the page, once: whoever comes second with it is turned away. */
  readonly url: string;
  /** Rejects when a decision could not be written. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly type?: 'text/html' | 'application/json' | 'text/plain';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Serves the page of a review to this machine only. The address that is printed holds a token that is good for one use: it
 * is exchanged for a cookie that no other site's page can send. A name that was made to lead here (DNS rebinding) shows in
 * the host header, a page of another site in the origin: both are turned away.
 */
export async function serve(session: Session, page: ReviewPage): Promise<ReviewServer> {
  const gate = new Gate();
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Whoever waits for it hears of it; that nobody waits yet is no crash.
  failed.catch(() => {});
  const server = createServer((request, response) => {
    answer(request, gate, session, page)
      .catch((error: unknown): Reply => {
        if (error instanceof TooLarge) return refusal(413, 'That is more than a decision can be.');
        // A decision that cannot be written down ends it; a request that broke off does not.
        if (error instanceof CorpusmithError) fail(error);
        return refusal(500, error instanceof CorpusmithError ? error.message : 'The request was not understood.');
      })
      .then(reply => send(response, reply, page.policy));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  gate.port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${gate.port}/?token=${gate.token}`,
    failed,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, gate: Gate, session: Session, page: ReviewPage): Promise<Reply> {
  const refused = gate.check(request);
  if (refused !== undefined) return refused;
  const [pathname = '', query] = (request.url ?? '/').split('?', 2);
  const token = new URLSearchParams(query).get('token');
  if (request.method === 'GET' && pathname === '/' && token !== null) return gate.exchange(token);
  if (!gate.isOpenTo(request))
    return refusal(403, 'This is not for you: open the address that `corpusmith review` has printed.');
  const row = /^\/rows\/(\d{1,9})$/.exec(pathname)?.[1];
  if (request.method === 'GET') {
    if (pathname === '/') return { status: 200, type: 'text/html', body: page.html };
    if (pathname === '/rows') return json(session.rows);
    const view = row === undefined ? undefined : session.view(Number(row));
    return view === undefined ? refusal(404, 'There is nothing here.') : json(view);
  }
  if (request.method !== 'POST') return refusal(405, 'This can only be read or decided.');
  if (row === undefined) return refusal(404, 'There is nothing here.');
  if (!/^application\/json(?:;|$)/.test(request.headers['content-type'] ?? ''))
    return refusal(415, 'A decision is JSON.');
  const view = session.decide(Number(row), parsed(await bodyOf(request)));
  return view === undefined ? refusal(400, 'That is no decision about this row.') : json(view);
}

/** Decides who may come in. */
class Gate {
  port = 0;
  readonly token = secret();
  readonly #session = secret();
  #isUsed = false;

  /** Why a request is turned away before anything else is looked at. */
  check({ headers: { host, origin } }: IncomingMessage): Reply | undefined {
    const hosts = [`127.0.0.1:${this.port}`, `localhost:${this.port}`];
    if (host === undefined || !hosts.includes(host)) return refusal(403, 'This server has no such name.');
    if (origin !== undefined && origin !== `http://${host}`)
      return refusal(403, 'Pages of other sites have no access.');
    return undefined;
  }

  /** Gives the cookie for the token, once. */
  exchange(token: string): Reply {
    if (!isSame(token, this.token)) return refusal(403, 'This address is not the one that was printed.');
    if (this.#isUsed)
      return refusal(
        403,
        'This address has been used already. Stop `corpusmith review` and start it again for another one.',
      );
    this.#isUsed = true;
    const cookie = `${this.#name}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
    return { status: 303, headers: { location: '/', 'set-cookie': cookie } };
  }

  isOpenTo({ headers: { cookie = '' } }: IncomingMessage): boolean {
    const mine = cookie.split('; ').find(one => one.startsWith(`${this.#name}=`));
    return mine !== undefined && isSame(mine.slice(this.#name.length + 1), this.#session);
  }

  /** Cookies know no ports: two servers must not take each other's. */
  get #name(): string {
    return `corpusmith-${this.port}`;
  }
}

function secret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Compares in a time that tells nothing of where the difference is. */
function isSame(a: string, b: string): boolean {
  const [x, y] = [a, b].map(text => createHash('sha256').update(text).digest());
  return timingSafeEqual(x!, y!);
}

class TooLarge extends Error {}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function json(value: unknown): Reply {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

function refusal(status: number, sentence: string): Reply {
  return { status, type: 'text/plain', body: `${sentence}\n` };
}

function send(
  response: ServerResponse,
  { status, type = 'text/plain', body = '', headers = {} }: Reply,
  policy: string,
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    // Where more was sent than was read, the rest must not be taken for the next request.
    ...(status === 413 ? { connection: 'close' } : {}),
    ...headers,
  });
  response.end(body);
}
