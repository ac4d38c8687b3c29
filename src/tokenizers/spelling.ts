/** How a vocabulary writes the bytes of a text. */
export type Spelling = 'byte-level' | 'metaspace';

/** A token as it stands in the vocabulary; `added` ones stand in the text as they are. */
export interface SpelledToken {
  readonly token: string;
  readonly added: boolean;
}

/** The spelling of a `tokenizer.json`; undefined for one that does not keep every byte, such as WordPiece. */
export function spellingOf(tokenizer: Readonly<Record<string, unknown>>): Spelling | undefined {
  const types = typesIn([tokenizer.pre_tokenizer, tokenizer.decoder, tokenizer.normalizer]);
  if (types.has('ByteLevel')) return 'byte-level';
  const { model } = tokenizer as { model?: { byte_fallback?: unknown } };
  return model?.byte_fallback === true ? 'metaspace' : undefined;
}

/** Whether the tokenizer composes letters and their accents (Unicode NFC). */
export function composes(tokenizer: Readonly<Record<string, unknown>>): boolean {
  return typesIn(tokenizer.normalizer).has('NFC');
}

function typesIn(value: unknown): ReadonlySet<string> {
  const types = new Set<string>();
  const walk = (inner: unknown) => {
    if (inner === null || typeof inner !== 'object') return;
    for (const [key, more] of Object.entries(inner)) {
      if (key === 'type' && typeof more === 'string') types.add(more);
      walk(more);
    }
  };
  walk(value);
  return types;
}

/**
 * Where each token ends in the UTF-8 bytes of the text. Undefined when the tokens do not spell it: then nobody knows which
 * part of the text a token is.
 */
export function tokenEnds(
  text: string,
  tokens: readonly SpelledToken[],
  spelling: Spelling,
): readonly number[] | undefined {
  const bytes = Buffer.from(text);
  const ends: number[] = [];
  let at = 0;
  for (const token of tokens) {
    const spelled = bytesOf(token, spelling);
    if (matches(bytes, at, spelled, 0)) at += spelled.length;
    // SentencePiece puts a blank before the first word, and after a special token.
    else if (spelling === 'metaspace' && spelled[0] === BLANK && matches(bytes, at, spelled, 1))
      at += spelled.length - 1;
    else return undefined;
    ends.push(at);
  }
  return at === bytes.length ? ends : undefined;
}

const BLANK = 0x20;

function matches(bytes: Uint8Array, at: number, spelled: Uint8Array, from: number): boolean {
  for (let i = from; i < spelled.length; i++) if (bytes[at + i - from] !== spelled[i]) return false;
  return true;
}

function bytesOf({ token, added }: SpelledToken, spelling: Spelling): Uint8Array {
  if (added) return Buffer.from(token);
  if (spelling === 'byte-level') return Uint8Array.from(token, char => BYTE_OF.get(char) ?? 0);
  const byte = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
  return byte === undefined ? Buffer.from(token.replaceAll('▁', ' ')) : Uint8Array.of(Number.parseInt(byte, 16));
}

/**
 * The characters by which GPT-2 writes bytes in its vocabulary: those that can be seen stand for themselves, the others, in
 * order, for those from U+0100 on (Radford et al., 2019).
 */
const BYTE_OF: ReadonlyMap<string, number> = new Map(
  (() => {
    const seen = (byte: number) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    let next = 0x100;
    return Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(seen(byte) ? byte : next++), byte] as const);
  })(),
);
