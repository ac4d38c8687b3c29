import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redactionReportHtml } from '../../src/reports/redaction-report.ts';
import { runReportHtml } from '../../src/reports/run-report.ts';
import { hasBrowser, IN_BROWSER, launchBrowser } from '../browser.ts';
import { tempFolder } from '../engine/harness.ts';
import { sampleFacts, sampleReview } from './sample-facts.ts';

const pages = {
  'report.html': runReportHtml(sampleFacts),
  'redaction.html': redactionReportHtml(sampleFacts),
  'reviewed.html': redactionReportHtml(sampleFacts, sampleReview),
};

describe.runIf(hasBrowser)(IN_BROWSER, () => {
  const folder = tempFolder();
  let browser: Browser;
  beforeAll(async () => {
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder.path, name), text);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    folder.remove();
  });

  test.each(Object.keys(pages).flatMap(name => [1600, 390].map(width => [name, width] as const)))(
    '%s at %i px: asks for nothing, breaks no rule of its own, is no wider than the screen',
    async (name, width) => {
      // Readable without scripts: they are off.
      const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: false });
      try {
        const page = await context.newPage();
        const said: string[] = [];
        const asked: string[] = [];
        page.on('console', message => said.push(message.text()));
        page.on('request', request => asked.push(request.url()));
        const url = pathToFileURL(join(folder.path, name)).href;
        await page.goto(url);
        expect(asked).toEqual([url]);
        expect(said).toEqual([]);
        const box = await page.locator('main').boundingBox();
        expect(box!.width).toBeLessThanOrEqual(width);
        for (const section of await page.locator('main > section, main > header').all()) {
          const { x, width: wide } = (await section.boundingBox())!;
          expect(x + wide).toBeLessThanOrEqual(width);
        }
        await expect(page.locator('h1').textContent()).resolves.toBe('support-tickets');
      } finally {
        await context.close();
      }
    },
  );
});
