/** A made-up note that is hard to show, and what a person must see of it. */
export interface HardNote {
  readonly name: string;
  readonly mediaType: 'text/rtf' | 'text/html' | 'text/plain';
  readonly source: string;
  /** Lines as a person reads them; blanks do not count, except that words stay apart. */
  readonly shows: string;
  readonly bold?: readonly string[];
  readonly italic?: readonly string[];
  readonly underlined?: readonly string[];
  /** Tables of cells. */
  readonly tables?: readonly (readonly (readonly string[])[])[];
}

const paragraphs = (n: number): string[] =>
  Array.from({ length: n }, (_, i) => `Paragraph ${i + 1}: patient walks, eats & sleeps <well>.`);

export const HARD_NOTES: readonly HardNote[] = [
  {
    name: 'RTF looks',
    mediaType: 'text/rtf',
    source:
      '{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red255\\green0\\blue0;}{\\info{\\author Nobody}}\\f0\\fs20{\\b Chief complaint:} foot {\\i pain}, {\\ul left}\\par\\b Plan\\b0 : rest\\line ice\\par}',
    shows: 'Chief complaint: foot pain, left\nPlan: rest\nice',
    bold: ['Chief complaint:', 'Plan'],
    italic: ['pain'],
    underlined: ['left'],
  },
  {
    name: 'RTF code pages and Unicode',
    mediaType: 'text/rtf',
    source:
      "{\\rtf1\\ansi\\ansicpg1252\\uc1{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Arial;}}\\f0 Ren\\'e9 37\\u176?C \\u8805?2 \\u-10179?\\u-8694? \\ldblquote ok\\rdblquote\\par\\f1\\b \\'cf\\'f0\\b0\\f0  \\{x\\} a\\~b\\par}",
    shows: 'René 37°C ≥2 \u{1f60a} “ok”\nПр {x} a\u00a0b',
    bold: ['Пр'],
  },
  {
    name: 'RTF table',
    mediaType: 'text/rtf',
    source:
      '{\\rtf1 Vitals\\par\\par\\trowd\\cellx1000\\cellx2000\\pard\\intbl{\\b Pulse}\\cell BP\\cell\\row\\trowd\\cellx1000\\cellx2000\\intbl 70\\cell 120/80\\line sitting\\cell\\row\\pard\\par Done\\par}',
    shows: 'Vitals\nPulse BP\n70 120/80\nsitting\nDone',
    bold: ['Pulse'],
    tables: [
      [
        ['Pulse', 'BP'],
        ['70', '120/80 sitting'],
      ],
    ],
  },
  {
    name: 'HTML looks and entities',
    mediaType: 'text/html',
    source:
      '<html><body><p><b>Plan</b> &amp; <i>advice</i> &lt;5 days, <u>call</u> caf&eacute; &#8805;2</p><p>a<br>b<br/>c</p><div style="font-weight:bold">Signed</div></body></html>',
    shows: 'Plan & advice <5 days, call café ≥2\na\nb\nc\nSigned',
    bold: ['Plan', 'Signed'],
    italic: ['advice'],
    underlined: ['call'],
  },
  {
    name: 'HTML lists and tables in tables',
    mediaType: 'text/html',
    source:
      '<ul><li>One<ul><li>Two</li></ul></li><li><strong>Three</strong></li></ul><ol start="2"><li>Mix</li><li>Drink</li></ol><table><tr><th>Drug</th><th>Dose</th></tr><tr><td>A</td><td><table><tr><td>1 mg</td><td>am</td></tr></table></td></tr></table>',
    shows: 'One\nTwo\nThree\nMix\nDrink\nDrug Dose\nA 1 mg am',
    bold: ['Three', 'Drug'],
    tables: [
      [
        ['Drug', 'Dose'],
        ['A', '1 mg am'],
      ],
    ],
  },
  {
    name: 'plain text in columns',
    mediaType: 'text/plain',
    source: 'BP:     120/80\nPulse:  70\n\n\tKept &amp; Na <135 and K >5\n日本語 \u{1f60a} ﬁ é ≥',
    shows: 'BP: 120/80\nPulse: 70\nKept &amp; Na <135 and K >5\n日本語 \u{1f60a} ﬁ é ≥',
  },
  {
    name: 'a long note',
    mediaType: 'text/rtf',
    source: `{\\rtf1 {\\b Long}\\par\\par ${paragraphs(300).join('\\par\\par ')}}`,
    shows: ['Long', ...paragraphs(300)].join('\n'),
    bold: ['Long'],
  },
];

/** A note as the presets map it: its plain text, and the note as it was written where it has formatting. `clean` runs a cleaning function. */
export function noteResource(
  source: string,
  id: number,
  clean: (name: string, source: string, args: Readonly<Record<string, unknown>>) => unknown,
): Record<string, unknown> {
  const file = clean('note-file', source, {});
  const written = { contentType: clean('note-format', source, { formatted: true }), data: file };
  return {
    resourceType: 'DocumentReference',
    id: `note-${id}`,
    identifier: [{ system: 'urn:oid:2.999.1', value: `note-${id}` }],
    status: 'current',
    type: { coding: [{ system: 'http://loinc.org', code: '11506-3', display: 'Progress note' }] },
    date: '2024-01-02',
    content: [
      { attachment: { contentType: 'text/plain', data: clean('note-text', source, { encode: 'base64' }) } },
      ...(file === undefined ? [] : [{ attachment: written }]),
    ],
  };
}
