import type { SectionKind } from '../../artifacts/note-suggestion.js';
import { isDrugTitle } from './medications/drug-title.js';
import type { NoteHeading, NoteLine } from './note-text.js';
import { SECTION_TITLES, SHORT_TITLES, SUBTITLES } from './tables/section-titles.js';

const LONGEST_TITLE = 60;
const MOST_WORDS = 7;

/** Folded: lower case, `&` as `and`, brackets with what they hold and every other mark as a blank. */
export const foldTitle = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[([{][^)\]}]*[)\]}]/g, ' ')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** What may stand before a title: Markdown, numbers of sections, bold marks, bullets of headings. */
const BEFORE_TITLE = /^[ \t]*(?:#{1,6}[ \t]+|(?:\d{1,2}|[IVX]{1,4})[.)][ \t]+|[*_=]{1,3}[ \t]*|>[ \t]*)*/;
const AFTER_TITLE = /[ \t:*_=#.\u2013\u2014-]*$/;
const UNDERLINE = /^[ \t]*[=\-_~*]{3,}[ \t]*$/;

/** Whether every letter is a capital, and there are some. */
const isCapitals = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
const isTitleCase = (text: string): boolean =>
  text.split(/\s+/).every((word) => /^[^\p{Ll}]/u.test(word) || /^(?:of|and|the|for|on|in|to|at|with|or)$/.test(word));

interface Known {
  readonly kind: SectionKind | null;
}

/** The kind of a title; undefined: no title that we know. OCR may have hurt a letter or two of a long one. */
export function titleKind(title: string): Known | undefined {
  const folded = foldTitle(title);
  const kind = SECTION_TITLES.get(folded);
  if (kind !== undefined) return { kind };
  if (folded.length < 7 || SUBTITLES.has(folded)) return undefined;
  return misread(folded);
}

const LONG_TITLES = [...SECTION_TITLES].filter(([title]) => title.length >= 7);
const misreadings = new Map<string, Known | undefined>();

function misread(folded: string): Known | undefined {
  if (misreadings.has(folded)) return misreadings.get(folded);
  const most = folded.length >= 12 ? 2 : 1;
  const near = LONG_TITLES.find(
    ([title]) => Math.abs(title.length - folded.length) <= most && isNear(title, folded, most),
  );
  const known = near === undefined ? undefined : { kind: near[1] };
  // Bounded: what notes hold as titles has no end.
  if (misreadings.size > 5000) misreadings.clear();
  misreadings.set(folded, known);
  return known;
}

/** Whether two texts are at most so many letters apart (Levenshtein), first letters equal or the last ones. */
export function isNear(a: string, b: string, most: number): boolean {
  if (a[0] !== b[0] && a[a.length - 1] !== b[b.length - 1]) return false;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1),
      );
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return false;
    row = next;
  }
  return (row[b.length] ?? most + 1) <= most;
}

/** Titles within a line: after the line's beginning, a sentence's end or a wide gap, in capitals, with a colon. */
const INNER_TITLE = /(?:[.;\])]\s+|\s{2,})(\p{Lu}(?:[\p{Lu}\p{N}/&',()-]| (?! )){2,50}?)[ \t]*:(?=\s|$)/gu;
const LEADING_TITLE = /^([\p{L}][\p{L}\p{M}\p{N} /&',.()-]{0,60}?)[ \t]*(?:\*\*|__)?[ \t]*(:)[ \t]*(?:\*\*|__)?/u;
/** `PMH - diabetes`, with a dash for the colon, for titles that we know. */
const DASHED_TITLE = /^(\p{Lu}[\p{L} /&]{1,40}?)[ \t]+(?:-|\u2013|\u2014)[ \t]+(?=\S)/u;

/**
 * Headings of a note, in order: lines in capitals, known titles with a colon or alone on a line, underlined, numbered and Markdown headings, and titles in
 * capitals with a colon within a line. A title in capitals that we do not know still begins a section (of no known kind), so that what
 * the one before says of its statements does not reach into it; labels of systems and regions (`HEENT:`) do not.
 */
export function headingsOf(text: string, lines: readonly NoteLine[]): NoteHeading[] {
  const headings: NoteHeading[] = [];
  const mixed = isMixed(text);
  for (const [index, line] of lines.entries()) {
    if (line.ink >= line.end) continue;
    const whole = text.slice(line.start, line.end);
    const lead = BEFORE_TITLE.exec(whole)?.[0].length ?? 0;
    const found = wholeLine(text, lines, index, lead, mixed) ?? leading(whole, line, lead);
    if (found !== null) headings.push(found);
    const searchFrom = found === null ? 0 : found.bodyStart - line.start;
    if (searchFrom < whole.length && whole.includes(':', searchFrom)) headings.push(...inner(whole, line, searchFrom));
  }
  return headings;
}

/** A line that is a heading and nothing else. */
function wholeLine(
  text: string,
  lines: readonly NoteLine[],
  index: number,
  lead: number,
  mixed: boolean,
): NoteHeading | null {
  const line = lines[index];
  if (line === undefined) return null;
  const shown = text.slice(line.start + lead, line.end);
  if (shown.length > LONGEST_TITLE + 20) return null;
  const title = shown.replace(AFTER_TITLE, '').trim();
  if (title === '' || title.length > LONGEST_TITLE || !/\p{L}/u.test(title)) return null;
  if (title.split(/\s+/).length > MOST_WORDS) return null;
  const next = lines[index + 1];
  const underline = next !== undefined && UNDERLINE.test(text.slice(next.start, next.end));
  const marked = /#|\*\*|__/.test(text.slice(line.start, line.start + lead)) && !/[.!?]$/.test(shown.trim());
  const colon = /:[ \t*_]*$/.test(shown);
  const known = titleKind(title);
  const folded = foldTitle(title);
  const heading = (kind: SectionKind | null): NoteHeading => {
    const start = line.start + lead;
    return { title, kind, start, bodyStart: underline && next !== undefined ? next.end : line.end };
  };
  if (known !== undefined) {
    if (colon || underline || marked) return heading(known.kind);
    if (/[.!?,;]$/.test(shown.trim())) return null;
    if (SHORT_TITLES.has(folded)) return isCapitals(title) && stands(text, lines, index) ? heading(known.kind) : null;
    return isCapitals(title) || isTitleCase(title) || stands(text, lines, index) ? heading(known.kind) : null;
  }
  if (SUBTITLES.has(folded) || /[.!?,;]$/.test(title) || isDrugTitle(title)) return null;
  if (underline && !/[.,;]$/.test(shown.trim())) return heading(null);
  if (marked && /^[ \t]*#/.test(text.slice(line.start, line.start + lead))) return heading(null);
  if (
    colon &&
    title.split(/\s+/).length <= 5 &&
    (isCapitals(title) || (isTitleCase(title) && stands(text, lines, index)))
  )
    return heading(null);
  if (isCapitals(title) && /\p{L}{4}/u.test(title) && !/[.]$/.test(shown.trim()) && mixed && stands(text, lines, index))
    return heading(null);
  return null;
}

/** Set apart: nothing or a heading's blank line before it. */
function stands(text: string, lines: readonly NoteLine[], index: number): boolean {
  const before = lines[index - 1];
  return before === undefined || text.slice(before.start, before.end).trim() === '';
}

/** Whether a note is written in small letters, so that capitals say something. */
function isMixed(text: string): boolean {
  const sample = text.slice(0, 20_000);
  return (sample.match(/\p{Ll}/gu)?.length ?? 0) > (sample.match(/\p{Lu}/gu)?.length ?? 0);
}

/** A title with a colon at the beginning of a line, its body behind it. */
function leading(whole: string, line: NoteLine, lead: number): NoteHeading | null {
  const rest = whole.slice(lead, lead + 90);
  const match = LEADING_TITLE.exec(rest) ?? DASHED_TITLE.exec(rest);
  const title = match?.[1]?.trim();
  if (match === null || title === undefined || title.split(/\s+/).length > MOST_WORDS) return null;
  const folded = foldTitle(title);
  const known = titleKind(title);
  const heading = (kind: SectionKind | null): NoteHeading => ({
    title,
    kind,
    start: line.start + lead,
    bodyStart: line.start + lead + match[0].length,
  });
  if (known !== undefined) {
    // `ms:`, `a:` and `all:` in small letters are words; `pt history of: ` is no title.
    if (/^\p{Ll}/u.test(title) && (SHORT_TITLES.has(folded) || match[2] === undefined)) return null;
    // With a dash the words may go on as a sentence; capitals or a bare title only.
    if (match[2] === undefined && !isCapitals(title) && !isTitleCase(title)) return null;
    return heading(known.kind);
  }
  if (match[2] === undefined || SUBTITLES.has(folded) || !isCapitals(title) || isDrugTitle(title)) return null;
  return /\p{L}{5}/u.test(title) && /\s|\p{L}{8}/u.test(title) ? heading(null) : null;
}

function inner(whole: string, line: NoteLine, from: number): NoteHeading[] {
  const found: NoteHeading[] = [];
  INNER_TITLE.lastIndex = Math.max(0, from - 3);
  for (const match of whole.matchAll(INNER_TITLE)) {
    const title = match[1] ?? '';
    const start = match.index + match[0].indexOf(title);
    if (start < from) continue;
    const known = titleKind(title);
    const folded = foldTitle(title);
    if (known === undefined && (SUBTITLES.has(folded) || !/\p{L}{5}/u.test(title) || !/\s/.test(title))) continue;
    found.push({
      title: title.trim(),
      kind: known?.kind ?? null,
      start: line.start + start,
      bodyStart: line.start + match.index + match[0].length,
    });
  }
  return found;
}
