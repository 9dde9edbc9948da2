import type { XmlElement } from 'libxml2-wasm';
import { attribute, eachDocument, element, elements, shownTexts, templates } from './ccda-entries.js';
import type { Fact } from './fact-comparison.js';
import { amount, words } from './synthea-truth.js';

/** Code systems by OID, named as synthea-truth.ts names them by URI. */
const SYSTEMS: Readonly<Record<string, string>> = {
  '2.16.840.1.113883.6.96': 'SCT',
  '2.16.840.1.113883.6.1': 'LN',
  '2.16.840.1.113883.6.88': 'RX',
  '2.16.840.1.113883.12.292': 'CVX',
};
/** Problem and allergy status observations (SNOMED CT) in FHIR's words. */
const STATUS: Readonly<Record<string, string>> = {
  '55561003': 'active',
  '73425007': 'inactive',
  '413322009': 'resolved',
};
/** ActStatus of orders and events in FHIR's words. */
const ACT: Readonly<Record<string, string>> = { active: 'active', aborted: 'stopped', completed: 'completed' };
const GENDER: Readonly<Record<string, string>> = { F: 'female', M: 'male' };

const content = (node: XmlElement | null, path: string): string | null => element(node, path)?.content ?? null;

/** `20140505043430-0400` as UTC, `20140505` as a day. */
function time(value: string | null): string | null {
  const match = /^(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})([+-]\d{2})(\d{2}))?$/.exec(value ?? '');
  if (!match) return value;
  const [, y, m, d, hour, minute, second, zone, part] = match;
  if (hour === undefined) return [y, m, d].filter(Boolean).join('-');
  return `${new Date(`${y}-${m}-${d}T${hour}:${minute}:${second}${zone}:${part}`).toISOString().slice(0, 19)}Z`;
}
const start = (node: XmlElement | null): string | null =>
  time(attribute(node, 'c:effectiveTime', 'value') ?? attribute(node, 'c:effectiveTime/c:low', 'value'));
const end = (node: XmlElement | null): string | null => time(attribute(node, 'c:effectiveTime/c:high', 'value'));

const code = (node: XmlElement | null): string | null => {
  const value = node?.attr('code')?.value;
  const system = node?.attr('codeSystem')?.value ?? '';
  return value === undefined ? null : `${SYSTEMS[system] ?? (system || '-')} ${value}`;
};

/** The facts that the entries of a run's documents state. Nothing here is shared with the writer or with the read-back. */
export function documentFacts(folder: string): Map<string, Fact[]> {
  const facts = new Map<string, Fact[]>();
  eachDocument(folder, (root) => readDocument(root, facts));
  return facts;
}

function readDocument(root: XmlElement, facts: Map<string, Fact[]>): void {
  const shown = shownTexts(root);
  /** originalText: its own words, or those of the narrative that it points to. */
  const said = (node: XmlElement | null): string | null => {
    const original = element(node, 'c:originalText');
    const reference = attribute(original, 'c:reference', 'value');
    return words(reference ? shown.get(reference.slice(1)) : original?.content);
  };
  const role = element(root, 'c:recordTarget/c:patientRole')!;
  const ids = elements(role, 'c:id').map((id) => id.attr('extension')?.value ?? '');
  const who = ids.find((id) => /^[0-9a-f]{8}-/.test(id)) ?? '?';
  const put = (kind: string, identity: readonly (string | null)[], fields: Fact['fields']) => {
    const fact = { kind, who, identity: identity.map((part) => part ?? '').join(' | '), fields };
    facts.set(kind, [...(facts.get(kind) ?? []), fact]);
  };
  const patient = element(role, 'c:patient');
  put('patient', [who], {
    prefix: content(patient, "c:name[not(@use='BR')]/c:prefix"),
    given: content(patient, "c:name[not(@use='BR')]/c:given"),
    family: content(patient, "c:name[not(@use='BR')]/c:family"),
    birthDate: time(attribute(patient, 'c:birthTime', 'value')),
    gender: GENDER[attribute(patient, 'c:administrativeGenderCode', 'code') ?? ''] ?? null,
    race: attribute(patient, 'c:raceCode', 'code'),
    ethnicity: attribute(patient, 'c:ethnicGroupCode', 'code'),
    line: words(content(role, 'c:addr/c:streetAddressLine')),
    city: content(role, 'c:addr/c:city'),
    state: content(role, 'c:addr/c:state'),
    postalCode: content(role, 'c:addr/c:postalCode'),
    ssn: ids.find((id) => /^\d{3}-?\d{2}-?\d{4}$/.test(id))?.replaceAll('-', '') ?? null,
  });
  for (const o of templates(root, '4.4'))
    put('condition', [code(element(o, 'c:value')), start(o)], {
      name: said(element(o, 'c:value')),
      status: STATUS[attribute(templates(o, '4.6')[0], 'c:value', 'code') ?? ''] ?? null,
      end: end(o),
    });
  for (const o of templates(root, '4.7')) {
    const substance = element(o, 'c:participant//c:playingEntity/c:code');
    const recorded = attribute(o, 'ancestor::c:act[1]/c:author/c:time', 'value');
    const reactions = templates(o, '4.9').map((r) => `${code(element(r, 'c:value'))} ${said(element(r, 'c:value'))}`);
    put('allergy', [code(substance), time(recorded)], {
      name: said(substance),
      status: STATUS[attribute(templates(o, '4.28')[0], 'c:value', 'code') ?? ''] ?? null,
      reactions: reactions.length === 0 ? null : reactions.sort().join('; '),
    });
  }
  for (const s of templates(root, '4.16')) {
    const drug = element(s, 'c:consumable//c:manufacturedMaterial/c:code');
    put('medication', [code(drug), start(s)], {
      name: said(drug),
      status: ACT[attribute(s, 'c:statusCode', 'code') ?? ''] ?? null,
      intent: s.attr('moodCode')?.value === 'INT' ? 'order' : null,
    });
  }
  for (const s of templates(root, '4.52')) {
    const vaccine = element(s, './/c:manufacturedMaterial/c:code');
    const status = s.attr('negationInd')?.value === 'true' ? 'not-done' : attribute(s, 'c:statusCode', 'code');
    put('immunization', [code(vaccine), start(s)], { name: said(vaccine), status });
  }
  for (const p of ['4.12', '4.13', '4.14'].flatMap((id) => templates(root, id)))
    put('procedure', [code(element(p, 'c:code')), start(p)], {
      name: said(element(p, 'c:code')),
      status: attribute(p, 'c:statusCode', 'code'),
      end: end(p),
    });
  for (const o of ['4.2', '4.27', '4.38', '4.78'].flatMap((id) => templates(root, id))) {
    const value = element(o, 'c:value');
    const isNumber = value?.attr('value') !== undefined && value?.attr('value') !== null;
    // The birth sex of the social history is the patient's, not an observation of the chart.
    put('observation', [code(element(o, 'c:code')), start(o)], {
      name: said(element(o, 'c:code')),
      number: isNumber ? amount(value?.attr('value')?.value) : null,
      unit: isNumber ? (value?.attr('unit')?.value ?? null) : null,
      words: isNumber ? null : (said(value) ?? words(value?.content || null)),
      // C-CDA knows one state of a result that is there.
      status: attribute(o, 'c:statusCode', 'code') === 'completed' ? 'final' : null,
    });
  }
  for (const e of templates(root, '4.49')) {
    const kind = element(e, 'c:code');
    put('encounter', [attribute(e, 'c:id', 'extension')], {
      start: start(e),
      end: end(e),
      type: code(kind),
      class: attribute(kind, "c:translation[@codeSystem='2.16.840.1.113883.5.4']", 'code'),
      name: said(kind),
    });
  }
  for (const d of templates(root, '4.50')) {
    const role = templates(d, '4.37')[0] ?? null;
    const kind = element(role, 'c:playingDevice/c:code');
    put('device', [code(kind), attribute(role, 'c:id', 'extension')], { name: said(kind) });
  }
}
