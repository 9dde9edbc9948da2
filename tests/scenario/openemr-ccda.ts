import type { XmlElement } from 'libxml2-wasm';
import { attribute, eachDocument, element, elements, shownTexts, templates } from './ccda-entries.js';
import type { Fact } from './fact-comparison.js';
import { amount } from './openemr-truth.js';

const ICD10 = '2.16.840.1.113883.6.90';

/** `20260110101500` as `2026-01-10 10:15:00`, to the precision that is there. */
function time(value: string | null): string | null {
  const match = /^(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?/.exec(value ?? '');
  if (!match) return null;
  const [, y, m, d, h, min, s] = match;
  const day = [y, m, d].filter((part) => part !== undefined).join('-');
  return h === undefined ? day : `${day} ${h}:${min ?? '00'}:${s ?? '00'}`;
}

/** Status observations and act states in the truth's words. */
const STATUS: Readonly<Record<string, string>> = {
  '55561003': 'active',
  '73425007': 'inactive',
  '413322009': 'resolved',
  active: 'active',
  completed: 'completed',
};
const SEVERITY: Readonly<Record<string, string>> = { '255604002': 'mild', '6736007': 'moderate', '24484000': 'severe' };
const CRITICALITY: Readonly<Record<string, string>> = { CRITH: 'high', CRITL: 'low' };

/** The facts that a run's C-CDA documents state in their entries. Nothing here is shared with the writer. */
export function documentFacts(folder: string): Map<string, Fact[]> {
  const facts = new Map<string, Fact[]>();
  eachDocument(folder, (root) => readDocument(root, facts));
  return facts;
}

function readDocument(root: XmlElement, facts: Map<string, Fact[]>): void {
  const texts = shownTexts(root);
  /** originalText: its own words, or those of the narrative that it points to. */
  const words = (node: XmlElement | null): string | null => {
    const original = element(node, 'c:originalText');
    const own = original?.content.trim();
    if (own) return own;
    const reference = attribute(original, 'c:reference', 'value') ?? attribute(node, 'c:text/c:reference', 'value');
    return reference ? (texts.get(reference.slice(1)) ?? null) : null;
  };
  const role = element(root, 'c:recordTarget/c:patientRole')!;
  const ids = elements(role, 'c:id').map((id) => id.attr('extension')?.value ?? '');
  const who = ids.find((id) => id.startsWith('MOD-PAT-')) ?? '?';
  const put = (kind: string, identity: (string | null)[], fields: Record<string, string | null>) => {
    if (!facts.has(kind)) facts.set(kind, []);
    facts.get(kind)!.push({ kind, who, identity: identity.map((part) => part ?? '').join(' | '), fields });
  };
  const coded = (node: XmlElement | null, system: string): string | null =>
    node?.attr('codeSystem')?.value === system
      ? (node.attr('code')?.value ?? null)
      : attribute(node, `c:translation[@codeSystem='${system}']`, 'code');
  const date = (node: XmlElement) =>
    time(attribute(node, 'c:effectiveTime', 'value') ?? attribute(node, 'c:effectiveTime/c:low', 'value'));
  const quantity = (node: XmlElement | null) =>
    `${amount(node?.attr('value')?.value)} ${node?.attr('unit')?.value ?? ''}`;

  put('patient', [who], {
    family: element(role, 'c:patient/c:name/c:family')?.content ?? null,
    given: element(role, 'c:patient/c:name/c:given')?.content ?? null,
    birthDate: time(attribute(role, 'c:patient/c:birthTime', 'value')),
    gender: { F: 'female', M: 'male' }[attribute(role, 'c:patient/c:administrativeGenderCode', 'code') ?? ''] ?? null,
    line: element(role, 'c:addr/c:streetAddressLine')?.content ?? null,
    city: element(role, 'c:addr/c:city')?.content ?? null,
    state: element(role, 'c:addr/c:state')?.content ?? null,
    postalCode: element(role, 'c:addr/c:postalCode')?.content ?? null,
  });
  for (const o of templates(root, '4.4').filter(
    (o) => attribute(o, 'ancestor::c:section/c:code', 'code') === '11450-4',
  )) {
    const value = element(o, 'c:value');
    put('problem', [words(value), date(o)], {
      code: coded(value, ICD10),
      date: date(o),
      status: STATUS[attribute(templates(o, '4.6')[0], 'c:value', 'code') ?? ''] ?? null,
    });
  }
  for (const o of templates(root, '4.7')) {
    const reaction = templates(o, '4.9')[0] ?? null;
    put('allergy', [words(element(o, 'c:participant//c:playingEntity/c:code')), date(o)], {
      date: date(o),
      reaction: words(element(reaction, 'c:value'))?.toLowerCase() ?? null,
      severity:
        SEVERITY[attribute(templates(o, '4.8')[0], 'c:value', 'code') ?? ''] ??
        CRITICALITY[attribute(templates(o, '4.145')[0], 'c:value', 'code') ?? ''] ??
        null,
      status: STATUS[attribute(templates(o, '4.28')[0], 'c:value', 'code') ?? ''] ?? null,
    });
  }
  for (const s of templates(root, '4.16')) {
    const drug = words(element(s, 'c:consumable//c:manufacturedMaterial/c:code'));
    const status = STATUS[attribute(s, 'c:statusCode', 'code') ?? ''] ?? null;
    if (s.attr('moodCode')?.value === 'EVN') put('medication', [drug, date(s)], { start: date(s), status });
    else
      put('prescription', [drug, date(s)], {
        dose: quantity(element(s, 'c:doseQuantity')),
        route: words(element(s, 'c:routeCode')),
        start: date(s),
        status,
      });
  }
  for (const s of templates(root, '4.52')) {
    const lot = element(s, './/c:lotNumberText')?.content ?? null;
    const code = attribute(s, './/c:manufacturedMaterial/c:code', 'code');
    put('immunization', [code, date(s), lot], {
      date: date(s),
      status:
        s.attr('negationInd')?.value === 'true'
          ? 'not-done'
          : (STATUS[attribute(s, 'c:statusCode', 'code') ?? ''] ?? null),
      dose: quantity(element(s, 'c:doseQuantity')),
      manufacturer: element(s, './/c:manufacturerOrganization/c:name')?.content ?? null,
    });
  }
  for (const o of templates(root, '4.27'))
    put('vital', [attribute(o, 'c:code', 'code'), date(o)], {
      value: amount(attribute(o, 'c:value', 'value')),
      unit: attribute(o, 'c:value', 'unit'),
      date: date(o),
    });
  for (const o of templates(root, '4.2'))
    put('lab-result', [attribute(o, 'c:code', 'code'), date(o)], {
      value: amount(attribute(o, 'c:value', 'value')),
      unit: attribute(o, 'c:value', 'unit'),
      range: element(o, 'c:referenceRange/c:observationRange/c:text')?.content ?? null,
      flag: attribute(o, 'c:interpretationCode', 'code'),
      date: date(o),
      // C-CDA knows one state of a result that is there.
      status: attribute(o, 'c:statusCode', 'code') === 'completed' ? 'final' : null,
    });
  for (const e of templates(root, '4.49')) {
    const id = elements(e, 'c:id').map((i) => i.attr('extension')?.value ?? '')[0] ?? null;
    put('encounter', [id], { date: date(e) });
  }
}

/** The truth's facts with only those fields that a document's facts of the same kind have. */
export function narrowed(expected: readonly Fact[], found: readonly Fact[]): Fact[] {
  const names = Object.keys(found[0]?.fields ?? {});
  return expected.map((f) => ({ ...f, fields: Object.fromEntries(names.map((n) => [n, f.fields[n] ?? null])) }));
}
