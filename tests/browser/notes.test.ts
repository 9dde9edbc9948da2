/// <reference lib="dom" />
// biome-ignore-all lint/performance/useDomNodeTextContent: what a person sees is asked for, with its lines, and not what is in the tree
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleaners } from '../../packages/engine/src/clean/registry.js';
import { renderCcda } from '../../packages/engine/src/rendering/document.js';
import { renderNote } from '../../packages/engine/src/rendering/note.js';
import { makePractice } from '../../packages/engine/src/synthetic/practice.js';
import { ccdaTarget } from '../../packages/engine/src/targets/ccda/writer.js';
import { chartOf, testSettings } from '../../packages/engine/src/testing/charts.js';
import { HARD_NOTES, noteResource } from '../../packages/engine/src/testing/hard-notes.js';
import { CHROMIUM, NO_CHROMIUM, openBrowser } from './browser.js';

/** Text as read aloud: blanks made single, marks of lists left out. */
const spoken = (text: string): string =>
  text
    .replace(/^[ \t]*(?:(?:[-\u2022]|\d+\.) )+/gm, '')
    .replace(/[^\S\u00a0]+/g, ' ')
    .trim();

const clean = (name: string, source: string, args: Readonly<Record<string, unknown>>): unknown =>
  cleaners.get(name)?.clean([source], args, { latestYear: 2026 }).value;

function documentOf(sources: readonly string[]): string {
  const chart = chartOf(
    { id: 'p1', name: [{ family: 'Roe', given: ['Ada'] }], gender: 'female', birthDate: '1980-01-02' },
    sources.map((source, i) => noteResource(source, i, clean)),
  );
  for (const file of ccdaTarget.write(chart, testSettings).outputs)
    if (file.kind === 'file' && file.supplement !== true) return String(file.text);
  throw new Error('no document was written');
}

interface SeenNote {
  readonly text: string;
  readonly bold: readonly string[];
  readonly italic: readonly string[];
  readonly underlined: readonly string[];
  readonly tables: readonly (readonly (readonly string[])[])[];
  readonly height: number;
}

/** What a person sees of an element: its text, and which words look how, by computed style. */
const seen = (page: Page, selector: string): Promise<SeenNote> =>
  page.evaluate((where) => {
    const root = document.querySelector<HTMLElement>(where);
    if (!root) throw new Error(`no ${where}`);
    const looking = (fits: (style: CSSStyleDeclaration) => boolean): string[] => {
      const found: string[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent && node.textContent?.trim() && fits(getComputedStyle(parent))) found.push(node.textContent.trim());
      }
      return found;
    };
    const underlined: string[] = [...root.querySelectorAll<HTMLElement>('*')]
      .filter((one) => getComputedStyle(one).textDecorationLine.includes('underline'))
      .map((one) => one.innerText.trim());
    return {
      text: root.innerText,
      bold: looking((style) => Number(style.fontWeight) >= 600),
      italic: looking((style) => style.fontStyle === 'italic'),
      underlined,
      tables: [...root.querySelectorAll('table')]
        .filter((table) => !table.parentElement?.closest('table'))
        .map((table) =>
          [...table.rows].map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim())),
        ),
      height: root.getBoundingClientRect().height,
    };
  }, selector);

/** Nothing of a page may be outside the window, be a replacement character or look like markup. */
async function expectReadable(page: Page, markup: RegExp): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
  const text = await page.evaluate(() => document.body.innerText);
  expect(text).not.toContain('\ufffd');
  expect(text).not.toMatch(markup);
}

const MARKUP = /<\/?(b|p|br|div|table|td|content|paragraph)\b|\{\\rtf|\\par\b|&(amp|lt|eacute|#\d+);/;

describe.skipIf(CHROMIUM === null)(`notes in a browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'notes-'));
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  let requests: string[];
  let complaints: string[];
  const open = async (name: string, html: string): Promise<void> => {
    const file = join(folder, name);
    writeFileSync(file, html);
    requests = [];
    complaints = [];
    await page.goto(pathToFileURL(file).href);
  };

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.context.newPage();
    page.on('request', (request) => requests.push(request.url().slice(0, 100)));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows each hard note whole and with its formatting, in the document and by itself', async () => {
    const xml = documentOf(HARD_NOTES.map((note) => note.source));
    await open('hard.html', renderCcda(xml).html);
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
    const check = async (selector: string, i: number): Promise<void> => {
      const note = HARD_NOTES[i]!;
      const found = await seen(page, selector);
      expect(spoken(found.text), note.name).toBe(spoken(note.shows));
      expect(found.bold, note.name).toEqual(expect.arrayContaining([...(note.bold ?? [])]));
      expect(found.italic, note.name).toEqual(note.italic ?? []);
      expect(found.underlined, note.name).toEqual(expect.arrayContaining([...(note.underlined ?? [])]));
      expect(found.tables, note.name).toEqual(note.tables ?? []);
      // Each line of the note stands on a line of its own.
      for (const line of note.shows.split('\n').filter((one) => !/^A 1 mg|^70 120|^sitting|^Pulse BP|^Drug/.test(one)))
        expect(found.text.split('\n').map(spoken), `${note.name}: ${line}`).toContain(spoken(line));
    };
    for (const i of HARD_NOTES.keys()) await check(`#n-note-${i + 1}-text`, i);
    const plain = HARD_NOTES.findIndex((note) => note.mediaType === 'text/plain');
    const formatted = HARD_NOTES.filter((note) => note.mediaType !== 'text/plain');
    await open('formatted.html', renderCcda(documentOf(formatted.map((note) => note.source))).html);
    await expectReadable(page, MARKUP);
    for (const [i, note] of HARD_NOTES.entries()) {
      await open(`note-${i}.html`, renderNote(note.source, note.mediaType, note.name));
      expect(complaints).toEqual([]);
      await check('.rich', i);
      await expectReadable(page, i === plain ? /\ufffd/ : MARKUP);
    }
  });

  it('keeps columns of blanks where the note has them', async () => {
    await open('columns.html', renderNote('BP:     120/80\nPulse:  70', 'text/plain', 'x'));
    expect((await seen(page, '.rich')).text).toBe('BP:     120/80\nPulse:  70');
  });

  it('shows what a browser shows of the HTML notes of a practice, and what the RTF and plain ones say', async () => {
    const table = makePractice(60).tables.find((one) => one.name === 'note');
    const bodies = (table?.rows ?? []).flatMap((row) =>
      row.filter((cell): cell is string => typeof cell === 'string' && cell.length > 30),
    );
    expect(bodies.length).toBeGreaterThan(60);
    const wanted: string[] = [];
    for (const body of bodies) {
      if (body.startsWith('<')) {
        await page.setContent(body);
        wanted.push(await page.evaluate(() => document.body.innerText));
      } else if (body.startsWith('{'))
        wanted.push(
          body
            .replace(/\{\\fonttbl.*?\}\}/, '')
            .replace(/\\u(\d+)\?/g, (_, code) => String.fromCharCode(Number(code)))
            .replace(/\\par ?/g, '\n')
            .replace(/\\[a-z]+\d* ?|[{}]/g, ''),
        );
      else wanted.push(body);
    }
    await open('practice.html', renderCcda(documentOf(bodies)).html);
    const shown = await page.evaluate(
      (n) => Array.from({ length: n }, (_, i) => document.getElementById(`n-note-${i + 1}-text`)?.innerText ?? ''),
      bodies.length,
    );
    expect(shown.map(spoken)).toEqual(wanted.map(spoken));
    const bold = await page.evaluate(() =>
      [...document.querySelectorAll('[id$="-text"] b')].map((one) => getComputedStyle(one).fontWeight),
    );
    expect(bold.length).toBeGreaterThan(20);
    expect(new Set(bold)).toEqual(new Set(['700']));
    await expectReadable(page, MARKUP);
  });

  it('runs and loads nothing of a hostile document', async () => {
    const evil =
      '<script>alert(1)</script><linkHtml href="javascript:alert(2)" onclick="alert(3)">one</linkHtml><content onmouseover="alert(4)" style="background:url(http://x.invalid/)">two</content>' +
      '<img src="http://x.invalid/" onerror="alert(5)"/><iframe src="http://x.invalid/"/>&lt;img src=x onerror=alert(6)&gt;<table><tr onclick="alert(7)"><td background="http://x.invalid/">three</td></tr></table><renderMultiMedia referencedObject="M"/>';
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(8)"/>').toString('base64');
    const html = Buffer.from(
      '<b>ok</b><img src=x onerror=alert(9)><meta http-equiv="refresh" content="0;url=http://x.invalid/">',
    ).toString('base64');
    const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3"><title>&lt;/title&gt;&lt;script&gt;alert(0)&lt;/script&gt;</title><component><structuredBody><component><section><title>x</title><text>${evil}</text><entry><observationMedia ID="M"><value mediaType="image/svg+xml" representation="B64">${svg}</value></observationMedia></entry><entry><act><text mediaType="text/html" representation="B64">${html}</text></act></entry></section></component></structuredBody></component></ClinicalDocument>`;
    await open('hostile.html', renderCcda(xml).html);
    expect(await page.locator('main').innerText()).toContain('one');
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('main *:not(a[download])'))
        for (const kind of ['click', 'mouseover']) one.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
    });
    await page.waitForTimeout(300);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    expect(page.url()).toContain('hostile.html');
    const blocked: string[] = [];
    page.on('requestfailed', (request) => blocked.push(`${request.url()} ${request.failure()?.errorText}`));
    // The policy holds even where a page were to have something to run.
    await open(
      'policy.html',
      renderCcda(xml).html.replace('</body>', '<script>alert(1)</script><img src="http://x.invalid/"></body>'),
    );
    expect(complaints.join()).toMatch(/Content Security Policy/);
    expect(complaints).not.toContain('1');
    expect(blocked).toEqual(['http://x.invalid/ csp']);
  });

  it('saves a PDF and never opens it', async () => {
    const data = Buffer.alloc(1_390_000, '%PDF').toString('base64');
    const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><nonXMLBody><text mediaType="application/pdf" representation="B64">${data}</text></nonXMLBody></component></ClinicalDocument>`;
    await open('pdf.html', renderCcda(xml).html);
    const waiting = page.waitForEvent('download');
    await page.locator('a.download').click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('document-file-1.pdf');
    expect(await download.failure()).toBeNull();
    await download.delete();
    expect(page.url()).toContain('pdf.html');
  });
});
