import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from './fact-comparison.js';
import { amount, moment } from './openemr-truth.js';

type Json = { readonly [name: string]: unknown };

/** Steps into objects; lists give their first item. undefined where anything is absent. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  let node = value;
  for (const step of path) {
    if (Array.isArray(node) && typeof step === 'string') node = node[0];
    if (node === null || typeof node !== 'object') return undefined;
    node = (node as Record<string | number, unknown>)[step];
  }
  return node;
}
const list = (value: unknown, name: string): Json[] => {
  const found = at(value, name);
  return found === undefined ? [] : Array.isArray(found) ? (found as Json[]) : [found as Json];
};
const text = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  // Decimals of charts that were not written yet are objects that hold their text.
  if (typeof value === 'object') return text((value as { text?: unknown }).text);
  return String(value);
};

const WALL_CLOCK = 'urn:chartlift:fhir:wall-clock-time';
/** A date or time element; FHIR's writer keeps a time without zone in an extension beside the date. */
function time(resource: unknown, name: string): string | null {
  for (const extension of list(at(resource, `_${name}`), 'extension'))
    if (extension.url === WALL_CLOCK) return moment(extension.valueString);
  return moment(at(resource, name));
}

/** `out/<run>/fhir/*.ndjson` by resource type. */
export function readNdjson(folder: string): Map<string, Json[]> {
  const found = new Map<string, Json[]>();
  if (!existsSync(folder)) return found;
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.ndjson')) continue;
    const rows = readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    found.set(
      file.replace('.ndjson', ''),
      rows.map((line) => JSON.parse(line) as Json),
    );
  }
  return found;
}

/** The same facts as the truth states, read from FHIR resources by type. */
export function runFacts(resources: ReadonlyMap<string, readonly Json[]>): Map<string, Fact[]> {
  const facts = new Map<string, Fact[]>();
  const of = (type: string) => resources.get(type) ?? [];
  const byReference = new Map<string, Json>();
  for (const [type, rows] of resources) for (const row of rows) byReference.set(`${type}/${row.id}`, row);
  const resolve = (reference: unknown) => byReference.get(text(at(reference, 'reference')) ?? '');
  /** Key of the source row: value of the first identifier. */
  const key = (reference: unknown) => text(at(resolve(reference), 'identifier', 'value'));
  const mrnOf = (patient: unknown) =>
    text(list(patient, 'identifier').find((i) => at(i, 'type', 'coding', 'code') === 'MR')?.value);
  const who = (resource: Json): string =>
    mrnOf(resolve(resource.subject ?? resource.patient ?? resource.beneficiary)) ?? '?';
  const put = (kind: string, patient: string, identity: (string | null)[], fields: Record<string, string | null>) => {
    if (!facts.has(kind)) facts.set(kind, []);
    facts.get(kind)!.push({ kind, who: patient, identity: identity.map((part) => part ?? '').join(' | '), fields });
  };
  const coded = (concept: unknown, system: string) =>
    text(list(concept, 'coding').find((c) => c.system === system)?.code);
  const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm';
  const loinc = 'http://loinc.org';
  const category = (resource: Json) =>
    list(resource, 'category').flatMap((c) => list(c, 'coding').map((coding) => text(coding.code)));

  for (const p of of('Patient')) {
    const names = list(p, 'name');
    const official = names.find((n) => n.use === 'official') ?? names[0];
    const telecom = (system: string, use?: string) =>
      text(list(p, 'telecom').find((t) => t.system === system && (use === undefined || t.use === use))?.value);
    const extension = (name: string) =>
      text(
        at(
          list(
            list(p, 'extension').find((e) => String(e.url).endsWith(name)),
            'extension',
          ).find((e) => e.url === 'text'),
          'valueString',
        ),
      );
    const contact = (code: string) =>
      list(p, 'contact').find((c) =>
        list(c, 'relationship').some((r) => list(r, 'coding').some((x) => x.code === code)),
      );
    const digits = (value: string | null) => value?.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '') ?? null;
    put('patient', mrnOf(p) ?? '?', [mrnOf(p)], {
      family: text(at(official, 'family')),
      given: text(at(official, 'given', 0)),
      preferred: text(
        at(
          names.find((n) => n.use === 'usual'),
          'given',
          0,
        ),
      ),
      birthDate: text(p.birthDate),
      gender: text(p.gender),
      line: text(at(p, 'address', 'line', 0)),
      city: text(at(p, 'address', 'city')),
      state: text(at(p, 'address', 'state')),
      postalCode: text(at(p, 'address', 'postalCode')),
      email: telecom('email'),
      phone: digits(telecom('phone', 'home')),
      race: extension('us-core-race'),
      ethnicity: extension('us-core-ethnicity'),
      marital:
        MARITAL[coded(p.maritalStatus, 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus') ?? ''] ??
        text(at(p, 'maritalStatus', 'text')),
      mother: text(at(contact('MTH'), 'name', 'text')),
      guardian: text(at(contact('GUARD'), 'name', 'text')),
      guardianPhone: digits(text(at(contact('GUARD'), 'telecom', 'value'))),
      generalPractitioner: key(at(p, 'generalPractitioner', 0)),
    });
  }
  for (const r of of('Condition'))
    put('problem', who(r), [text(at(r, 'code', 'text')), time(r, 'onsetDateTime')], {
      code: coded(r.code, icd10),
      date: time(r, 'onsetDateTime'),
      status: text(at(r, 'clinicalStatus', 'coding', 'code')),
      note: text(at(r, 'note', 'text')),
    });
  for (const r of of('AllergyIntolerance'))
    put('allergy', who(r), [text(at(r, 'code', 'text')), time(r, 'onsetDateTime')], {
      date: time(r, 'onsetDateTime'),
      reaction: text(at(r, 'reaction', 'manifestation', 'text'))?.toLowerCase() ?? null,
      severity: text(at(r, 'reaction', 'severity')) ?? text(r.criticality),
      status: text(at(r, 'clinicalStatus', 'coding', 'code')),
      note: text(at(r, 'note', 'text')),
    });
  for (const r of of('MedicationStatement'))
    put('medication', who(r), [text(at(r, 'medicationCodeableConcept', 'text')), time(r.effectivePeriod, 'start')], {
      reason: coded(at(r, 'reasonCode', 0), icd10),
      start: time(r.effectivePeriod, 'start'),
      status: text(r.status),
      note: text(at(r, 'note', 'text')),
    });
  for (const r of of('MedicationRequest')) {
    const dosage = at(r, 'dosageInstruction', 0);
    const start = time(at(dosage, 'timing', 'repeat', 'boundsPeriod'), 'start');
    const dose = at(dosage, 'doseAndRate', 'doseQuantity');
    put('prescription', who(r), [text(at(r, 'medicationCodeableConcept', 'text')), start], {
      dose: dose === undefined ? null : `${amount(text(at(dose, 'value')))} ${text(at(dose, 'unit'))}`,
      route: text(at(dosage, 'route', 'text')),
      reason: coded(at(r, 'reasonCode', 0), icd10),
      start,
      status: text(r.status),
      requester: key(r.requester),
      encounter: key(r.encounter),
    });
  }
  for (const r of of('Immunization'))
    put(
      'immunization',
      who(r),
      [coded(r.vaccineCode, 'http://hl7.org/fhir/sid/cvx'), time(r, 'occurrenceDateTime'), text(r.lotNumber)],
      {
        date: time(r, 'occurrenceDateTime'),
        status: text(r.status),
        dose: `${amount(text(at(r, 'doseQuantity', 'value')))} ${text(at(r, 'doseQuantity', 'unit'))}`,
        manufacturer: text(at(r, 'manufacturer', 'display')),
        expiration: text(r.expirationDate),
        route: text(at(r, 'route', 'text'))?.toLowerCase() ?? null,
        site:
          text(at(r, 'site', 'text'))
            ?.toLowerCase()
            .replaceAll(' ', '_') ?? null,
        performer: key(
          at(
            list(r, 'performer').find((p) => at(p, 'function', 'coding', 'code') === 'AP'),
            'actor',
          ),
        ),
        encounter: key(r.encounter),
        note: text(at(r, 'note', 'text')),
      },
    );
  for (const r of of('Observation')) {
    const kinds = category(r);
    if (kinds.includes('vital-signs')) {
      const parts = list(r, 'component').filter((c) => at(c, 'valueQuantity') !== undefined);
      const panel = coded(r.code, loinc) === '85354-9';
      for (const part of panel ? parts : [r])
        put('vital', who(r), [coded(part.code, loinc), time(r, 'effectiveDateTime')], {
          value: amount(text(at(part, 'valueQuantity', 'value'))),
          unit: text(at(part, 'valueQuantity', 'code')),
          date: time(r, 'effectiveDateTime'),
          encounter: key(r.encounter),
        });
    } else if (kinds.includes('laboratory'))
      put('lab-result', who(r), [coded(r.code, loinc), time(r, 'effectiveDateTime')], {
        name: text(at(r, 'code', 'text')),
        value: amount(text(at(r, 'valueQuantity', 'value'))),
        unit: text(at(r, 'valueQuantity', 'unit')),
        range: text(at(r, 'referenceRange', 'text')),
        flag: text(at(r, 'interpretation', 'coding', 'code')),
        date: time(r, 'effectiveDateTime'),
        status: text(r.status),
      });
    else if (kinds.includes('social-history')) {
      const code = text(at(r, 'code', 'text'));
      const value = text(r.valueString) ?? text(at(r, 'valueCodeableConcept', 'text'));
      if (coded(r.code, loinc) === '11341-5') put('occupation', who(r), [value], {});
      else put('social-history', who(r), [SOCIAL[code ?? ''] ?? code], { value });
    }
  }
  for (const r of of('ServiceRequest'))
    put('lab-order', who(r), [text(at(r, 'code', 'text')), time(r, 'authoredOn')], {
      code: text(at(r, 'code', 'coding', 'code')),
      status: text(r.status),
      reason: coded(at(r, 'reasonCode', 0), icd10),
      requester: key(r.requester),
      encounter: key(r.encounter),
    });
  for (const r of of('DiagnosticReport'))
    put('lab-report', who(r), [text(at(r, 'code', 'text')), time(r, 'issued')], {
      date: time(r, 'issued'),
      status: text(r.status),
      conclusion: text(r.conclusion),
    });
  for (const r of of('Encounter'))
    put('encounter', who(r), [text(at(r, 'identifier', 'value'))], {
      date: time(r.period, 'start'),
      reason: text(at(r, 'reasonCode', 'text')),
      provider: key(at(r, 'participant', 'individual')),
      facility: key(at(r, 'location', 'location')),
    });
  for (const r of of('DocumentReference')) {
    const data = text(at(r, 'content', 'attachment', 'data'));
    const content = data === null ? null : Buffer.from(data, 'base64').toString('utf8');
    // The note that the preset makes of the history form has no counterpart in the truth's notes.
    if (coded(r.type, loinc) === '11329-0') continue;
    if (category(r).includes('clinical-note')) {
      const part = (name: string) =>
        new RegExp(`(?:^|\\n)${name}:\\n([\\s\\S]*?)(?=\\n\\n(?:Objective|Assessment|Plan):\\n|$)`)
          .exec(content ?? '')?.[1]
          ?.trim() ?? null;
      put('note', who(r), [key(at(r, 'context', 'encounter', 0)), time(r, 'date')], {
        subjective: part('Subjective'),
        objective: part('Objective'),
        assessment: part('Assessment'),
        plan: part('Plan'),
      });
    } else
      put('document', who(r), [text(r.description), time(r, 'date')], {
        category: text(at(r, 'type', 'text')),
        date: time(at(r, 'context', 'period'), 'start'),
        content,
        encounter: key(at(r, 'context', 'encounter', 0)),
      });
  }
  for (const r of of('Coverage')) {
    const part = (code: string) => list(r, 'class').find((c) => at(c, 'type', 'coding', 'code') === code);
    const subscriber = resolve(r.subscriber);
    put('coverage', who(r), [text(r.subscriberId)], {
      payor: text(at(resolve(at(r, 'payor', 0)), 'name')),
      plan: text(at(part('plan'), 'value')),
      group: text(at(part('group'), 'value')),
      order: text(r.order),
      relationship: text(at(r, 'relationship', 'coding', 'code')),
      subscriber:
        subscriber?.resourceType === 'RelatedPerson'
          ? `${text(at(subscriber, 'name', 'given', 0))} ${text(at(subscriber, 'name', 'family'))}`
          : null,
    });
  }
  for (const r of of('Procedure'))
    put('surgery', who(r), [text(at(r, 'code', 'text'))], {
      date: time(r, 'performedDateTime'),
      status: text(r.status),
    });
  for (const r of of('FamilyMemberHistory'))
    if (text(at(r, 'note', 'text')))
      put('family-history', who(r), [text(at(r, 'relationship', 'coding', 'code'))], {
        note: text(at(r, 'note', 'text')),
      });
  return facts;
}

const MARITAL: Readonly<Record<string, string>> = {
  M: 'married',
  S: 'single',
  D: 'divorced',
  W: 'widowed',
  L: 'separated',
  T: 'partnered',
};
const SOCIAL: Readonly<Record<string, string>> = {
  'Tobacco smoking status': 'tobacco',
  'History of alcohol use': 'alcohol',
  'History of nonmedical drug use': 'recreational-drugs',
  Coffee: 'coffee',
  'Exercise patterns': 'exercise-patterns',
  'Sleep patterns': 'sleep-patterns',
  'Seatbelt use': 'seatbelt-use',
  Counseling: 'counseling',
  'Hazardous activities': 'hazardous-activities',
};
