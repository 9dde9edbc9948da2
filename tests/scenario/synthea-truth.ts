import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact, KnownDifference } from './fact-comparison.js';

type Json = { readonly [name: string]: unknown };

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let node = value;
  for (const step of path) {
    if (Array.isArray(node) && typeof step === 'string') node = node[0];
    if (node === null || typeof node !== 'object') return undefined;
    node = (node as Record<string | number, unknown>)[step];
  }
  return node;
}
const list = (value: unknown, ...path: readonly string[]): readonly Json[] => {
  const found = at(value, ...path);
  return found === undefined ? [] : Array.isArray(found) ? (found as Json[]) : [found as Json];
};
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** Words without what Synthea's CSV cannot hold: its exporter puts a blank for every comma and line break (CSVExporter.clean). */
export const words = (value: unknown): string | null =>
  text(value)
    ?.replace(/[\s,]+/g, ' ')
    .trim() ?? null;
/** A moment as UTC, whatever offset it is written with; a day alone stays a day. */
export const instant = (value: unknown): string | null => {
  const raw = text(value);
  return raw?.includes('T') ? `${new Date(raw).toISOString().slice(0, 19)}Z` : raw;
};
/** The day of a moment where it was written: what the CSV keeps of conditions, allergies and care plans. */
export const day = (value: unknown): string | null => text(value)?.slice(0, 10) ?? null;
/** Numbers as values: 5.70 and 5.7 are one. */
export const amount = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(Number(value));

const SYSTEMS: Readonly<Record<string, string>> = {
  'http://snomed.info/sct': 'SCT',
  'http://loinc.org': 'LN',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'RX',
  'http://hl7.org/fhir/sid/cvx': 'CVX',
};
const code = (concept: unknown): string | null => {
  const coding = list(concept, 'coding')[0];
  return coding === undefined ? null : `${SYSTEMS[String(coding.system)] ?? coding.system ?? '-'} ${coding.code}`;
};
const plain = (concept: unknown): string | null => text(at(concept, 'coding', 'code'));
const sorted = (parts: readonly (string | null)[]): string | null =>
  parts.length === 0
    ? null
    : parts
        .map((part) => part ?? '')
        .sort()
        .join('; ');

/** Resources by type, of Synthea's bundles (`{type}.id` or `urn:uuid:` references) or of a run (`Type/id`). */
export type Resources = ReadonlyMap<string, readonly Json[]>;

/** Synthea's own FHIR export of the same patients: every resource of every bundle of a folder. */
export function readBundles(folder: string): Resources {
  const found = new Map<string, Json[]>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue;
    const bundle = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json;
    for (const entry of list(bundle, 'entry')) {
      const resource = entry.resource as Json;
      const type = String(resource.resourceType);
      found.set(type, [...(found.get(type) ?? []), resource]);
    }
  }
  return found;
}

/** Facts of FHIR resources, with the panels of observations taken apart: as many facts as the CSV has rows. */
export function fhirFacts(resources: Resources): Map<string, Fact[]> {
  const facts = new Map<string, Fact[]>();
  const of = (type: string) => resources.get(type) ?? [];
  const byReference = new Map<string, Json>();
  for (const [type, rows] of resources)
    for (const row of rows) {
      byReference.set(`${type}/${row.id}`, row);
      byReference.set(`urn:uuid:${row.id}`, row);
      // Conditional references: Type?identifier=system|value.
      for (const id of list(row, 'identifier')) byReference.set(`${type}?identifier=${id.system}|${id.value}`, row);
    }
  const resolve = (reference: unknown) => byReference.get(text(at(reference, 'reference')) ?? '');
  const SYNTHEA = 'https://github.com/synthetichealth/synthea';
  /** Synthea's own id: an identifier of a run's resource, the id of a bundle's. */
  const own = (resource: unknown): string | null =>
    text(
      list(resource, 'identifier').find((i) => i.system === SYNTHEA)?.value ??
        list(resource, 'identifier').find((i) => String(i.system).startsWith('urn:oid:2.25.'))?.value ??
        at(resource, 'id'),
    );
  const who = (resource: Json): string => own(resolve(resource.subject ?? resource.patient)) ?? '?';
  const encounter = (resource: Json): string | null => own(resolve(resource.encounter));
  const put = (kind: string, row: Json, identity: readonly (string | null)[], fields: Fact['fields']) => {
    const patient = kind === 'patient' ? (own(row) ?? '?') : who(row);
    const fact = { kind, who: patient, identity: identity.map((part) => part ?? '').join(' | '), fields };
    facts.set(kind, [...(facts.get(kind) ?? []), fact]);
  };
  const reasons = (row: Json): string | null =>
    sorted([
      ...list(row, 'reasonCode').map(code),
      ...list(row, 'reasonReference').map((reference) => code(at(resolve(reference), 'code'))),
    ]);

  for (const p of of('Patient')) {
    const name = (use: string) => list(p, 'name').find((n) => n.use === use);
    const extension = (end: string) => list(p, 'extension').find((e) => String(e.url).endsWith(end));
    const categories = (end: string) =>
      sorted(
        list(extension(end), 'extension')
          .filter((e) => e.url === 'ombCategory')
          .map((e) => text(at(e, 'valueCoding', 'code'))),
      );
    const identifier = (type: string) =>
      text(list(p, 'identifier').find((i) => at(i, 'type', 'coding', 'code') === type)?.value);
    const birthPlace = at(extension('patient-birthPlace'), 'valueAddress');
    const address = list(p, 'address')[0];
    put('patient', p, [own(p)], {
      prefix: text(at(name('official'), 'prefix', 0)),
      given: text(at(name('official'), 'given', 0)),
      middle: text((at(name('official'), 'given') as unknown[] | undefined)?.[1]),
      family: text(at(name('official'), 'family')),
      suffix: text(at(name('official'), 'suffix', 0)),
      maiden: text(at(name('maiden'), 'family')),
      birthDate: text(p.birthDate),
      died: day(p.deceasedDateTime),
      gender: text(p.gender),
      marital: plain(p.maritalStatus),
      race: categories('us-core-race'),
      ethnicity: categories('us-core-ethnicity'),
      birthPlace: words(
        at(birthPlace, 'text') ?? ['city', 'state', 'country'].map((part) => at(birthPlace, part) ?? '').join(' '),
      ),
      record: identifier('MR'),
      ssn: identifier('SS')?.replaceAll('-', '') ?? null,
      license: identifier('DL'),
      passport: identifier('PPN'),
      line: words(at(address, 'line', 0)),
      city: text(at(address, 'city')),
      state: text(at(address, 'state')),
      postalCode: text(at(address, 'postalCode')),
      country: text(at(address, 'country')),
      phone: text(at(p, 'telecom', 'value')),
      language: text(at(p, 'communication', 'language', 'coding', 'code')),
    });
  }
  for (const r of of('Condition'))
    put('condition', r, [code(r.code), day(r.onsetDateTime)], {
      name: words(at(r, 'code', 'text')),
      status: plain(r.clinicalStatus),
      end: day(r.abatementDateTime),
      encounter: encounter(r),
      category: plain(r.category),
      verification: plain(r.verificationStatus),
    });
  for (const r of of('AllergyIntolerance'))
    put('allergy', r, [code(r.code), day(r.recordedDate)], {
      name: words(at(r, 'code', 'text')),
      status: plain(r.clinicalStatus),
      type: text(r.type),
      category: sorted(list(r, 'category').map(text)),
      reactions: sorted(
        list(r, 'reaction').map(
          (reaction) => `${code(at(reaction, 'manifestation'))} ${words(at(reaction, 'manifestation', 'text'))}`,
        ),
      ),
      criticality: text(r.criticality),
      verification: plain(r.verificationStatus),
    });
  for (const r of of('MedicationRequest')) {
    const drug = r.medicationCodeableConcept ?? at(resolve(r.medicationReference), 'code');
    put('medication', r, [code(drug), instant(r.authoredOn)], {
      name: words(at(drug, 'text')),
      status: text(r.status),
      intent: text(r.intent),
      encounter: encounter(r),
      reason: reasons(r),
    });
  }
  for (const r of of('Immunization'))
    put('immunization', r, [code(r.vaccineCode), instant(r.occurrenceDateTime)], {
      name: words(at(r, 'vaccineCode', 'text')),
      status: text(r.status),
      encounter: encounter(r),
    });
  for (const r of of('Procedure'))
    put('procedure', r, [code(r.code), instant(at(r, 'performedPeriod', 'start') ?? r.performedDateTime)], {
      name: words(at(r, 'code', 'text')),
      status: text(r.status),
      end: instant(at(r, 'performedPeriod', 'end')),
      encounter: encounter(r),
      reason: reasons(r),
    });
  for (const r of of('Observation')) {
    const parts = list(r, 'component').length > 0 ? list(r, 'component') : [r];
    for (const part of parts)
      put('observation', r, [code(part.code), instant(r.effectiveDateTime), encounter(r)], {
        name: words(at(part, 'code', 'text') ?? at(part, 'code', 'coding', 'display')),
        number: amount(at(part, 'valueQuantity', 'value')),
        unit: text(at(part, 'valueQuantity', 'code') ?? at(part, 'valueQuantity', 'unit')),
        words: words(
          part.valueString ??
            at(part, 'valueCodeableConcept', 'text') ??
            at(part, 'valueCodeableConcept', 'coding', 'display'),
        ),
        status: text(r.status),
        category: plain(r.category),
      });
  }
  for (const r of of('Encounter'))
    put('encounter', r, [own(r)], {
      start: instant(at(r, 'period', 'start')),
      end: instant(at(r, 'period', 'end')),
      status: text(r.status),
      // FHIR demands a class: one that is not known is a coding that says so.
      class: String(at(r, 'class', 'system')).endsWith('data-absent-reason') ? null : text(at(r, 'class', 'code')),
      type: code(list(r, 'type')[0]),
      name: words(at(r, 'type', 'text')),
      reason: reasons(r),
      organization: own(resolve(r.serviceProvider)),
      provider: own(resolve(at(r, 'participant', 'individual'))),
    });
  for (const r of of('CarePlan'))
    put('care-plan', r, [own(r)], {
      kind: sorted(
        list(r, 'category')
          .map(code)
          .filter((c) => c?.startsWith('SCT ') ?? false),
      ),
      start: day(at(r, 'period', 'start')),
      end: day(at(r, 'period', 'end')),
      status: text(r.status),
      intent: text(r.intent),
      encounter: encounter(r),
      reason: sorted([
        ...list(r, 'addresses').map((reference) => code(at(resolve(reference), 'code'))),
        ...list(r, 'note').flatMap(
          (n) =>
            /\(SNOMED CT (\d+)\)$/
              .exec(String(n.text))
              ?.slice(1)
              .map((c) => `SCT ${c}`) ?? [],
        ),
      ]),
    });
  for (const r of of('Device'))
    put('device', r, [code(r.type), text(at(r, 'udiCarrier', 'carrierHRF'))], {
      name: words(at(r, 'type', 'text')),
      status: text(r.status),
    });
  return facts;
}

const onlyInBundles = (kind: string, field: string, reason: string): KnownDifference => ({
  kind,
  field,
  reason,
  applies: (expected, actual) => expected !== null && actual === null,
});

/** What Synthea writes into one of its two exports only, or in two ways. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  onlyInBundles('patient', 'middle', 'patients.csv of this version has no MIDDLE'),
  onlyInBundles('patient', 'country', 'patients.csv has no country'),
  onlyInBundles('patient', 'phone', 'patients.csv has no telephone'),
  onlyInBundles('patient', 'language', 'patients.csv has no language'),
  {
    ...onlyInBundles('patient', 'marital', 'MARITAL is blank; the FHIR export calls that never married'),
    applies: (expected, actual) => expected === 'S' && actual === null,
  },
  onlyInBundles(
    'condition',
    'category',
    'conditions.csv has no category; the FHIR export writes the same one everywhere',
  ),
  onlyInBundles(
    'condition',
    'verification',
    'conditions.csv has no verification status; the FHIR export writes confirmed everywhere',
  ),
  onlyInBundles('allergy', 'criticality', 'allergies.csv has no criticality'),
  onlyInBundles(
    'allergy',
    'verification',
    'allergies.csv has no verification status; the FHIR export writes confirmed everywhere',
  ),
  {
    kind: 'allergy',
    field: 'reactions',
    reason: 'allergies.csv has room for two reactions',
    applies(expected, actual) {
      const all = expected?.split('; ') ?? [];
      const two = actual?.split('; ') ?? [];
      return all.length > 2 && two.length === 2 && two.every((reaction) => all.includes(reaction));
    },
  },
  {
    kind: 'observation',
    field: 'number',
    reason: 'observations.csv rounds to one decimal place',
    applies: (expected, actual) =>
      expected !== null && actual !== null && Math.abs(Number(expected) - Number(actual)) <= 0.05 + 1e-9,
  },
  {
    kind: 'observation',
    field: 'number',
    reason: 'the FHIR export keeps five digits of a number',
    applies: (expected, actual) => actual !== null && amount(Number(actual).toPrecision(5)) === expected,
  },
  {
    kind: 'observation',
    field: 'unit',
    reason: 'Synthea writes pH, which is no UCUM code; the code is [pH]',
    applies: (expected, actual) => expected === 'pH' && actual === '[pH]',
  },
  {
    kind: 'care-plan',
    field: 'reason',
    reason: 'the FHIR export leaves a reason out whose condition is older than its years of history',
    applies: (expected, actual) => expected === null && actual !== null,
  },
  {
    kind: 'device',
    field: 'status',
    reason: 'the FHIR export calls every device active; devices.csv says when it was removed',
    applies: (expected, actual) => expected === 'active' && actual === 'inactive',
  },
];
