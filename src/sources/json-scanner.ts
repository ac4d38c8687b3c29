/** What the scanner finds: the text of a record, or that it was too long to be kept. */
export type Scanned = { readonly text: string } | { readonly tooLarge: true };

type State = 'value' | 'value-or-end' | 'comma-or-end' | 'key-or-end' | 'key' | 'colon';

const SPACE = /[ \t\n\r]*/y;
const SCALAR_END = /[ \t\n\r,\]}{["]/g;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Brackets and braces differ in one bit. */
const BRACKET_BIT = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;

/** The text is no JSON at this place. Never leaves this file. */
class Broken extends Error {}

/**
 * Finds the records of a JSON text without parsing it: the elements of an array, the elements of the arrays under given keys of
 * an object, the object itself, or several objects one after the other. Holds one record of at most `most` characters.
 *
 * Grammar between the records is checked here (RFC 8259), that of each record is left to `JSON.parse`.
 */
export class JsonScanner {
  readonly #keys: readonly string[];
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
  /** Text of the key or record in work, and of the outermost object as long as it may be the record. */
  readonly #value: Kept;
  readonly #object: Kept;
  /** Values at the top that have ended, and whether they are objects. */
  #values = 0;
  #isLog = false;
  #found: Scanned[] = [];
  #isBroken = false;

  constructor(keys: readonly string[], most: number) {
    this.#keys = keys;
    this.#value = new Kept(most);
    this.#object = new Kept(most);
  }

  /** The text stopped being JSON, or ended too early: nothing after the records found so far can be read. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Takes the next piece of text; returns the records that end in it. */
  push(text: string): readonly Scanned[] {
    return this.#records(() => {
      let at = 0;
      while (at < text.length) at = this.#busy ? this.#goOn(text, at) : this.#between(text, at);
      this.#value.carry(text);
      this.#object.carry(text);
    });
  }

  /** The text is over; returns the record that ended with it. */
  end(): readonly Scanned[] {
    return this.#records(() => {
      if (this.#busy && this.#scalar) this.#closeValue('', 0);
      if (this.#busy || this.#inside.length > 0 || this.#values === 0) throw new Broken();
    });
  }

  #records(scan: () => void): readonly Scanned[] {
    this.#found = [];
    try {
      if (!this.#isBroken) scan();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.#isBroken = true;
    }
    return this.#found;
  }

  /** Goes through a value; returns where it ends, or the end of the text. */
  #goOn(text: string, start: number): number {
    const end = this.#scalar ? scalarEnd(text, start) : this.#valueEnd(text, start);
    if (end === undefined) return text.length;
    this.#closeValue(text, end);
    return end;
  }

  #valueEnd(text: string, start: number): number | undefined {
    let depth = this.#depth;
    for (let at = start; at < text.length; at++) {
      if (!this.#inString) {
        const code = text.charCodeAt(at);
        if (code === QUOTE) this.#inString = true;
        else if ((code | BRACKET_BIT) === OPENING) depth++;
        else if ((code | BRACKET_BIT) === CLOSING && --depth === 0) return at + 1;
        continue;
      }
      at = this.#quoteIn(text, at);
      if (at < text.length) this.#inString = false;
      if (at < text.length && depth === 0) return at + 1;
    }
    this.#depth = depth;
    return undefined;
  }

  /** Index of the quote that ends the string; the end of the text when that comes first. */
  #quoteIn(text: string, start: number): number {
    let at = this.#escaped ? start + 1 : start;
    for (;;) {
      const quote = text.indexOf('"', at);
      const end = quote < 0 ? text.length : quote;
      let slashes = 0;
      while (end - slashes > at && text.charCodeAt(end - slashes - 1) === BACKSLASH) slashes++;
      this.#escaped = slashes % 2 === 1;
      if (quote < 0 || !this.#escaped) return end;
      this.#escaped = false;
      at = quote + 1;
    }
  }

  #closeValue(text: string, end: number): void {
    this.#busy = false;
    const where = this.#inside.at(-1);
    if (this.#state === 'key' || this.#state === 'key-or-end') {
      this.#key = keyOf(this.#value.end(text, end));
      this.#state = 'colon';
      return;
    }
    // Values in an object are not kept: the object is the record, or a list in it holds them.
    if (where !== 'object') this.#found.push(this.#value.end(text, end));
    if (where === undefined) this.#values++;
    this.#state = where === undefined ? 'value' : 'comma-or-end';
  }

  /** One token between values: white space, a bracket, a comma, a colon, or the first character of a value. */
  #between(text: string, start: number): number {
    SPACE.lastIndex = start;
    SPACE.exec(text);
    const at = SPACE.lastIndex;
    if (at === text.length) return at;
    const mark = text[at]!;
    const where = this.#inside.at(-1);
    if (mark === ',' && this.#state === 'comma-or-end') this.#state = where === 'object' ? 'key' : 'value';
    else if (mark === ':' && this.#state === 'colon') this.#state = 'value';
    else if (mark === ']' && where === 'array' && this.#mayEnd()) this.#leave(text, at + 1);
    else if (mark === '}' && where === 'object' && this.#mayEnd()) this.#leave(text, at + 1);
    else if (this.#state === 'colon' || this.#state === 'comma-or-end' || ',:]}'.includes(mark)) throw new Broken();
    else {
      if (where === undefined) this.#checkTop(mark);
      if (!this.#enter(mark, at)) this.#open(mark, at);
    }
    return at + 1;
  }

  /** Values follow each other only when all of them are objects: a log of records, one after the other. */
  #checkTop(mark: string): void {
    if (this.#values > 0 && (mark !== '{' || !this.#isLog)) throw new Broken();
    this.#isLog = mark === '{';
  }

  #mayEnd(): boolean {
    return this.#state === 'value-or-end' || this.#state === 'key-or-end' || this.#state === 'comma-or-end';
  }

  /** Steps into a container whose elements may be records. */
  #enter(mark: string, at: number): boolean {
    if (this.#state === 'key' || this.#state === 'key-or-end') return false;
    const depth = this.#inside.length;
    const isList =
      mark === '[' && (depth === 0 || (this.#inside[0] === 'object' && depth === 1 && this.#keys.includes(this.#key)));
    if (isList) {
      if (depth === 1) this.#object.drop();
      this.#inside.push('array');
      this.#state = 'value-or-end';
      return true;
    }
    // Without keys to look for, an object is one record, whatever is in it.
    if (mark !== '{' || depth > 0 || this.#keys.length === 0) return false;
    this.#inside.push('object');
    this.#state = 'key-or-end';
    this.#object.begin(at);
    return true;
  }

  #leave(text: string, end: number): void {
    this.#inside.pop();
    this.#state = 'comma-or-end';
    if (this.#inside.length > 0) return;
    this.#values++;
    this.#state = 'value';
    if (this.#object.isKeeping) this.#found.push(this.#object.end(text, end));
  }

  /** Begins a value, or the key of an object, that is gone through as a whole. */
  #open(mark: string, at: number): void {
    const isKey = this.#state === 'key' || this.#state === 'key-or-end';
    if (isKey && mark !== '"') throw new Broken();
    this.#busy = true;
    this.#inString = mark === '"';
    this.#escaped = false;
    this.#depth = mark === '{' || mark === '[' ? 1 : 0;
    this.#scalar = !this.#inString && this.#depth === 0;
    if (isKey || this.#inside.at(-1) !== 'object') this.#value.begin(at);
  }
}

function scalarEnd(text: string, start: number): number | undefined {
  SCALAR_END.lastIndex = start;
  return SCALAR_END.exec(text)?.index;
}

/** A key that is too long to be kept is none that anybody looks for. */
function keyOf(scanned: Scanned): string {
  if ('tooLarge' in scanned) return '';
  try {
    return String(JSON.parse(scanned.text));
  } catch {
    throw new Broken();
  }
}

/** Text from a beginning on, over several pieces, kept until it is longer than it may be. */
class Kept {
  readonly #most: number;
  #pieces: string[] = [];
  #length = 0;
  /** Where it begins in the piece at hand; undefined when nothing is being kept. */
  #from: number | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  get isKeeping(): boolean {
    return this.#from !== undefined;
  }

  begin(at: number): void {
    [this.#pieces, this.#length, this.#from] = [[], 0, at];
  }

  drop(): void {
    [this.#pieces, this.#from] = [[], undefined];
  }

  /** The piece is over, the text is not. */
  carry(text: string): void {
    if (this.#from === undefined) return;
    this.#add(text, text.length);
    this.#from = 0;
  }

  end(text: string, to: number): Scanned {
    this.#add(text, to);
    const whole = this.#length > this.#most ? undefined : this.#pieces.join('');
    this.drop();
    return whole === undefined ? { tooLarge: true } : { text: whole };
  }

  #add(text: string, to: number): void {
    this.#length += to - this.#from!;
    if (this.#length > this.#most) this.#pieces = [];
    else if (to > this.#from!) this.#pieces.push(text.slice(this.#from, to));
  }
}
