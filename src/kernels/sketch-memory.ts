import { BLOCK, fold, knownOf } from './code-points.ts';
import { sketchWasm } from './sketch-wasm.ts';

/** What the compiled src/kernels/assembly/sketch.ts exports: its functions, and addresses in its memory. */
export interface SketchExports {
  configure(words: number, characters: number, maskDigits: number, batch: number): void;
  begin(length: number, folded: number): void;
  beginCharacters(): void;
  shingleWords(): number;
  shingleCharacters(): number;
  isUnspaced(): number;
  clearSignature(): void;
  merge(count: number): void;
  bandKeys(bands: number, rows: number): void;
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly text: Address;
  readonly hashes: Address;
  readonly signature: Address;
  readonly identity: Address;
  readonly keys: Address;
  readonly known: Address;
  readonly filled: Address;
}

interface Address {
  readonly value: number;
}

/** The part of the global `WebAssembly` that is used here; the types of Node do not have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

const PAGE = 1 << 16;
const GROWTH = 1 << 20;
/** The kernel reads, and clears, this many bytes after a text. */
const PADDING = 80;

/** Texts up to this many UTF-16 units get room for three bytes a unit, and are not counted first. */
const SHORT = 1 << 20;

/** Compiled once in each thread. */
let compiled: object | undefined;

/** An instance of the kernel with views of its memory, which grows with the longest text and never shrinks. */
export class SketchMemory {
  readonly kernel: SketchExports;
  readonly #maskDigits: boolean;
  #words = new Uint32Array();
  /** From where the text begins. */
  #text = Buffer.of();

  constructor(maskDigits: boolean) {
    this.#maskDigits = maskDigits;
    compiled ??= new WebAssembly.Module(Buffer.from(sketchWasm, 'base64'));
    const imports = { 'code-points': { fillKnown: (block: number) => this.#fillKnown(block) } };
    this.kernel = new WebAssembly.Instance(compiled, imports).exports as SketchExports;
    this.#look();
  }

  /** Bytes of memory. */
  get size(): number {
    return this.kernel.memory.buffer.byteLength;
  }

  /** Writes the text as it is, and begins. */
  begin(text: string): void {
    this.kernel.begin(this.#write(text), 0);
  }

  /** Writes the text folded, and begins. */
  beginFolded(text: string): void {
    this.kernel.begin(this.#write(fold(text, this.#maskDigits)), 1);
  }

  /** A copy of 32-bit words. */
  copy({ value }: Address, length: number): Uint32Array {
    return this.#words.slice(value >> 2, (value >> 2) + length);
  }

  /** The words themselves, until the next text. */
  view({ value }: Address, length: number): Uint32Array {
    return this.#words.subarray(value >> 2, (value >> 2) + length);
  }

  set({ value }: Address, words: Uint32Array): void {
    this.#words.set(words, value >> 2);
  }

  /** Puts the text into memory as UTF-8, with U+FFFD for lone surrogates; gives its bytes. */
  #write(text: string): number {
    const bytes = text.length <= SHORT ? 3 * text.length : Buffer.byteLength(text);
    const missing = bytes + PADDING - this.#text.length;
    if (missing > 0) {
      this.kernel.memory.grow((Math.ceil(missing / GROWTH) * GROWTH) / PAGE);
      this.#look();
    }
    return this.#text.write(text);
  }

  #look(): void {
    const { memory, text } = this.kernel;
    this.#words = new Uint32Array(memory.buffer);
    this.#text = Buffer.from(memory.buffer, text.value);
  }

  #fillKnown(block: number): void {
    const bytes = new Uint8Array(this.kernel.memory.buffer);
    bytes.set(knownOf(block, this.#maskDigits), this.kernel.known.value + (block * BLOCK) / 2);
    bytes[this.kernel.filled.value + block] = 1;
  }
}
