import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Fact, KnownDifference } from './fact-comparison.js';

type Row = Readonly<Record<string, unknown>>;

const text = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);
/** Numbers as values: 97.89999999999999 (the generator's float) and 97.900000 (the column's scale) are 97.9. */
export const amount = (value: unknown): string | null => {
  const raw = text(value);
  return raw === null ? null : String(Number.parseFloat(Number(raw).toFixed(4)));
};
/** `2026-01-10 10:15:00` and `2026-01-10T10:15:00` alike; midnight of a date column is the date alone. */
export const moment = (value: unknown): string | null => {
  const raw = text(value);
  return raw === null ? null : raw.replace('T', ' ').replace(/ 00:00:00$/, '');
};

/** The generator's own truth, as facts of each kind. */
export function truthFacts(path: string): Map<string, Fact[]> {
  const data = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Record<string, Row[]>;
  const mrn = new Map(data.patients!.map((p) => [p.pid, String(p.pubpid)]));
  const orders = new Map(data.labOrders!.map((o) => [o.id, o]));
  const reports = new Map(data.labReports!.map((r) => [r.id, r]));
  const who = (row: Row): string => mrn.get(row.pid as number) ?? '?';
  const facts = new Map<string, Fact[]>();
  const put = (kind: string, patient: string, identity: unknown[], fields: Record<string, string | null>) => {
    if (!facts.has(kind)) facts.set(kind, []);
    facts
      .get(kind)!
      .push({ kind, who: patient, identity: identity.map((part) => text(part) ?? '').join(' | '), fields });
  };
  for (const p of data.patients!) {
    put('patient', who(p), [p.pubpid], {
      family: text(p.lname),
      given: text(p.fname),
      preferred: text(p.preferredName),
      birthDate: text(p.dob),
      gender: String(p.sex).toLowerCase(),
      line: text(p.street),
      city: text(p.city),
      state: text(p.state),
      postalCode: text(p.postalCode),
      email: text(p.email),
      phone: text(p.phone)!.replace(/\D/g, ''),
      race: text(p.race),
      ethnicity: text(p.ethnicity),
      marital: text(p.status),
      mother: text(p.motherName),
      guardian: text(p.guardianName),
      guardianPhone: text(p.guardianPhone)!.replace(/\D/g, ''),
      generalPractitioner: text(p.providerId),
    });
    if (text(p.occupation)) put('occupation', who(p), [p.occupation], {});
  }
  for (const r of data.problems!)
    put('problem', who(r), [r.title, r.date], {
      code: text(r.diagnosis)!.replace('ICD10:', ''),
      date: text(r.date),
      status: 'active',
      note: text(r.comments),
    });
  for (const r of data.allergies!)
    put('allergy', who(r), [r.title, r.date], {
      date: text(r.date),
      reaction: text(r.reaction),
      severity: text(r.severity),
      status: 'active',
      note: text(r.comments),
    });
  for (const r of data.medicationLists!)
    put('medication', who(r), [r.title, r.date], {
      reason: text(r.diagnosis)!.replace('ICD10:', ''),
      start: text(r.date),
      status: 'active',
      note: text(r.comments),
    });
  for (const r of data.prescriptions!)
    put('prescription', who(r), [r.drug, r.startDate], {
      dose: text(r.dosage),
      route: text(r.route),
      reason: text(r.diagnosis)!.replace('ICD10:', ''),
      start: text(r.startDate),
      status: 'active',
      requester: text(r.providerId),
      encounter: text(r.encounter),
    });
  for (const r of data.immunizations!)
    put('immunization', who(r), [r.cvxCode, moment(r.administeredDate), r.lotNumber], {
      date: moment(r.administeredDate),
      status: text(r.completionStatus),
      dose: `${amount(r.amountAdministered)} ${r.amountAdministeredUnit}`,
      manufacturer: text(r.manufacturer),
      expiration: text(r.expirationDate),
      route: text(r.route),
      site: text(r.administrationSite),
      performer: text(r.administeredById),
      encounter: text(r.encounter),
      note: text(r.note),
    });
  const vitals: [string, string, string][] = [
    ['bps', '8480-6', 'mm[Hg]'],
    ['bpd', '8462-4', 'mm[Hg]'],
    ['weight', '29463-7', '[lb_av]'],
    ['height', '8302-2', '[in_i]'],
    ['temperature', '8310-5', '[degF]'],
    ['pulse', '8867-4', '/min'],
    ['respiration', '9279-1', '/min'],
    ['bmi', '39156-5', 'kg/m2'],
    ['oxygenSaturation', '59408-5', '%'],
  ];
  for (const r of data.vitals!)
    for (const [column, loinc, unit] of vitals)
      if (text(r[column]) && Number(r[column]) !== 0)
        put('vital', who(r), [loinc, moment(r.date)], {
          value: amount(r[column]),
          unit,
          date: moment(r.date),
          encounter: text(r.encounter),
        });
  for (const r of data.labOrders!)
    put('lab-order', who(r), [r.name, moment(r.date)], {
      code: text(r.code),
      status: r.orderStatus === 'complete' ? 'completed' : 'active',
      reason: text(r.diagnosis),
      requester: text(r.providerId),
      encounter: text(r.encounter),
    });
  for (const r of data.labReports!) {
    const order = orders.get(r.orderId)!;
    put('lab-report', who(order), [order.name, moment(r.date)], {
      date: moment(r.date),
      status: 'final',
      conclusion: text(r.notes),
    });
  }
  for (const r of data.labResults!) {
    const order = orders.get(reports.get(r.reportId)!.orderId)!;
    put('lab-result', who(order), [r.code, moment(r.date)], {
      name: text(r.text),
      value: amount(r.result),
      unit: text(r.units),
      range: text(r.range),
      flag: r.abnormal === 'no' ? 'N' : r.abnormal === 'high' ? 'H' : text(r.abnormal),
      date: moment(r.date),
      status: text(r.resultStatus),
    });
  }
  for (const r of data.encounters!)
    put('encounter', who(r), [r.encounter], {
      date: moment(r.datetime),
      reason: text(r.reason),
      provider: text(r.providerId),
      facility: text(r.facilityId),
    });
  for (const r of data.clinicalNotes!)
    put('note', who(r), [r.encounter, moment(r.date)], {
      subjective: text(r.subjective),
      objective: text(r.objective),
      assessment: text(r.assessment),
      plan: text(r.plan),
    });
  for (const r of data.insuranceRecords!)
    put('coverage', who(r), [r.policyNumber], {
      payor: text(r.provider),
      plan: text(r.planName),
      group: text(r.groupNumber),
      order: r.type === 'primary' ? '1' : r.type === 'secondary' ? '2' : '3',
      relationship: text(r.relationship),
      subscriber: r.relationship === 'self' ? null : `${r.subscriberFirstName} ${r.subscriberLastName}`,
    });
  for (const r of data.patientDocuments!)
    put('document', who(r), [r.name, moment(r.uploadedAt)], {
      category: text(r.categoryName),
      date: text(r.docDate),
      content: text(r.content),
      encounter: text(r.encounter),
    });
  const social: [string, string][] = [
    ['tobacco', 'tobacco'],
    ['alcohol', 'alcohol'],
    ['recreationalDrugs', 'recreational-drugs'],
    ['coffee', 'coffee'],
    ['exercisePatterns', 'exercise-patterns'],
    ['sleepPatterns', 'sleep-patterns'],
    ['seatbeltUse', 'seatbelt-use'],
    ['counseling', 'counseling'],
    ['hazardousActivities', 'hazardous-activities'],
  ];
  const surgeries: [string, string][] = [
    ['appendectomy', 'Appendectomy'],
    ['tonsillectomy', 'Tonsillectomy'],
    ['cholecystectomy', 'Cholecystectomy'],
    ['heartSurgery', 'Heart surgery'],
    ['hysterectomy', 'Hysterectomy'],
    ['herniaRepair', 'Hernia repair'],
    ['hipReplacement', 'Hip replacement'],
    ['kneeReplacement', 'Knee replacement'],
  ];
  for (const r of data.patientHistories!) {
    for (const [column, name] of social)
      if (text(r[column])) put('social-history', who(r), [name], { value: text(r[column]) });
    for (const [column, name] of surgeries)
      if (text(r[column])) put('surgery', who(r), [name], { date: moment(r[column]), status: 'completed' });
    for (const [column, name] of [
      ['historyMother', 'MTH'],
      ['historyFather', 'FTH'],
      ['historySiblings', 'SIB'],
      ['historyOffspring', 'CHILD'],
      ['historySpouse', 'SPS'],
    ] as const)
      if (text(r[column])) put('family-history', who(r), [name], { note: text(r[column]) });
  }
  return facts;
}

/** Differences between the generator's truth and the dump that it wrote, or between a site's words and a standard's. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    kind: 'patient',
    field: 'marital',
    reason: '"partnered" is no option of OpenEMR’s list of marital statuses; the word is kept as text',
    applies: (expected, actual) => expected === 'partnered' && actual === 'partnered',
  },
  {
    kind: 'prescription',
    field: 'dose',
    reason: 'C-CDA writes the UCUM unit: mcg is ug',
    applies: (expected, actual) => expected?.replace(' mcg', ' ug') === actual,
  },
];
