import { between, drawDigits, pick, type Random } from './draw.ts';

const WORDS = (
  'about archive blog catalog docs events files gallery guide help home images index items list media news notes page pages ' +
  'photos posts products profile project records report search shared start store team topics view'
).split(' ');

/** IPv4 from the blocks of RFC 5737, IPv6 from 2001:db8::/32 of RFC 3849: nobody's. A prefix length stays. */
export function ipSurrogate(value: string, random: Random): string {
  const prefix = /\/\d{1,3}$/.exec(value)?.[0] ?? '';
  const v4 = () => `${pick(['192.0.2', '198.51.100', '203.0.113'], random)}.${between(1, 254, random)}`;
  if (!value.includes(':')) return v4() + prefix;
  if (value.includes('.')) return `2001:db8::${v4()}${prefix}`;
  const group = () => between(1, 0xffff, random).toString(16);
  const groups = value.includes('::')
    ? `:${Array.from({ length: between(1, 3, random) }, group).join(':')}`
    : Array.from({ length: 6 }, () => group().padStart(4, '0')).join(':');
  const address = `2001:${value.includes('::') ? 'db8' : '0db8'}:${groups}`;
  return (/[A-F]/.test(value) ? address.toUpperCase() : address) + prefix;
}

/** A MAC address for documentation, 00-00-5E-00-53-00 to FF (RFC 9542, section 2.1.2), with the signs of the original. */
export function macSurrogate(value: string, random: Random): string {
  const digits = `00005e0053${between(0, 255, random).toString(16).padStart(2, '0')}`;
  let next = 0;
  const address = value.replace(/[0-9a-f]/gi, () => digits[next++] ?? '');
  return /[A-F]/.test(value) ? address.toUpperCase() : address;
}

const url = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/isu;

/** On example.com (RFC 2606) with the same scheme, as many segments of path and as many parameters. */
export function urlSurrogate(value: string, random: Random): string | undefined {
  const [, scheme = '', host = '', path = '', query, fragment] = url.exec(value) ?? [];
  if (host === '') return undefined;
  const top = /\.(com|org|net)(?=:|$)/i.exec(host)?.[1]?.toLowerCase() ?? 'com';
  const port = /:\d{1,5}$/.test(host) ? `:${between(1024, 9999, random)}` : '';
  const segments = path.replace(
    /[^/]+/g,
    segment => pick(WORDS, random) + (/\.[a-z]{2,4}\d?$/i.exec(segment)?.[0] ?? ''),
  );
  const parameters = query
    ?.slice(1)
    .split('&')
    .map(() => `${pick(WORDS, random)}=${drawDigits(2, random)}`)
    .join('&');
  return (
    `${scheme}${/^www\./i.test(host) ? 'www.' : ''}example.${top}${port}${segments}` +
    (parameters === undefined ? '' : `?${parameters}`) +
    (fragment === undefined ? '' : `#${pick(WORDS, random)}`)
  );
}
