// The page in a real browser: by keyboard, by mouse, after a reload, and when the server is gone.
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Mark, marksOf, readReviewers } from '../../src/review/decisions.ts';
import { hasBrowser, IN_BROWSER, launchBrowser } from '../browser.ts';
import { copyOf, finishedRun } from './dataset.ts';
import { servedReview } from './served.ts';

describe.runIf(hasBrowser)(IN_BROWSER, () => {
  let folder: Awaited<ReturnType<typeof finishedRun>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let copy: string;
  let served: Awaited<ReturnType<typeof servedReview>>;
  let copies = 0;
  /** What must not happen: requests to elsewhere, breaches of the policy, errors of the script. */
  let amiss: string[];

  beforeAll(async () => {
    folder = await finishedRun(20);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    folder?.remove();
  });

  beforeEach(async () => {
    copy = copyOf(folder, String(copies++));
    served = await servedReview(copy, 10);
    context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
    page = await context.newPage();
    amiss = [];
    context.on('request', request => {
      if (new URL(request.url()).origin !== served.url.origin && request.url() !== 'data:,') amiss.push(request.url());
    });
    page.on('pageerror', error => amiss.push(error.message));
    page.on('console', message => {
      if (/Content Security Policy/.test(message.text())) amiss.push(message.text());
    });
    await page.goto(served.url.href);
    await expect.poll(where).toBe(`1 of ${served.plan.entries.length}, 0 done`);
  });
  afterEach(async () => {
    await context.close();
    await served.stop();
    expect(amiss).toEqual([]);
  });

  const where = () => page.textContent('#where');
  const marks = () => page.locator('#marks li').allTextContents();
  const written = (row: number): readonly Mark[] => {
    const state = readReviewers(join(copy, 'review'), served.plan)[0]!.rows.get(row);
    return state === undefined ? [] : marksOf(state);
  };
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Goes to the first row that holds the pattern; returns its number and where the pattern stands. */
  const goTo = async (pattern: RegExp) => {
    const row = served.shown.sample.findIndex(({ parts }) => pattern.test(parts[0]!.text));
    for (let i = 0; i < row; i++) {
      await press('j');
      await expect.poll(where).toContain(`${i + 2} of `);
    }
    const match = pattern.exec(served.shown.sample[row]!.parts[0]!.text)!;
    return { row, start: match.index, end: match.index + match[0].length };
  };

  test('by keyboard: choose words, say what they are, take it back, be done', async () => {
    const { row } = await goTo(/^The pump number/);
    await press('ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'm');
    expect(await page.textContent('#chosen')).toBe('pump number');
    await press('p');
    await expect.poll(marks).toEqual(['pump numbermissed, PERSONTake back']);
    expect(written(row)).toEqual([{ part: 0, start: 4, end: 15, kind: 'missed', entity: 'PERSON' }]);
    await press('Home', 'w');
    await expect.poll(marks).toHaveLength(2);
    await press('u');
    await expect.poll(marks).toHaveLength(1);
    await press('ArrowRight', 'm', 'Escape', 't', 'i');
    await expect.poll(marks).toEqual([expect.anything(), 'pumpwrong type, ID_NUMBERTake back']);
    expect(written(row).map(({ kind, entity }) => [kind, entity])).toEqual([
      ['missed', 'PERSON'],
      ['type', 'ID_NUMBER'],
    ]);
    await press('Enter');
    await expect.poll(where).toMatch(/, 1 done$/);
    expect(await page.textContent('#saved')).toBe('Saved');
  });

  test('a placeholder is one word, framed; a click chooses a word', async () => {
    const { row, start, end } = await goTo(/\[EMAIL_1\]/);
    await page.click('.replaced >> nth=0');
    await press('w');
    await expect.poll(marks).toEqual(['[EMAIL_1]redacted without needTake back']);
    expect(written(row)).toEqual([{ part: 0, start, end, kind: 'wrong' }]);
  });

  test('the mouse selects to the very character', async () => {
    const { row, start } = await goTo(/noise/);
    await page.evaluate(`
      const walker = document.createTreeWalker(document.querySelector('#text .said'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.textContent.indexOf('noise');
        if (at >= 0) getSelection().setBaseAndExtent(walker.currentNode, at + 1, walker.currentNode, at + 4);
      }`);
    await page.click('#missed');
    await page.click('#types button >> nth=5');
    await expect.poll(marks).toEqual(['oismissed, OTHERTake back']);
    expect(written(row)).toEqual([{ part: 0, start: start + 1, end: start + 4, kind: 'missed', entity: 'OTHER' }]);
  });

  test('after a reload all is as it was, at the first row that is not done', async () => {
    await press('ArrowRight', 'w');
    await expect.poll(marks).toHaveLength(1);
    await press('Enter');
    await expect.poll(where).toMatch(/^2 of .* 1 done$/);
    await page.reload();
    await expect.poll(where).toMatch(/^2 of .* 1 done$/);
    await press('k');
    await expect.poll(marks).toHaveLength(1);
    expect(await page.textContent('#place')).toContain('done');
  });

  test('to the end: every row, by Enter alone', async () => {
    const all = served.plan.entries.length;
    for (let i = 1; i <= all; i++) {
      await press('Enter');
      await expect.poll(where).toContain(`, ${i} done`);
      await expect.poll(() => page.textContent('#saved')).toBe('Saved');
    }
    expect(await page.textContent('#trouble')).toContain('All rows are done');
  });

  test('down from the last line, up from the first: the row after, the row before', async () => {
    await press('End', 'ArrowDown');
    await expect.poll(where).toMatch(/^2 of/);
    await press('Home', 'ArrowUp');
    await expect.poll(where).toMatch(/^1 of/);
    await press('ArrowUp');
    expect(await page.textContent('#hint')).toBe('This is the first row.');
  });

  test('nothing is marked where nothing is chosen, and the help names every key', async () => {
    await press('m');
    expect(await page.textContent('#hint')).toContain('Choose words first');
    await press('?');
    const help = await page.locator('#keys kbd').allTextContents();
    expect(help).toEqual(expect.arrayContaining(['m', 'w', 't', 'u', 'j', 'k', 'Enter']));
    await press('Escape', 'ArrowRight', 'w');
    await expect.poll(marks).toHaveLength(1);
  });

  test('the server is gone: the page says so, shows nothing as saved, and all before it is there', async () => {
    await press('ArrowRight', 'w');
    await expect.poll(marks).toHaveLength(1);
    await served.stop();
    await press('ArrowRight', 'w');
    await expect.poll(() => page.textContent('#trouble')).toContain('Every mark that you see here is saved');
    expect(await page.textContent('#saved')).toBe('Not saved');
    expect(await marks()).toHaveLength(1);
    expect(written(0)).toHaveLength(1);
    served = await servedReview(copy, 10);
    await page.goto(served.url.href);
    await expect.poll(marks).toHaveLength(1);
  });

  test('text is text: markup does nothing, characters that turn the writing are shown', async () => {
    await served.stop();
    const { shown } = served;
    const text = '<img src=x onerror=alert(1)> abc\u202edef <b>bold</b>';
    const hostile = { ...shown.sample[0]!, parts: [{ role: 'user' as const, text }] };
    served = await servedReview(copy, 10, {}, { ...shown, sample: [hostile, ...shown.sample.slice(1)] });
    await page.goto(served.url.href);
    await expect
      .poll(() => page.textContent('#text .said >> nth=0'))
      .toContain('<img src=x onerror=alert(1)> abcU+202Edef');
    expect(await page.locator('#text img, #text b').count()).toBe(0);
    await press('End', 'Home', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Shift+ArrowRight', 'w');
    await expect.poll(marks).toHaveLength(1);
  });

  test.each([320, 390, 1600])('at a width of %i nothing stands beyond the edge', async width => {
    await page.setViewportSize({ width, height: 700 });
    await press('ArrowRight', 'w');
    await expect.poll(marks).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const boxes = await page
      .locator('button:visible')
      .evaluateAll(all => all.map(one => one.getBoundingClientRect().right));
    expect(Math.max(...boxes)).toBeLessThanOrEqual(width);
  });
});
