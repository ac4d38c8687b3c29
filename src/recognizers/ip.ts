import { defineRecognizer, type Span } from '../define.ts';
import { allMatches, before } from './context.ts';

const v4 =
  /(?<![\p{L}\p{N}_]|[\p{L}\p{N}_][.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\p{L}\p{N}_]|[.-][\p{L}\p{N}])/gu;
const v6 =
  /(?<![\p{L}\p{N}_:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?:%[a-z0-9]{1,15})?(?:\/\d{1,3})?(?![\p{L}\p{N}_:]|\.\d)/iuy;
/** Most digits of a group, and fewest characters of an address that leaves out none. */
const [GROUP, SHORTEST] = [4, 15];
const versionBefore =
  /(?:version|release|build|firmware|driver|software|patch|ver\.?|rev\.?|v|section|chapter|clause|§)[ :#=-]{0,2}$/i;

/** Without it there is no address of the kind: most texts are not searched further. */
const quad = /\d\.\d{1,3}\.\d/;

/** Scores: an address that can be a person's connection, and one that is the same on every network. */
const personal = 0.9;
const reserved = 0.3;

export const ip = defineRecognizer({
  name: 'ip',
  entity: 'IP_ADDRESS',
  summary: 'IPv4 and IPv6 addresses; private, loopback and documentation ranges score 0.3, below the default threshold',
  tier: 'anchored',
  *find({ text }) {
    if (quad.test(text)) yield* addressesV4(text);
    yield* addressesV6(text);
  },
});

/** From every group that a colon follows. */
function* addressesV6(text: string): Iterable<Span> {
  for (let colon = text.indexOf(':'), done = 0; colon !== -1; colon = text.indexOf(':', Math.max(colon + 1, done))) {
    const next = text.charCodeAt(colon + 1);
    if (next !== COLON && !isHex(next)) continue;
    let start = colon;
    while (start > done && colon - start <= GROUP && isHex(text.charCodeAt(start - 1))) start--;
    if (colon - start > GROUP) continue;
    v6.lastIndex = start;
    const found = v6.exec(text)?.[0];
    if (found === undefined) continue;
    done = start + found.length;
    // Most of these are times.
    if (found.length < SHORTEST && !found.includes('::')) continue;
    const score = scoreOfV6(found.replace(/[%/].*$/, ''));
    if (score > 0) yield { start, end: done, score };
  }
}

const COLON = 58;

function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102);
}

function* addressesV4(text: string): Iterable<Span> {
  for (const { index, 0: found } of allMatches(v4, text)) {
    const octets = octetsOf(found);
    if (octets === undefined || versionBefore.test(before(text, index, 16))) continue;
    yield { start: index, end: index + found.length, score: isReservedV4(octets) ? reserved : personal };
  }
}

function octetsOf(found: string): readonly number[] | undefined {
  const [address, prefix] = found.split('/') as [string, string | undefined];
  if (prefix !== undefined && Number(prefix) > 32) return undefined;
  const groups = address.split('.');
  const fits = groups.length === 4 && groups.every(group => /^(?:0|[1-9]\d{0,2})$/.test(group) && Number(group) < 256);
  return fits ? groups.map(Number) : undefined;
}

/** Special-purpose addresses of RFC 6890 and multicast: no host on the internet. */
function isReservedV4(octets: readonly number[]): boolean {
  const [a, b, c] = octets as [number, number, number];
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2));
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return a === 203 && b === 0 && c === 113;
}

/** 0 when it is no address (RFC 4291): a time, a MAC address, a C++ scope. */
function scoreOfV6(address: string): number {
  const parsed = groupsOf(address);
  if (parsed === undefined) return 0;
  const { groups, compressed } = parsed;
  const first = groups[0] ?? '';
  const value = Number.parseInt(first === '' ? '0' : first, 16);
  const zeroStart = compressed && address.startsWith('::');
  if (zeroStart || groups.every(group => /^0*$/.test(group))) return reserved;
  if (/^(?:fe[89ab]|f[cd]|ff|0*1$)/i.test(first) || /^2001:0?db8:/i.test(address)) return reserved;
  // `a::b` may be code; a full address or one of the global range (2000::/3) is meant as one.
  if (!compressed || (value >= 0x2000 && value < 0x4000 && groups.length >= 3)) return personal;
  return groups.length >= 4 ? 0.6 : reserved;
}

function groupsOf(address: string): { groups: readonly string[]; compressed: boolean } | undefined {
  const dotted = /(?<=:)\d+\.\d+\.\d+\.\d+$/.exec(address);
  if (dotted !== null && octetsOf(dotted[0]) === undefined) return undefined;
  if (dotted === null && address.includes('.')) return undefined;
  const hex = dotted === null ? address : `${address.slice(0, dotted.index)}0:0`;
  const halves = hex.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  if (!groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const compressed = halves.length === 2;
  if (compressed ? groups.length > 7 : groups.length !== 8) return undefined;
  // Eight pairs of two digits are an EUI-64 or part of a fingerprint.
  if (!compressed && groups.every(group => group.length === 2)) return undefined;
  return { groups, compressed };
}
