import { addressParser } from 'postal-mime';
import { CorpusmithError } from '../../core/errors.ts';
import { addressText, type Headers, headerText, isoDate, rawValue, structured } from './headers.ts';
import { type Content, readContent } from './mime.ts';

export interface Address {
  readonly name?: string;
  /** As written; without an `@` when the header holds no address. */
  readonly email?: string;
}

/** What the header block of a message says. */
export interface Envelope {
  readonly from: readonly Address[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly subject: string;
  /** ISO 8601, UTC. */
  readonly date?: string;
  /** Without angle brackets. */
  readonly id?: string;
  /** Ids of the messages that this one answers, oldest first. */
  readonly references: readonly string[];
  readonly kind: MessageKind;
}

/** Why nobody wrote the message, or nobody in particular is meant: left out of conversations. */
export type MessageKind = 'letter' | 'auto-reply' | 'bounce' | 'bulk';

/** More addresses or references than these say nothing more. */
const MAX_ADDRESSES = 500;
const MAX_REFERENCES = 200;

/** Reads what the headers of a message say. Never throws: what cannot be read is empty. */
export function readEnvelope(headers: Headers): Envelope {
  const charset = structured(rawValue(headers, 'content-type')).parameters.get('charset');
  const addresses = (name: string) =>
    (headers.get(name) ?? []).flatMap(value => parseAddresses(value, charset)).slice(0, MAX_ADDRESSES);
  const from = addresses('from');
  const date = isoDate(rawValue(headers, 'date'));
  const id = idsOf(rawValue(headers, 'message-id'))[0];
  const references = [
    ...idsOf(rawValue(headers, 'references')),
    ...idsOf(rawValue(headers, 'in-reply-to')).slice(0, 1),
  ];
  return {
    from: from.length > 0 ? from : addresses('sender'),
    to: addresses('to'),
    cc: addresses('cc'),
    subject: headerText(rawValue(headers, 'subject'), charset),
    ...(date === undefined ? {} : { date }),
    ...(id === undefined ? {} : { id }),
    references: [...new Set(references)].filter(reference => reference !== id),
    kind: kindOf(headers, from),
  };
}

/** The texts and attachments of a whole message. Throws `E_ENCRYPTED`, `E_TOO_LARGE` or `E_ENCODING`. */
export function readMessage(bytes: Uint8Array): Content {
  const content = readContent(bytes);
  const sealed =
    content.containers.includes('multipart/encrypted') ||
    content.attachments.some(
      ({ type, name }) => /^application\/(x-)?pkcs7-mime$/.test(type) && !/\.p7[sc]$/i.test(name ?? ''),
    );
  const text = content.bodies
    .map(({ plain, html }) => plain ?? html ?? '')
    .join('')
    .trimStart();
  if ((sealed && text === '') || text.startsWith('-----BEGIN PGP MESSAGE-----'))
    throw new CorpusmithError('E_ENCRYPTED');
  return content;
}

function parseAddresses(raw: string, charset: string | undefined): Address[] {
  return addressParser(addressText(raw, charset), { flatten: true }).flatMap(({ name, address }) => {
    const label = name.replace(/\s+/g, ' ').trim();
    const email = (address ?? '').trim();
    if (label === '' && email === '') return [];
    return [{ ...(label === '' ? {} : { name: label }), ...(email === '' ? {} : { email }) }];
  });
}

function idsOf(raw: string): string[] {
  const ids = [...raw.matchAll(/<([^<>\s]{1,998})>/g)].map(match => match[1]!);
  if (ids.length === 0 && /^\S+@\S+$/.test(raw)) return [raw];
  // The first is the root of the thread, the last ones are the nearest.
  return ids.length <= MAX_REFERENCES ? ids : [ids[0]!, ...ids.slice(1 - MAX_REFERENCES)];
}

/** By the headers of RFC 3834, RFC 3464 and RFC 2369, and those that were common before them. */
function kindOf(headers: Headers, from: readonly Address[]): MessageKind {
  const { value, parameters } = structured(rawValue(headers, 'content-type'));
  const report =
    value === 'multipart/report' ? (parameters.get('report-type') ?? 'delivery-status').toLowerCase() : undefined;
  const daemon = from.some(({ email = '' }) => /^(mailer-daemon|postmaster|mail-daemon)@/i.test(email));
  const automatic = rawValue(headers, 'auto-submitted').toLowerCase();
  const precedence = rawValue(headers, 'precedence').toLowerCase();
  if (report === 'delivery-status' || headers.has('x-failed-recipients')) return 'bounce';
  if (daemon && (automatic.startsWith('auto-') || rawValue(headers, 'return-path') === '<>')) return 'bounce';
  const repliesAutomatically =
    automatic.startsWith('auto-') ||
    report !== undefined ||
    precedence === 'auto_reply' ||
    headers.has('x-autoreply') ||
    headers.has('x-autorespond');
  if (repliesAutomatically) return 'auto-reply';
  return headers.has('list-unsubscribe') &&
    (/^(bulk|list|junk)$/.test(precedence) || headers.has('list-id') || headers.has('feedback-id'))
    ? 'bulk'
    : 'letter';
}
