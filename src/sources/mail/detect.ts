import { type Headers, latin1, readHeaders } from './headers.ts';

/** Headers that nothing but mail has. */
const TELLING = [
  'message-id',
  'received',
  'mime-version',
  'return-path',
  'delivered-to',
  'in-reply-to',
  'x-mailer',
  'content-type',
];

/** Whether a header block is that of a mail: an address of a sender with one more header, or two that nothing else has. */
export function isMail(headers: Headers): boolean {
  const sender = headers.get('from')?.[0]?.includes('@') && ['date', 'subject', 'to'].some(name => headers.has(name));
  const telling = TELLING.filter(name => headers.has(name)).length;
  return (
    sender === true || telling >= 2 || (telling === 1 && ['from', 'date', 'subject'].some(name => headers.has(name)))
  );
}

/** Whether a file begins like a mail: with a header line, in a block that is one of a mail. */
export function beginsLikeMail(head: Uint8Array): boolean {
  const line = latin1(head.subarray(0, 200)).replace(/^\xef\xbb\xbf/, '');
  return /^[A-Za-z][A-Za-z0-9-]{0,60}[ \t]?:/.test(line) && isMail(readHeaders(head).headers);
}

/** The line that parts the messages of an mbox: `From`, an address or a dash, and a date with a time and a year. */
export const SEPARATOR = /^From .{0,400}\d{1,2}:\d{2}.{0,20}\b\d{4}\b/;
