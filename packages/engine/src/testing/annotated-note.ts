/** Spans of the marks of an annotated note: letter, number of the thing, and where its words stand in the text without marks. */
export interface Mark {
  readonly letter: string;
  readonly of: string;
  readonly span: readonly [start: number, end: number];
}

/** Reads a note with inline marks, `{d1 lisinopril} {s1 20 mg}`: a letter for the field, the number of the thing, the words. */
export function readAnnotatedNote(source: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const marks: Mark[] = [];
  let text = '';
  let last = 0;
  for (const match of source.matchAll(/\{([a-z])(\d+) ([^}]*)\}/g)) {
    text += source.slice(last, match.index);
    const start = text.length;
    text += match[3] ?? '';
    last = match.index + match[0].length;
    marks.push({ letter: match[1] ?? '', of: match[2] ?? '', span: [start, text.length] });
  }
  return { text: text + source.slice(last), marks };
}
