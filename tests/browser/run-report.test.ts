/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../scenario/scenario.js';
import { CHROMIUM, NO_CHROMIUM, openBrowser } from './browser.js';

/** What a page asks for, and what it complains about. */
async function openReport(page: Page, file: string): Promise<{ requests: string[]; complaints: string[] }> {
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return { requests, complaints };
}

/** Elements with text that reach beyond the window and cannot be scrolled to inside their own box. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('h1,h2,p,li,td,th,b')]
      .filter((element) => element.getClientRects().length > 0 && !element.closest('.scroll'))
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.textContent ?? ''),
  );

describe.skipIf(CHROMIUM === null)(`the run report in a browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let report: string;

  beforeAll(async () => {
    const { stdout, exit } = runCommand('chartlift --json demo --patients 45 -o demo', folder);
    expect(exit).toBe(0);
    report = (JSON.parse(stdout) as { report: string }).report;
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const width of [1280, 390])
    it(`shows verdict and tables at ${width} px, asks for nothing, complains of nothing`, async () => {
      const page = await browser.context.newPage();
      await page.setViewportSize({ width, height: 900 });
      const { requests, complaints } = await openReport(page, report);
      expect(requests).toEqual([pathToFileURL(report).href]);
      expect(complaints).toEqual([]);
      const verdict = page.locator('.verdict h2');
      expect(await verdict.isVisible()).toBe(true);
      // HL7's files were not given: a run with checks that did not run must not look ready.
      expect(await verdict.textContent()).toContain('2 checks did not run');
      expect(await page.locator('section h2').allTextContents()).toEqual(
        expect.arrayContaining(['Checks', 'What became of the rows', 'What the charts hold', 'Issues', 'How to go on']),
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await cutOff(page)).toEqual([]);
      const sizes = await page.evaluate(() =>
        [...document.querySelectorAll('td')].map((cell) => Number.parseFloat(getComputedStyle(cell).fontSize)),
      );
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(13);
      await page.close();
    });

  it('prints on paper with all of its tables', async () => {
    const page = await browser.context.newPage();
    await openReport(page, report);
    await page.emulateMedia({ media: 'print' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
    expect(pages).toBeGreaterThan(1);
    // A4 between margins of 1 cm is about 718 px wide.
    await page.setViewportSize({ width: 718, height: 1000 });
    expect(await cutOff(page)).toEqual([]);
    await page.close();
  });

  it('finds a page that asks for something or is too wide', async () => {
    const bad = join(folder, 'bad.html');
    writeFileSync(bad, `<img src="missing.png"><script>console.error('x')</script><p style="width:3000px">wide</p>`);
    const page = await browser.context.newPage();
    const { requests, complaints } = await openReport(page, bad);
    expect(requests.length).toBe(2);
    expect(complaints.length).toBeGreaterThan(0);
    expect(await cutOff(page)).toEqual(['wide']);
    await page.close();
  });
});
