/** What the scanner finds: the text of a record, or that it was too long to be kept. */
export type Scanned = { readonly text: string } | { readonly tooLarge: true };

/** The file is no JSON from here on, or ends too early. */
export class JsonBroken extends Error {}

type State = 'value' | 'value-or-end' | 'comma-or-end' | 'key-or-end' | 'key' | 'colon';

const SPACE = /[ \t\n\r]*/y;
/** What matters inside a value but outside its strings, and inside a string. */
const OUTSIDE = /["{}[\]]/g;
const INSIDE = /["\\]/g;
const SCALAR_END = /[ \t\n\r,\]}{["]/g;

/**
 * Finds the records of a JSON text without parsing it: the elements of an array, the elements of the arrays under given keys of
 * an object, the object itself, or several values one after the other. Holds one record of at most `most` characters.
 *
 * Grammar between the records is checked here (RFC 8259), that of each record by `JSON.parse`.
 */
export class JsonScanner {
  readonly #keys: readonly string[];
  readonly #most: number;
  /** Containers whose elements are looked at one by one, outermost first: an array, an object, or an array in an object. */
  readonly #inside: ('array' | 'object')[] = [];
  #state: State = 'value';
  #key = '';
  /** The value in work: brackets open, within a string, after a backslash, a bare word or number. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #scalar = false;
  #busy = false;
  /** Text of the value in work, and of the object around it, as long as each may still be a record. */
  #value: Kept;
  #object: Kept | undefined;
  #foundKey = false;
  #values = 0;

  constructor(keys: readonly string[], most: number) {
    this.#keys = keys;
    this.#most = most;
    this.#value = new Kept(most);
  }

  /** Takes the next piece of text; returns the records that end in it. Throws `JsonBroken`. */
  *push(text: string): Generator<Scanned> {
    let at = 0;
    while (at < text.length) {
      const from = at;
      if (this.#busy) at = this.#goOn(text, at);
      else at = this.#between(text, at);
      this.#object?.add(text, from, at);
      if (this.#busy || at === from) continue;
      yield* this.#finished();
    }
  }

  /** The text is over. Throws `JsonBroken` when something is still open. */
  *end(): Generator<Scanned> {
    if (this.#busy && this.#scalar) {
      this.#closeValue();
      yield* this.#finished();
    }
    if (this.#busy || this.#inside.length > 0 || this.#values === 0) throw new JsonBroken();
  }

  readonly #done: Scanned[] = [];

  *#finished(): Generator<Scanned> {
    yield* this.#done;
    this.#done.length = 0;
  }

  /** Goes through a value; returns where it ends, or the end of the text. */
  #goOn(text: string, start: number): number {
    let at = start;
    if (this.#scalar) {
      SCALAR_END.lastIndex = at;
      const end = SCALAR_END.exec(text)?.index ?? text.length;
      this.#value.add(text, start, end);
      if (end < text.length) this.#closeValue();
      return end;
    }
    while (at < text.length) {
      if (this.#escaped) {
        this.#escaped = false;
        at++;
        continue;
      }
      const pattern = this.#inString ? INSIDE : OUTSIDE;
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found === null) {
        at = text.length;
        break;
      }
      at = found.index + 1;
      const mark = found[0];
      if (mark === '\\') this.#escaped = true;
      else if (mark === '"') this.#inString = !this.#inString;
      else this.#depth += mark === '{' || mark === '[' ? 1 : -1;
      if (this.#depth === 0 && !this.#inString && !this.#escaped) {
        this.#value.add(text, start, at);
        this.#closeValue();
        return at;
      }
    }
    this.#value.add(text, start, at);
    return at;
  }

  #closeValue(): void {
    this.#busy = false;
    this.#scalar = false;
    const where = this.#inside.at(-1);
    if (this.#state === 'key' || this.#state === 'key-or-end') {
      this.#key = this.#value.isWhole ? keyOf(this.#value.text) : '';
      this.#state = 'colon';
    } else {
      if (where !== 'object') this.#done.push(this.#value.scanned);
      this.#state = where === undefined ? 'value' : 'comma-or-end';
      if (where === undefined) this.#values++;
    }
    this.#value = new Kept(this.#most);
  }

  /** One token between values: white space, a bracket, a comma, a colon, or the first character of a value. */
  #between(text: string, start: number): number {
    SPACE.lastIndex = start;
    SPACE.exec(text);
    const at = SPACE.lastIndex;
    if (at > start) return at;
    const mark = text[at]!;
    const where = this.#inside.at(-1);
    if (mark === ',' && this.#state === 'comma-or-end') this.#state = where === 'object' ? 'key' : 'value';
    else if (mark === ':' && this.#state === 'colon') this.#state = 'value';
    else if (mark === ']' && where === 'array' && this.#mayEnd()) this.#leave();
    else if (mark === '}' && where === 'object' && this.#mayEnd()) this.#leave();
    else if (this.#state === 'colon' || this.#state === 'comma-or-end' || mark === ',' || mark === ':')
      throw new JsonBroken();
    else if (!this.#enter(mark)) return this.#open(text, at);
    return at + 1;
  }

  #mayEnd(): boolean {
    return this.#state === 'value-or-end' || this.#state === 'key-or-end' || this.#state === 'comma-or-end';
  }

  /** Steps into a container whose elements may be records. */
  #enter(mark: string): boolean {
    if (this.#state === 'key' || this.#state === 'key-or-end') return false;
    const depth = this.#inside.length;
    const isList =
      mark === '[' && (depth === 0 || (this.#inside[0] === 'object' && depth === 1 && this.#keys.includes(this.#key)));
    if (isList && depth === 0 && this.#values > 0) throw new JsonBroken();
    if (isList) {
      if (depth === 1) this.#foundKey = true;
      this.#inside.push('array');
      this.#state = 'value-or-end';
      return true;
    }
    if (mark !== '{' || depth > 0) return false;
    this.#inside.push('object');
    this.#state = 'key-or-end';
    this.#object = new Kept(this.#most);
    this.#foundKey = false;
    return true;
  }

  #leave(): void {
    this.#inside.pop();
    if (this.#inside.length === 0) {
      this.#values++;
      this.#state = 'value';
      const object = this.#object;
      this.#object = undefined;
      if (object !== undefined && !this.#foundKey) {
        object.add('}', 0, 1);
        this.#done.push(object.scanned);
      }
    } else this.#state = 'comma-or-end';
  }

  /** Begins a value, or the key of an object, that is gone through as a whole. */
  #open(text: string, at: number): number {
    const mark = text[at]!;
    const isKey = this.#state === 'key' || this.#state === 'key-or-end';
    if (isKey && mark !== '"') throw new JsonBroken();
    // A second value at the top is another record only when it is an object: a log of records, one after the other.
    if (this.#inside.length === 0 && this.#values > 0) throw new JsonBroken();
    if (mark === ']' || mark === '}') throw new JsonBroken();
    this.#busy = true;
    this.#inString = mark === '"';
    this.#depth = mark === '{' || mark === '[' ? 1 : 0;
    this.#scalar = !this.#inString && this.#depth === 0;
    this.#value.add(text, at, at + 1);
    return at + 1;
  }
}

function keyOf(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new JsonBroken();
  }
}

/** Text that is kept until it is longer than it may be. */
class Kept {
  readonly #most: number;
  #pieces: string[] | undefined = [];
  #length = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(text: string, from: number, to: number): void {
    this.#length += to - from;
    if (this.#length > this.#most) this.#pieces = undefined;
    else this.#pieces?.push(text.slice(from, to));
  }

  get isWhole(): boolean {
    return this.#pieces !== undefined;
  }

  get text(): string {
    return this.#pieces?.join('') ?? '';
  }

  get scanned(): Scanned {
    return this.isWhole ? { text: this.text } : { tooLarge: true };
  }
}
