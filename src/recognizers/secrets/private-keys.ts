import type { Range } from '../../define.ts';

/** Behind the word KEY: the end of the line that begins a block. SSH2 files (RFC 4716) have four dashes and a blank. */
const restOfBegin = /KEY(?: BLOCK)? ?-{4,5}/y;
const begin = /-{4,5} ?BEGIN [A-Z0-9 ]{0,30}PRIVATE $/;
/** No dashes are passed over, so every try ends at the next BEGIN. */
const restOfBlock = /(?:[A-Za-z0-9+/=\s:,\\()."_]|-(?!-))*-{4,5} ?END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)? ?-{4,5}/y;
const cutOff = /(?:\s{1,4}[A-Za-z0-9+/=]{20,})+/y;
/** Before the next dashes; less is a mention of the line, and crosses are a stand-in. */
const hasKey = /^(?:-(?!-)|[^-])*?(?!x{4}|\\n)[A-Za-z0-9+/=]{8}/i;

const putty = /Private-Lines: \d{1,3}\r?\n((?:[A-Za-z0-9+/=]{1,128}\r?\n){0,200}[A-Za-z0-9+/=]{4,128})(?![\w-])/y;
/** Private parts of a JSON Web Key (RFC 7517, RFC 7518). */
const jwkMember = /"(?:d|p|q|dp|dq|qi|k)" ?: ?"([\w-]{20,2048})"/g;

/** Blocks of PEM, OpenPGP and SSH from BEGIN to END, of one that was cut off its lines; private keys of PuTTY and JWK. */
export function* privateKeys(text: string): Iterable<Range> {
  for (let at = text.indexOf('PRIVATE KEY'); at !== -1; at = text.indexOf('PRIVATE KEY', at + 11)) {
    const from = Math.max(0, at - 60);
    const opening = begin.exec(text.slice(from, at + 8));
    const bodyStart = endOf(restOfBegin, text, at + 8);
    if (opening === null || bodyStart === -1) continue;
    const end = Math.max(endOf(restOfBlock, text, bodyStart), endOf(cutOff, text, bodyStart));
    if (end === -1 || !hasKey.test(text.slice(bodyStart, Math.min(end, bodyStart + 400)))) continue;
    yield { start: from + opening.index, end };
    at = end - 11;
  }
  for (let at = text.indexOf('Private-Lines: '); at !== -1; at = text.indexOf('Private-Lines: ', at + 15)) {
    putty.lastIndex = at;
    const lines = putty.exec(text)?.[1];
    if (lines !== undefined) yield { start: putty.lastIndex - lines.length, end: putty.lastIndex };
  }
  if (!text.includes('"kty"')) return;
  for (const { index, 0: member, 1: value } of text.matchAll(jwkMember)) {
    const end = index + member.length - 1;
    yield { start: end - value!.length, end };
  }
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
