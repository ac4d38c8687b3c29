import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { CorpusmithError } from '../../core/errors.ts';

type Proxy = Awaited<ReturnType<typeof getDocumentProxy>>;

/** What the interpreter needs to know of a font. */
export interface Font {
  readonly bold: boolean;
  readonly vertical: boolean;
  /** Glyph space to text space, horizontally; 0.001 for all but Type 3 fonts. */
  readonly scale: number;
  /** Vertical metrics that a glyph without its own has: advance, horizontal and vertical shift. */
  readonly vmetrics: readonly number[];
}

/** The drawing operators of a page, with their numbers resolved to pdf.js' names (`showText`, `setFont` ...). */
export interface Drawing {
  readonly operators: readonly { readonly name: string; readonly args: readonly unknown[] }[];
  readonly fonts: ReadonlyMap<string, Font>;
  /** Left, bottom, right, top of the crop box in points. */
  readonly box: readonly [number, number, number, number];
  /** Clockwise rotation that the viewer applies: 0, 90, 180, 270. */
  readonly rotate: number;
}

export interface OpenPdf {
  readonly pages: number;
  readonly title: string | undefined;
  /** As in the file: `D:20240131120000+01'00'`. */
  readonly created: string | undefined;
  drawing(page: number): Promise<Drawing>;
  close(): Promise<void>;
}

/**
 * Opens a PDF. Throws `E_ENCRYPTED` when no password fits and `E_BROKEN` for everything that pdf.js cannot parse.
 * Pictures are never decoded (`maxImageSize: 0`): only text is wanted, and a hostile picture costs nothing.
 */
export async function openPdf(bytes: Uint8Array, password: string | undefined): Promise<OpenPdf> {
  // pdf.js takes the buffer over and may detach it, and refuses a Buffer: it gets a copy.
  const proxy = await wrapped(() =>
    getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      maxImageSize: 0,
      useSystemFonts: false,
      ...(password === undefined ? {} : { password }),
    }),
  );
  const { OPS } = await getResolvedPDFJS();
  const names = new Map(Object.entries(OPS).map(([name, code]) => [code as number, name]));
  const info = await proxy.getMetadata().then(
    ({ info }) => info as Record<string, unknown>,
    () => ({}) as Record<string, unknown>,
  );
  return {
    pages: proxy.numPages,
    title: text(info.Title),
    created: text(info.CreationDate),
    drawing: page => wrapped(() => drawingOf(proxy, page, names)),
    close: () => proxy.destroy(),
  };
}

async function drawingOf(proxy: Proxy, number: number, names: ReadonlyMap<number, string>): Promise<Drawing> {
  const page = await proxy.getPage(number);
  const { fnArray, argsArray } = await page.getOperatorList();
  const operators = fnArray.map((code, i) => ({ name: names.get(code) ?? '', args: list(argsArray[i]) }));
  const fonts = new Map<string, Font>();
  for (const { name, args } of operators) {
    const id = args[0];
    if (name !== 'setFont' || typeof id !== 'string' || fonts.has(id)) continue;
    // The callback form waits for a font that is still on its way.
    fonts.set(id, fontOf(await new Promise<unknown>(resolve => void page.commonObjs.get(id, resolve))));
  }
  const drawing = { operators, fonts, box: page.view as [number, number, number, number], rotate: page.rotate };
  page.cleanup();
  return drawing;
}

function fontOf(raw: unknown): Font {
  const font = (raw ?? {}) as Record<string, unknown>;
  const name = typeof font.name === 'string' ? font.name : '';
  const matrix = list(font.fontMatrix);
  return {
    bold: font.bold === true || font.black === true || /bold|black|heavy|semibd|demi/i.test(name),
    vertical: font.vertical === true,
    scale: typeof matrix[0] === 'number' ? matrix[0] : 0.001,
    vmetrics: numbers(font.defaultVMetrics) ?? [-1000, 500, 880],
  };
}

/** An array or typed array as a plain list; everything else is an empty one. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) && 'length' in value ? Array.from(value as unknown as ArrayLike<unknown>) : [];
}

/** A list of finite numbers, or undefined. */
export function numbers(value: unknown): readonly number[] | undefined {
  const items = list(value);
  return items.length > 0 && items.every(item => Number.isFinite(item)) ? (items as number[]) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

// pdf.js' messages may quote the file, so its errors end here.
async function wrapped<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const encrypted = error instanceof Error && error.name === 'PasswordException';
    throw new CorpusmithError(encrypted ? 'E_ENCRYPTED' : 'E_BROKEN');
  }
}
