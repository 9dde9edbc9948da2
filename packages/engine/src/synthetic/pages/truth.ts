import type { Span } from '../../artifacts/note-suggestion.js';
import type { PageBox } from '../../artifacts/scan-document.js';
import { around, type PageImage } from './compose.js';
import type { DraftFact, PageContent } from './page-content.js';
import type { TruthFact, TruthPage, TruthWord } from './truth-page.js';

/** The truth of a finished page image. `rotation` as in {@link TruthPage}; `page` is the number that facts name. */
export function truthOf(image: PageImage, content: PageContent, rotation: TruthPage['rotation'], page = 1): TruthPage {
  const { width, height } = image.raster;
  const whole = (box: PageBox): PageBox => {
    const x = Math.max(0, Math.floor(box[0]));
    const y = Math.max(0, Math.floor(box[1]));
    return [x, y, Math.min(width, Math.ceil(box[0] + box[2])) - x, Math.min(height, Math.ceil(box[1] + box[3])) - y];
  };
  let text = '';
  let line: number | null = null;
  const words: TruthWord[] = image.words.map((word) => {
    if (line !== null) text += word.line === line ? ' ' : word.paragraph ? '\n\n' : '\n';
    line = word.line;
    const start = text.length;
    text += word.text;
    const { text: own, kind, covered } = word;
    return { text: own, box: whole(word.box), kind, span: [start, text.length], line: word.line, covered };
  });
  return {
    width,
    height,
    dpi: image.dpi,
    rotation,
    skew: image.skew,
    blank: words.length === 0 && image.stamps.length === 0,
    text: text === '' ? '' : `${text}\n`,
    words,
    stamps: image.stamps.map((stamp) => ({ ...stamp, box: whole(stamp.box) })),
    facts: factsOf(image, words, content, page, whole),
  };
}

interface Gathered {
  readonly texts: Record<string, string[]>;
  readonly boxes: Record<string, PageBox[]>;
  readonly spans: Record<string, Span>;
  parts: number;
}

/** Facts in the order of the page. One of which a part did not fit on the page is none. */
function factsOf(
  image: PageImage,
  words: readonly TruthWord[],
  content: PageContent,
  page: number,
  whole: (box: PageBox) => PageBox,
): TruthFact[] {
  const gathered = new Map<DraftFact, Gathered>();
  image.words.forEach((word, i) => {
    const start = words[i]!.span[0];
    for (const part of word.parts) {
      let fact = gathered.get(part.fact);
      if (!fact) gathered.set(part.fact, (fact = { texts: {}, boxes: {}, spans: {}, parts: 0 }));
      fact.parts += 1;
      const { field } = part;
      (fact.texts[field] ??= []).push(word.text.slice(part.from, part.to));
      (fact.boxes[field] ??= []).push(part.box);
      fact.spans[field] = [fact.spans[field]?.[0] ?? start + part.from, start + part.to];
    }
  });
  const wanted = partsOf(content);
  const facts: TruthFact[] = [];
  for (const [fact, { texts, boxes, spans, parts }] of gathered) {
    if (parts !== wanted.get(fact)) continue;
    const places = Object.fromEntries(Object.entries(boxes).map(([name, all]) => [name, whole(around(all))]));
    facts.push({
      entry: {
        kind: fact.kind,
        fields: {
          ...fact.said,
          ...Object.fromEntries(Object.entries(texts).map(([name, all]) => [name, all.join(' ')])),
        },
        place: { document: '', page, box: around(Object.values(places)) },
      },
      assertion: fact.assertion,
      boxes: places,
      spans,
    });
  }
  return facts;
}

/** How many stretches without space each fact has in the content as it was written. */
function partsOf(content: PageContent): Map<DraftFact, number> {
  const parts = new Map<DraftFact, number>();
  for (const block of content.blocks) {
    if (block.block === 'gap') continue;
    const lines = block.block === 'table' ? block.rows.flat() : [block.line];
    for (const piece of lines.flat())
      if (typeof piece !== 'string' && piece.fact)
        parts.set(
          piece.fact,
          (parts.get(piece.fact) ?? 0) + piece.text.split(/\s+/).filter((part) => part !== '').length,
        );
  }
  return parts;
}
