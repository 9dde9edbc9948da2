import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { decimalText, type Resource } from '../../chart/fhir.js';
import { Ask, check, codes, NS, resourcesOf, template } from '../../testing/document-facts.js';
import { OTHER_FACTS } from '../../testing/other-facts.js';
import { sharedPath, sharedReason } from '../../testing/shared.js';
import { readCcdaDocument } from './document-reader.js';

const folder = sharedPath('data', 'ccda', 'vendor');
const title = 'statements of vendor documents, against XPath';

/** Facts of one entry as XPath over libxml2 sees them. */
type Facts = Readonly<Record<string, string>>;

const TYPE: Readonly<Record<string, Facts>> = {
  '416098002': { type: 'allergy', category: 'medication' },
  '419511003': { category: 'medication' },
  '59037007': { type: 'intolerance', category: 'medication' },
  '414285001': { type: 'allergy', category: 'food' },
  '235719002': { type: 'intolerance', category: 'food' },
  '418471000': { category: 'food' },
  '419199007': { type: 'allergy' },
  '426232007': { type: 'allergy', category: 'environment' },
  '418038007': {},
  '420134006': {},
};
const SEVERITY: Readonly<Record<string, string>> = {
  '255604002': 'mild',
  '371923003': 'moderate',
  '6736007': 'moderate',
  '371924009': 'severe',
  '24484000': 'severe',
  '399166001': 'severe',
};
const STATUS: Readonly<Record<string, string>> = {
  '55561003': 'active',
  '73425007': 'inactive',
  '413322009': 'resolved',
};
const CONCERN: Readonly<Record<string, string>> = {
  active: 'active',
  completed: 'inactive',
  suspended: 'inactive',
  aborted: 'inactive',
};

/** Clinical status by the order of authority: status observation, end, concern. */
function statusOf(ask: Ask, statusArcs: readonly string[]): string | undefined {
  const within = statusArcs.map((arc) => template(arc)).join(' or ');
  const stated =
    STATUS[ask.first(`c:entryRelationship/c:observation[${within} or c:code/@code='33999-4']/c:value/@code`)];
  if (stated !== undefined) return stated;
  const high = 'c:effectiveTime/c:high';
  if (ask.first(`${high}/@value`) !== '' || /^(UNK|ASKU)$/.test(ask.first(`${high}/@nullFlavor`))) return 'resolved';
  return CONCERN[ask.first(`ancestor::c:act[${template('3')} or ${template('30')}][1]/c:statusCode/@code`)];
}

function checkAllergy(node: XmlElement, one: Resource, found: string[], where: string): void {
  const ask = new Ask(node);
  const value = ask.first('c:value/@code');
  const code = ask.first('c:code/@code');
  const kind = TYPE[value] ?? (value === '' ? TYPE[code] : undefined);
  if (kind && TYPE[code] === undefined) {
    check(found, where, 'type', one.type, kind.type);
    check(found, where, 'category', (one.category as string[] | undefined)?.[0], kind.category);
  }
  check(found, where, 'clinical status', codes(one.clinicalStatus)[0], statusOf(ask, ['28', '6']));
  const severities = ask
    .values(`.//c:observation[${template('8')}]/c:value/@code`)
    .map((severity) => SEVERITY[severity])
    .filter((severity) => severity !== undefined);
  const kept = JSON.stringify([one.reaction ?? [], one.extension ?? []]);
  for (const severity of severities)
    if (!kept.includes(`"severity":"${severity}"`)) found.push(`${where}: severity ${severity} is lost`);
  const isNegated = ask.first('@negationInd') === 'true';
  const substance = ask.values('c:participant/c:participantRole/c:playingEntity/c:code/@code');
  const none = /^(716186003|409137002|429625007|428607008|160244002)$/.test(codes(one.code)[0] ?? '');
  if (isNegated && substance.length === 0) check(found, where, 'nothing known', none, true);
  if (isNegated && substance.length > 0) check(found, where, 'refuted', codes(one.verificationStatus)[0], 'refuted');
  if (!isNegated) {
    if (codes(one.verificationStatus)[0] === 'refuted') found.push(`${where}: refuted without negation`);
    for (const one_ of substance)
      if (!codes(one.code).includes(one_.trim())) found.push(`${where}: substance ${one_} is lost`);
  }
}

function checkProblem(node: XmlElement, one: Resource, found: string[], where: string): void {
  const ask = new Ask(node);
  check(found, where, 'clinical status', codes(one.clinicalStatus)[0], statusOf(ask, ['6']));
  const isNegated = ask.first('@negationInd') === 'true';
  if (isNegated)
    check(
      found,
      where,
      'negation',
      codes(one.verificationStatus)[0] === 'refuted' || codes(one.code)[0] === '160245001',
      true,
    );
  else if (one.verificationStatus !== undefined) found.push(`${where}: a verification status that nobody stated`);
  for (const code of ask.values('c:value/@code | c:value/c:translation/@code'))
    if (!JSON.stringify(one).includes(`"code":"${code.trim()}"`)) found.push(`${where}: code ${code} is lost`);
  const low = ask.first('c:effectiveTime/c:low/@value');
  if (/^\d{8}$/.test(low))
    check(found, where, 'onset', one.onsetDateTime, `${low.slice(0, 4)}-${low.slice(4, 6)}-${low.slice(6)}`);
}

function checkMedication(node: XmlElement, one: Resource, found: string[], where: string): void {
  const ask = new Ask(node);
  const mood = ask.first('@moodCode');
  check(found, where, 'planned', one.resourceType === 'MedicationRequest', mood !== 'EVN');
  const status = ask.first('c:statusCode/@code');
  const words: Readonly<Record<string, string>> = {
    active: 'active',
    completed: 'completed',
    aborted: 'stopped',
    suspended: 'on-hold',
  };
  const isNegated = ask.first('@negationInd') === 'true';
  const stated = ask.first(`c:entryRelationship/c:observation[c:code/@code='33999-4']/c:value/@code`);
  if (words[status] !== undefined && !isNegated && stated === '' && one.resourceType !== 'MedicationAdministration')
    check(found, where, 'status', one.status, words[status]);
  const material = 'c:consumable/c:manufacturedProduct/c:manufacturedMaterial/c:code';
  for (const code of ask.values(`${material}/@code | ${material}/c:translation/@code`))
    if (
      !JSON.stringify([one.medicationCodeableConcept, one.extension ?? []]).includes(
        `"code":"${code.trim().replace(/\s+/g, ' ')}"`,
      )
    )
      found.push(`${where}: product ${code} is lost`);
  const [dosage] = (
    Array.isArray(one.dosage) ? one.dosage : (one.dosageInstruction ?? (one.dosage === undefined ? [] : [one.dosage]))
  ) as {
    doseAndRate?: { doseQuantity?: { value: never; unit?: string } }[];
    dose?: { value: never; unit?: string };
    route?: unknown;
    timing?: { repeat?: { period?: never; periodUnit?: string; when?: string[] } };
  }[];
  const dose = ask.first('c:doseQuantity/@value');
  const quantity = dosage?.dose ?? dosage?.doseAndRate?.[0]?.doseQuantity;
  if (/^\d+(\.\d+)?$/.test(dose)) {
    check(found, where, 'dose', Number(decimalText(quantity?.value)), Number(dose));
    const unit = ask.first('c:doseQuantity/@unit');
    if (unit !== '' && unit !== '1') check(found, where, 'unit', quantity?.unit, unit);
  }
  const route = ask.first('c:routeCode/@code');
  if (route !== '' && !codes(dosage?.route).includes(route)) found.push(`${where}: route is lost`);
  const every = ask.first(`c:effectiveTime[@xsi:type='PIVL_TS'][1]/c:period/@value`);
  if (
    /^\d+(\.\d+)?$/.test(every) &&
    ask.first(`c:effectiveTime[@xsi:type='PIVL_TS'][1]/c:period/@unit`).match(/^(s|min|h|d|wk|mo|a)$/)
  )
    check(found, where, 'period', Number(decimalText(dosage?.timing?.repeat?.period)), Number(every));
}

describe.skipIf(folder === null)(folder === null ? `${title} (${sharedReason('data/ccda')})` : title, () => {
  it('states the same', () => {
    const wrong: string[] = [];
    const counts: Record<string, number> = {};
    for (const name of readdirSync(folder!, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.xml')) continue;
      const xml = readFileSync(join(folder!, name), 'utf8').replace(/^\ufeff/, '');
      const { resources, notCarried } = readCcdaDocument(xml);
      const document = XmlDocument.fromString(xml);
      const each = (path: string, type: RegExp, kind: string, compare: typeof checkAllergy): void => {
        const nodes = document.find(path, NS) as XmlElement[];
        const ids = nodes.map(
          (node) => new Ask(node).values('c:id/@root').join() + new Ask(node).values('c:id/@extension').join(),
        );
        for (const [index, node] of nodes.entries()) {
          // An id that stands twice, or nowhere, does not tell which resource is meant.
          if (ids[index] === '' || ids.indexOf(ids[index]!) !== ids.lastIndexOf(ids[index]!)) continue;
          const where = `${name} ${kind} ${index + 1}`;
          const [one, ...others] = resourcesOf(node, type, resources);
          if (others.length > 0) continue;
          if (!one) {
            wrong.push(`${where}: no resource`);
            continue;
          }
          counts[kind] = (counts[kind] ?? 0) + 1;
          compare(node, one, wrong, where);
        }
      };
      each(`//c:entry//c:observation[${template('7')}]`, /^AllergyIntolerance$/, 'allergies', checkAllergy);
      each(
        `//c:entry/c:act[${template('3')}]//c:observation[${template('4')}]`,
        /^Condition$/,
        'problems',
        checkProblem,
      );
      each(
        `//c:entry/c:substanceAdministration[${template('16')} and not(@nullFlavor)]`,
        /^Medication/,
        'medications',
        checkMedication,
      );
      for (const { kind, path, type, compare } of OTHER_FACTS) each(path, type, kind, compare);
      expect(Array.isArray(notCarried)).toBe(true);
      document.dispose();
    }
    expect(wrong).toEqual([]);
    expect(counts.allergies).toBeGreaterThan(80);
    expect(counts.problems).toBeGreaterThan(120);
    expect(counts.medications).toBeGreaterThan(60);
    for (const { kind, least } of OTHER_FACTS) expect(counts[kind], kind).toBeGreaterThan(least);
  });
});
