import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Tests of pages need a browser that is there: none is downloaded. */
export const hasBrowser = existsSync(executablePath);

export const IN_BROWSER = 'in Chromium (CHROMIUM, or /usr/bin/chromium; skipped without)';

/** As root Chromium starts only without its sandbox. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
