import { describe, expect, it } from 'vitest';
import { markdownOf, styleOf } from '../../../src/sources/pdf/blocks.ts';
import { withoutFurniture } from '../../../src/sources/pdf/furniture.ts';
import type { Line } from '../../../src/sources/pdf/lines.ts';

const line = (text: string, y: number, more: Partial<Line> = {}): Line => ({
  text,
  y,
  left: 50,
  right: 400,
  size: 10,
  bold: false,
  gapped: false,
  ...more,
});
const page = (lines: Line[], number = 1) => ({ number, height: 800, regions: [{ lines, left: 50, right: 400 }] });
const markdown = (lines: Line[]) => markdownOf(page(lines), styleOf([page(lines)]));

describe('paragraphs', () => {
  it.each([
    [['a soft hy-', 'phen'], 'a soft hyphen'],
    [['state-of-the-', 'art'], 'state-of-the-art'],
    [['a low-cost way, a low-', 'cost car'], 'a low-cost way, a low-cost car'],
    [['the Rhein-', 'Main area'], 'the Rhein- Main area'],
    [['from 10-', '20 parts'], 'from 10- 20 parts'],
    [['日本語の', '文章'], '日本語の文章'],
  ])('joins %j', (texts, joined) => {
    expect(markdown(texts.map((text, i) => line(text, 700 - i * 12)))).toBe(joined);
  });

  it('breaks at wider gaps, bullets and after short last lines', () => {
    const lines = [
      line('One two.', 700, { right: 200 }),
      line('Three four', 688),
      line('five.', 676, { right: 80 }),
      line('• six', 664),
      line('• seven', 652),
      line('Eight', 620),
    ];
    expect(markdown(lines)).toBe('One two.\n\nThree four five.\n\n- six\n- seven\n\nEight');
  });

  it('takes larger lines and bold lines by themselves for headings', () => {
    const lines = [
      line('Guide', 700, { size: 20, right: 120 }),
      line('First', 660, { bold: true, right: 100 }),
      line('This is the text of the guide and it goes on for a while', 640),
    ];
    expect(markdown(lines)).toBe('# Guide\n\n## First\n\nThis is the text of the guide and it goes on for a while');
  });
});

describe('withoutFurniture', () => {
  const book = (text: (n: number) => string, y: number) =>
    [1, 2, 3].map(n => page([line('Title of chapter', 770), line(`body ${'abc'[n - 1]}`, 400), line(text(n), y)], n));

  it.each([
    ['numbered footers', book(n => `Page ${n} of 3`, 30), 6],
    ['bare numbers', book(n => `${n}`, 30), 6],
    ['footers of its own', book(n => 'xyz'[n - 1]!, 30), 3],
    ['what stands in the middle', book(() => 'same', 300), 3],
  ])('%s', (_name, pages, removed) => {
    const result = withoutFurniture(pages);
    expect(result.removed).toBe(removed);
    expect(result.pages.every(({ regions }) => regions[0]!.lines.some(({ text }) => text.startsWith('body')))).toBe(
      true,
    );
  });
});
