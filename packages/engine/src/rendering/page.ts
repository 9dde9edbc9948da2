import { escapeHtml } from '../formats/html-text/escape.js';
import { STYLE, STYLE_HASH } from './style.js';

/**
 * What a rendered page may do: show its own style and pictures that stand in it. No script, no address, no frame, no form, whatever the document holds
 * (Content Security Policy Level 3).
 */
const POLICY = `default-src 'none'; img-src data:; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

const MADE_BY = '<meta name="generator" content="Chartlift">';

/** Whether a file is a page of this renderer, by its first 1,000 characters: such a one may be written over. */
export const isRenderedPage = (head: string): boolean => head.includes(MADE_BY);

/** A whole page of a ready body. `title` is plain text. */
export const page = (title: string, body: string): string =>
  `<!doctype html>
<html lang="en"><head><meta charset="utf-8">${MADE_BY}
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>${text(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no page can show
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Text of a document as text of a page. Control characters, which XML forbids and no page shows, are left out. */
export const text = (value: string): string => escapeHtml(value.replace(CONTROLS, ''));

/** A language as CDA and HTML name it (BCP 47), ready as an attribute; nothing where it is none. */
export const languageAttribute = (value: string | undefined): string =>
  value !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value) ? ` lang="${value}"` : '';
