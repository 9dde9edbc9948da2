/**
 * Templates of C-CDA R2.1 under 2.16.840.1.113883.10.20.22 by the extension that R2.1 gives them, ends of their ids
 * (HL7 CDA R2 IG: C-CDA Templates for Clinical Notes R2.1, volume 2, list of templates). The id without extension is that of R1.1.
 */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  '2015-08-01': `1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10 1.13 1.14 1.15 2.2 2.2.1 2.3 2.3.1 2.4 2.4.1 2.5 2.5.1 2.6 2.6.1 2.11
2.11.1 2.15 2.17 2.18 2.20 2.21 2.21.1 2.22 2.22.1 2.24 2.28 2.34 2.36 2.37 2.43 2.44 2.56 2.58 4.1 4.2 4.3
4.4 4.26 4.30 4.33 4.34 4.38 4.45 4.46 4.48 4.49 4.51 4.52 4.60 4.61 4.65 4.74 4.75 4.76 4.79 4.80 4.108 4.114
4.131 4.132 4.136 4.146`,
  '2014-06-09': `2.1 2.1.1 2.7 2.7.1 2.9 2.10 2.14 2.23 2.25 2.26 2.29 2.30 2.33 2.38 2.45 4.5 4.7 4.8 4.9 4.12 4.13 4.14 4.16
4.17 4.18 4.19 4.20 4.23 4.25 4.27 4.36 4.39 4.40 4.41 4.42 4.43 4.44 4.50 4.54 4.66 4.67 4.68 4.70 4.73 4.78
4.85 4.115`,
  '': `2.8 2.12 2.13 2.16 2.27 2.31 2.35 2.39 2.40 2.41 2.42 2.57 2.60 2.61 2.63 2.64 4.6 4.24 4.28 4.31 4.32 4.35
4.37 4.47 4.53 4.63 4.64 4.69 4.72 4.77 4.86 4.87 4.88 4.89 4.90 4.109 4.110 4.111 4.113 4.118 4.119 4.120
4.121 4.122 4.123 4.124 4.125 4.127 4.128 4.129 4.130 4.133 4.134 4.135 4.138 4.140 4.141 4.142 4.143 4.144
4.145 4.147`,
};

const BASE = '2.16.840.1.113883.10.20.22.';
const EXTENSIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_EXTENSION).flatMap(([extension, ends]) =>
    ends.split(/\s+/).map((end) => [end, extension] as const),
  ),
);
/** Templates numbered from here came with later guides (companion guides, occupation, pregnancy, care teams), which are not listed here. */
const FIRST_LATER = 150;

/** Whether R2.1 or R1.1 has a template id; null where it is of another guide or of a later edition, so that nothing here can tell. */
export function isTemplateId(root: string, extension: string | undefined): boolean | null {
  if (!root.startsWith(BASE)) return null;
  const end = root.slice(BASE.length);
  const known = EXTENSIONS.get(end);
  if (known === undefined)
    return !/^[124]\.\d+(\.1)?$/.test(end) || Number(end.split('.')[1]) >= FIRST_LATER ? null : false;
  if (extension === undefined || extension === known) return true;
  return extension > '2015-08-01' && /^\d{4}-\d\d-\d\d$/.test(extension) ? null : false;
}

/** The extension that R2.1 gives to a template; null where the template has none or is not known. */
export const r21Extension = (root: string): string | null =>
  root.startsWith(BASE) ? EXTENSIONS.get(root.slice(BASE.length)) || null : null;

/** Ends of templates that have a date in R2.1 and first appeared after R1.1: they have no id without extension to stand beside. */
const AFTER_R11: ReadonlySet<string> = new Set(
  '1.13 1.14 1.15 2.56 2.58 4.108 4.114 4.115 4.131 4.132 4.136 4.146'.split(' '),
);
/** Dated templates with an R1.1 form that are not under C-CDA's arc, or whose date is later than R2.1 (its errata, 2016 and 2019). */
const FURTHER: ReadonlySet<string> = new Set([
  ...['1.3.6.1.4.1.19376.1.5.3.1.3.1:2014-06-09', '1.3.6.1.4.1.19376.1.5.3.1.3.33:2014-06-09'],
  ...['2.16.840.1.113883.10.20.2.10:2015-08-01', '2.16.840.1.113883.10.20.21.2.3:2015-08-01'],
  ...[`${BASE}4.28:2019-06-20`, `${BASE}4.6:2019-06-20`, `${BASE}4.35:2016-03-01`],
  ...['2.16.840.1.113883.10.20.6.2.1:2014-06-09', '2.16.840.1.113883.10.20.6.2.2:2014-06-09'],
  '2.16.840.1.113883.10.20.24.3.90:2014-06-09',
]);

/** Whether this is the R2.1 id of a template that R1.1 had, so that R2.1 asks for the id without extension beside it (volume 1, section 4.1.3). */
export const hasR11Form = (root: string, extension: string): boolean =>
  FURTHER.has(`${root}:${extension}`) ||
  (extension !== '' && r21Extension(root) === extension && !AFTER_R11.has(root.slice(BASE.length)));

/** Whether this is the R2.1 id of a document type. */
export const isR21Document = (root: string, extension: string): boolean =>
  extension === '2015-08-01' &&
  (root === '2.16.840.1.113883.10.20.29.1' || /^2\.16\.840\.1\.113883\.10\.20\.22\.1\.([2-9]|1[0345])$/.test(root));
