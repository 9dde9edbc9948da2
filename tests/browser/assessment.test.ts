/// <reference lib="dom" />
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { sharedPath } from '../../packages/engine/src/testing/shared.js';
import { writeDump } from '../scenario/practice-workspace.js';
import { runCommand } from '../scenario/scenario.js';
import { CHROMIUM, NO_CHROMIUM, openBrowser } from './browser.js';

/** Pairs of boxes of the drawing that overlap, and texts that reach out of their box, as they are drawn. */
const misdrawn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('svg.core g.box')].map((group) => ({
      name: group.querySelector('.name')?.textContent ?? '',
      rect: group.querySelector('rect')?.getBoundingClientRect() ?? new DOMRect(),
      texts: [...group.querySelectorAll('text')].map((text) => text.getBoundingClientRect()),
    }));
    const meet = (a: DOMRect, b: DOMRect): boolean =>
      a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
    const over = boxes.flatMap((a, i) =>
      boxes.slice(i + 1).flatMap((b) => (meet(a.rect, b.rect) ? [`${a.name} over ${b.name}`] : [])),
    );
    const out = boxes.flatMap(({ name, rect, texts }) =>
      texts.some((text) => text.left < rect.left || text.right > rect.right + 0.5 || text.bottom > rect.bottom + 0.5)
        ? [`${name} reaches out`]
        : [],
    );
    return [...over, ...out];
  });

const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('h1,h2,h3,p,li,td,th,b,dd')]
      .filter((element) => element.getClientRects().length > 0 && !element.closest('.scroll'))
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => (element.textContent ?? '').slice(0, 60)),
  );

/** Contrast of text with what is behind it, by WCAG 2.1 (1.4.3); the least of the page. */
const leastContrast = (page: Page): Promise<{ ratio: number; text: string }> =>
  page.evaluate(() => {
    const light = ([r = 0, g = 0, b = 0]: number[]): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((v) =>
        v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const parse = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
    const behind = (element: Element | null): number[] => {
      for (let one = element; one; one = one.parentElement) {
        const color = parse(getComputedStyle(one).backgroundColor);
        if ((color[3] ?? 1) > 0) return color;
      }
      return [255, 255, 255];
    };
    let least = { ratio: 21, text: '' };
    for (const element of document.querySelectorAll('p,td,th,li,dt,dd,span,a,code,caption')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!own || element.getClientRects().length === 0) continue;
      const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < least.ratio) least = { ratio, text: (element.textContent ?? '').slice(0, 40) };
    }
    return least;
  });

const backup = sharedPath('data', 'mssql', 'aelgendy97__Database_Project__Hospital.bak');

describe.skipIf(CHROMIUM === null)(`the assessment in a browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'assessment-'));
  const pages: string[] = [];
  let browser: Awaited<ReturnType<typeof openBrowser>>;

  beforeAll(async () => {
    const sources = [writeDump(join(folder, 'practice.sql'), makePractice(45)), ...(backup ? [backup] : [])];
    for (const [i, source] of sources.entries()) {
      const { exit } = runCommand(`chartlift assess '${source}' -o p${i}.html`, folder);
      expect(exit).toBe(0);
      pages.push(join(folder, `p${i}.html`));
    }
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is whole, readable and drawn without overlap, on a wide and a narrow screen', async () => {
    for (const file of pages) {
      const page = await browser.context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(pathToFileURL(file).href);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
        expect(await cutOff(page)).toEqual([]);
        expect(await misdrawn(page)).toEqual([]);
      }
      expect(requests).toEqual([pathToFileURL(file).href, pathToFileURL(file).href]);
      expect(complaints).toEqual([]);
      expect(readFileSync(file, 'utf8')).not.toMatch(/<script/i);
      expect(await page.locator('svg.core g.box').count()).toBeGreaterThan(4);
      expect(await page.locator('section h2').allTextContents()).toEqual(
        expect.arrayContaining([
          'In short',
          'The clinical core',
          'Tables by domain',
          'Proposed scope',
          'Estimate',
          'Data dictionary',
        ]),
      );
      const { ratio, text } = await leastContrast(page);
      expect(ratio, text).toBeGreaterThanOrEqual(4.5);
      expect(statSync(file).size).toBeLessThan(3_000_000);
      await page.close();
    }
  });

  it('prints, with nothing folded away', async () => {
    const page = await browser.context.newPage();
    await page.goto(pathToFileURL(pages.at(-1) ?? '').href);
    await page.emulateMedia({ media: 'print' });
    const pdf = await page.pdf({ format: 'A4' });
    expect((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeGreaterThan(3);
    await page.setViewportSize({ width: 718, height: 1000 });
    expect(await cutOff(page)).toEqual([]);
    const hidden = await page.evaluate(
      () =>
        [...document.querySelectorAll('details li')].filter(
          (one) => !one.checkVisibility({ contentVisibilityAuto: true }),
        ).length,
    );
    expect(hidden).toBe(0);
    await page.close();
  });

  it('finds boxes that overlap and texts that cannot be read', async () => {
    const bad = join(folder, 'bad.html');
    const box = (x: number): string =>
      `<g class="box"><rect x="${x}" y="0" width="50" height="20"/><text class="name" x="${x}" y="15">a name that is too long</text></g>`;
    writeFileSync(
      bad,
      `<p style="color:#bbb">pale</p><svg class="core" viewBox="0 0 100 40">${box(0)}${box(30)}</svg>`,
    );
    const page = await browser.context.newPage();
    await page.goto(pathToFileURL(bad).href);
    expect((await misdrawn(page)).length).toBe(3);
    expect((await leastContrast(page)).ratio).toBeLessThan(3);
    await page.close();
  });
});
