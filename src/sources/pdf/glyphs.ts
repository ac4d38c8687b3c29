import { apply, degrees, IDENTITY, type Matrix, matrixOf, multiply, viewOf } from './matrix.ts';
import { type Drawing, type Font, list, numbers } from './open.ts';

/** A glyph on the page as the reader sees it: points, origin bottom left, baseline running to the right. */
export interface Glyph {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Height of the font in points. */
  readonly size: number;
  readonly bold: boolean;
}

/** The glyphs that run in one direction, turned upright. */
export interface Direction {
  /** Degrees counter-clockwise, in steps of 15. */
  readonly angle: number;
  readonly glyphs: readonly Glyph[];
}

export interface PageGlyphs {
  /** Most glyphs first. */
  readonly directions: readonly Direction[];
  readonly width: number;
  readonly height: number;
  /** Glyphs marked as artifacts (running headers, page numbers) in the top and bottom band, which are left out. */
  readonly artifacts: number;
  /** A picture, or so many outlines that they may be letters: a page without text that shows something. */
  readonly pictured: boolean;
}

interface State {
  ctm: Matrix;
  font: Font | undefined;
  size: number;
  direction: number;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
}

interface Placed extends Glyph {
  readonly angle: number;
  readonly upright: boolean;
}

const PLAIN: Font = { bold: false, vertical: false, scale: 0.001, vmetrics: [-1000, 500, 880] };
/** Share of the page's height in which running headers and footers stand. */
export const BAND = 0.13;

/**
 * Runs the text operators of a page (ISO 32000-1, 9.4) and returns where each glyph stands. Glyphs and not runs, because only a
 * glyph knows its text: pdf.js' own runs are reversed letter by letter where they are right-to-left, which turns the two
 * letters of an Arabic ligature around.
 */
export function glyphsOf(drawing: Drawing): PageGlyphs {
  const [width, height, view] = viewOf(drawing);
  const run = new Interpreter(drawing.fonts, view, height);
  for (const { name, args } of drawing.operators) run.step(name, args);
  const byAngle = new Map<number, Glyph[]>();
  for (const { angle, upright, ...glyph } of run.glyphs) {
    const stacked = upright && run.stacked * 2 > run.uprights;
    const key = stacked ? 270 : angle;
    const turned = turn(stacked ? { ...glyph, width: glyph.size } : glyph, key);
    const group = byAngle.get(key);
    if (group === undefined) byAngle.set(key, [turned]);
    else group.push(turned);
  }
  const directions = [...byAngle]
    .map(([angle, glyphs]) => ({ angle, glyphs }))
    .sort((a, b) => b.glyphs.length - a.glyphs.length || a.angle - b.angle);
  return { directions, width, height, artifacts: run.artifacts, pictured: run.picture || run.outlines >= 50 };
}

class Interpreter {
  readonly glyphs: Placed[] = [];
  artifacts = 0;
  picture = false;
  outlines = 0;
  uprights = 0;
  stacked = 0;
  readonly #fonts: ReadonlyMap<string, Font>;
  readonly #height: number;
  readonly #saved: State[] = [];
  readonly #marks: boolean[] = [];
  #state: State;
  #matrix: Matrix = IDENTITY;
  #x = 0;
  #y = 0;
  #lineX = 0;
  #lineY = 0;

  constructor(fonts: ReadonlyMap<string, Font>, view: Matrix, height: number) {
    this.#fonts = fonts;
    this.#height = height;
    this.#state = {
      ctm: view,
      font: undefined,
      size: 0,
      direction: 1,
      charSpacing: 0,
      wordSpacing: 0,
      hScale: 1,
      leading: 0,
      rise: 0,
    };
  }

  step(name: string, args: readonly unknown[]): void {
    const number = typeof args[0] === 'number' ? args[0] : 0;
    const state = this.#state;
    switch (name) {
      case 'save':
        this.#saved.push({ ...state });
        break;
      case 'restore':
      case 'paintFormXObjectEnd':
      case 'endAnnotation':
        this.#state = this.#saved.pop() ?? state;
        break;
      case 'transform':
        this.#concat(args);
        break;
      case 'paintFormXObjectBegin':
        this.#saved.push({ ...state });
        this.#concat(list(args[0]));
        break;
      case 'beginAnnotation':
        this.#saved.push({ ...state });
        this.#concat(list(args[2]));
        this.#concat(list(args[3]));
        break;
      case 'beginMarkedContent':
      case 'beginMarkedContentProps':
        this.#marks.push(args[0] === 'Artifact');
        break;
      case 'endMarkedContent':
        this.#marks.pop();
        break;
      case 'constructPath':
        this.outlines++;
        break;
      case 'showText':
      case 'showSpacedText':
        this.#show(list(args[0]));
        break;
      default:
        this.#setText(name, number, args);
    }
  }

  #setText(name: string, number: number, args: readonly unknown[]): void {
    const state = this.#state;
    switch (name) {
      case 'beginText':
        this.#setMatrix(IDENTITY);
        break;
      case 'setTextMatrix':
        this.#setMatrix(matrixOf(list(args[0])) ?? IDENTITY);
        break;
      case 'moveText':
        this.#move(number, typeof args[1] === 'number' ? args[1] : 0);
        break;
      case 'setLeadingMoveText':
        state.leading = -(typeof args[1] === 'number' ? args[1] : 0);
        this.#move(number, -state.leading);
        break;
      case 'nextLine':
        this.#move(0, -state.leading);
        break;
      case 'setLeading':
        state.leading = -number;
        break;
      case 'setCharSpacing':
        state.charSpacing = number;
        break;
      case 'setWordSpacing':
        state.wordSpacing = number;
        break;
      case 'setHScale':
        state.hScale = number / 100;
        break;
      case 'setTextRise':
        state.rise = number;
        break;
      case 'setFont':
        this.#setFont(args[0], args[1]);
        break;
      case 'setGState':
        for (const entry of list(args[0]))
          if (list(entry)[0] === 'Font') this.#setFont(list(list(entry)[1])[0], list(list(entry)[1])[1]);
        break;
    }
  }

  #concat(args: readonly unknown[]): void {
    const matrix = matrixOf(args);
    if (matrix === undefined) return;
    const ctm = multiply(this.#state.ctm, matrix);
    this.#state.ctm = ctm;
    // A picture is the unit square under the current matrix: one of ten points or more can be seen.
    if (Math.hypot(ctm[0], ctm[1]) >= 10 && Math.hypot(ctm[2], ctm[3]) >= 10) this.picture = true;
  }

  #setMatrix(matrix: Matrix): void {
    this.#matrix = matrix;
    this.#x = this.#y = this.#lineX = this.#lineY = 0;
  }

  #move(x: number, y: number): void {
    this.#x = this.#lineX += x;
    this.#y = this.#lineY += y;
  }

  #setFont(id: unknown, size: unknown): void {
    const points = typeof size === 'number' ? size : 0;
    this.#state.font = this.#fonts.get(String(id)) ?? PLAIN;
    this.#state.size = Math.abs(points);
    this.#state.direction = points < 0 ? -1 : 1;
  }

  #show(items: readonly unknown[]): void {
    const { font = PLAIN, size, direction, charSpacing, wordSpacing, hScale } = this.#state;
    const hDirection = hScale * direction;
    for (const item of items) {
      if (typeof item === 'number') {
        if (font.vertical) this.#y -= (item * size) / 1000;
        else this.#x -= (item * size * hDirection) / 1000;
        continue;
      }
      if (item === null || typeof item !== 'object') continue;
      const glyph = item as { unicode?: unknown; width?: unknown; isSpace?: unknown; vmetric?: unknown };
      const spacing = charSpacing + (glyph.isSpace === true ? wordSpacing : 0);
      const unscaled = typeof glyph.width === 'number' ? glyph.width * font.scale * size : 0;
      const text = typeof glyph.unicode === 'string' ? glyph.unicode : '';
      if (font.vertical) {
        const metrics = numbers(glyph.vmetric) ?? font.vmetrics;
        const shiftY = (metrics[2] ?? 880) * font.scale * size;
        this.#place(text, this.#x - unscaled / 2, this.#y - shiftY, unscaled, true);
        this.#y += (metrics[0] ?? -1000) * font.scale * size - spacing;
      } else {
        const advance = (unscaled + spacing * direction) * hDirection;
        this.#place(text, this.#x, this.#y, unscaled * hDirection, false);
        this.#x += advance;
      }
    }
  }

  #place(text: string, x: number, y: number, width: number, upright: boolean): void {
    const { ctm, rise, size, font = PLAIN } = this.#state;
    const matrix = multiply(ctm, this.#matrix);
    const [px, py] = apply(matrix, x, y + rise);
    const [ex, ey] = apply(matrix, x + width, y + rise);
    const points = Math.hypot(matrix[2], matrix[3]) * size;
    if (!(points > 0.5) || ![px, py, ex, ey, points].every(Number.isFinite) || text === '') return;
    if (this.#marks.includes(true) && (py < this.#height * BAND || py > this.#height * (1 - BAND))) {
      this.artifacts++;
      return;
    }
    const angle = width === 0 ? degrees(matrix[0], matrix[1]) : degrees(ex - px, ey - py);
    const last = this.glyphs.at(-1);
    if (upright) {
      this.uprights++;
      if (last?.upright && Math.abs(last.x - px) < points * 0.3 && last.y - py > points * 0.3) this.stacked++;
    }
    const length = Math.hypot(ex - px, ey - py);
    this.glyphs.push({ text, x: px, y: py, width: length, size: points, bold: font.bold, angle, upright });
  }
}

function turn(glyph: Glyph, degrees: number): Glyph {
  if (degrees === 0) return glyph;
  const a = (-degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(a), Math.sin(a)];
  return { ...glyph, x: glyph.x * cos - glyph.y * sin, y: glyph.x * sin + glyph.y * cos };
}
