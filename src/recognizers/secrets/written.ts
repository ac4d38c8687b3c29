import type { Range } from '../../define.ts';
import { allMatches } from '../context.ts';
import { isStandIn } from './values.ts';

const crypt = '[./A-Za-z0-9]';
const base64 = '[A-Za-z0-9+/]';
/** Hashes of passwords as crypt(5), htpasswd, PHC strings and Django write them. */
const hashes = new RegExp(
  '\\$(?:' +
    [
      `2[abxy]?\\$\\d\\d\\$${crypt}{53}`,
      `(?:1|apr1)\\$${crypt}{1,8}\\$${crypt}{22}`,
      `5\\$(?:rounds=\\d{1,9}\\$)?${crypt}{1,16}\\$${crypt}{43}`,
      `6\\$(?:rounds=\\d{1,9}\\$)?${crypt}{1,16}\\$${crypt}{86}`,
      `g?y\\$${crypt}{1,10}\\$${crypt}{1,86}\\$${crypt}{43}`,
      `argon2(?:id|i|d)\\$v=\\d{1,3}\\$m=\\d{1,10},t=\\d{1,10},p=\\d{1,4}\\$${base64}{8,88}\\$${base64}{16,172}`,
      `scrypt\\$ln=\\d{1,2},r=\\d{1,4},p=\\d{1,4}\\$${base64}{8,88}\\$${base64}{16,172}`,
      `(?<=pbkdf2_sha(?:1|256)\\$)\\d{1,9}\\$[A-Za-z0-9]{8,64}\\$${base64}{20,90}={0,2}`,
    ].join('|') +
    ')(?![./A-Za-z0-9])',
  'g',
);
const ldapHash = new RegExp(`\\{(?:S?SHA(?:256|512)?|S?MD5)\\}(${base64}{20,120}={0,2})`, 'gy');

/** Formats in which a place holds a password: by what they are found, how far before that they begin, and their shape. */
const places: readonly { readonly mark: string; readonly before: number; readonly pattern: RegExp }[] = [
  // .pgpass of PostgreSQL, at its port: host:port:database:user:password
  { mark: ':5432:', before: 0, pattern: /^:5432:(?:[\w.-]{1,64}|\*):[\w.@-]{1,64}:(?<value>[^\s:]{4,128})/ },
  // Oracle over JDBC: user/password@host
  { mark: 'jdbc:oracle:', before: 0, pattern: /^jdbc:oracle:\w{1,8}:\w{1,64}\/(?<value>[^\s@/]{4,128})@/ },
  // Drivers of Go: user:password@tcp(host)
  { mark: '@tcp(', before: 130, pattern: /(?<![^\s"'`=])[\w.-]{1,64}:(?<value>[^\s:@"'`]{4,64})$/ },
];
/** No such place is longer. */
const LONGEST_PLACE = 320;

/** Passwords whose place in a format or whose own shape says what they are, without a word beside them. */
export function* written(text: string): Iterable<Range> {
  if (text.includes('$'))
    for (const { index, 0: hash } of allMatches(hashes, text)) yield { start: index, end: index + hash.length };
  for (let at = text.indexOf('{S'); at !== -1; at = text.indexOf('{S', at + 2)) {
    ldapHash.lastIndex = at;
    const hash = ldapHash.exec(text)?.[1];
    if (hash !== undefined) yield { start: ldapHash.lastIndex - hash.length, end: ldapHash.lastIndex };
  }
  for (const { mark, before, pattern } of places) {
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) {
      const from = Math.max(0, at - before);
      const match = pattern.exec(text.slice(from, before > 0 ? at : at + LONGEST_PLACE));
      const value = match?.groups?.value;
      if (match === null || value === undefined || isStandIn(value)) continue;
      const start = from + match.index + match[0].lastIndexOf(value);
      yield { start, end: start + value.length };
    }
  }
}
