import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeededRandom } from '../../packages/engine/src/synthetic/random.js';
import type { Fact } from './fact-comparison.js';

type Row = Readonly<Record<string, string>>;

/** How one generation of Synthea's CSV export is shaped: columns of each file (CSVExporter.writeCSVHeaders of that year) and habits of its cells. */
export interface ExportShape {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The first versions write days where later ones write moments. */
  readonly daysOnly?: boolean;
  /** What stands for the end of something that goes on: the first versions put a blank there. */
  readonly noEnd?: string;
  /** The Java word for a unit, a telephone or a device identifier that is not there. */
  readonly nothing?: string;
  /** payer_transitions in years. */
  readonly years?: boolean;
  /** Commas and line breaks of a text survive, in quotes. */
  readonly quoted?: boolean;
}

const OF_2017 = {
  patients:
    'ID,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,LAST,SUFFIX,MAIDEN,MARITAL,RACE,ETHNICITY,GENDER,BIRTHPLACE,ADDRESS',
  allergies: 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION',
  medications: 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION',
  conditions: 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION',
  careplans: 'ID,START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION',
  observations: 'DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,VALUE,UNITS',
  procedures: 'DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION',
  immunizations: 'DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION',
  encounters: 'ID,DATE,PATIENT,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION',
};
const OF_2018 = {
  ...OF_2017,
  patients: `${OF_2017.patients},CITY,STATE,ZIP`,
  medications: 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,COST,DISPENSES,TOTALCOST,REASONCODE,REASONDESCRIPTION',
  observations: `${OF_2017.observations},TYPE`,
  procedures: 'DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,COST,REASONCODE,REASONDESCRIPTION',
  immunizations: `${OF_2017.immunizations},COST`,
  encounters: 'ID,START,STOP,PATIENT,ENCOUNTERCLASS,CODE,DESCRIPTION,COST,REASONCODE,REASONDESCRIPTION',
};
const PAYERS =
  'AMOUNT_COVERED,AMOUNT_UNCOVERED,REVENUE,COVERED_ENCOUNTERS,UNCOVERED_ENCOUNTERS,COVERED_MEDICATIONS,UNCOVERED_MEDICATIONS,COVERED_PROCEDURES,UNCOVERED_PROCEDURES,COVERED_IMMUNIZATIONS,UNCOVERED_IMMUNIZATIONS,UNIQUE_CUSTOMERS,QOLS_AVG,MEMBER_MONTHS';
const OF_2020 = {
  ...OF_2018,
  patients: `${OF_2017.patients.replace('ID', 'Id')},CITY,STATE,COUNTY,ZIP,LAT,LON,HEALTHCARE_EXPENSES,HEALTHCARE_COVERAGE`,
  medications:
    'START,STOP,PATIENT,PAYER,ENCOUNTER,CODE,DESCRIPTION,BASE_COST,PAYER_COVERAGE,DISPENSES,TOTALCOST,REASONCODE,REASONDESCRIPTION',
  careplans: OF_2017.careplans.replace('ID', 'Id'),
  procedures: 'DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,BASE_COST,REASONCODE,REASONDESCRIPTION',
  immunizations: `${OF_2017.immunizations},BASE_COST`,
  encounters:
    'Id,START,STOP,PATIENT,PROVIDER,PAYER,ENCOUNTERCLASS,CODE,DESCRIPTION,BASE_ENCOUNTER_COST,TOTAL_CLAIM_COST,PAYER_COVERAGE,REASONCODE,REASONDESCRIPTION',
  organizations: 'Id,NAME,ADDRESS,CITY,STATE,ZIP,LAT,LON,PHONE,REVENUE,UTILIZATION',
  providers: 'Id,ORGANIZATION,NAME,GENDER,SPECIALITY,ADDRESS,CITY,STATE,ZIP,LAT,LON,UTILIZATION',
  payers: `Id,NAME,ADDRESS,CITY,STATE_HEADQUARTERED,ZIP,PHONE,${PAYERS}`,
  payer_transitions: 'PATIENT,START_YEAR,END_YEAR,PAYER,OWNERSHIP',
  devices: 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,UDI',
};
const OF_2022 = {
  ...OF_2020,
  allergies: `${OF_2017.allergies.replace('DESCRIPTION', 'SYSTEM,DESCRIPTION')},TYPE,CATEGORY,REACTION1,DESCRIPTION1,SEVERITY1,REACTION2,DESCRIPTION2,SEVERITY2`,
  observations: 'DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE',
  procedures: 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,BASE_COST,REASONCODE,REASONDESCRIPTION',
  encounters: OF_2020.encounters.replace('PROVIDER', 'ORGANIZATION,PROVIDER'),
  payers: `Id,NAME,OWNERSHIP,ADDRESS,CITY,STATE_HEADQUARTERED,ZIP,PHONE,${PAYERS}`,
  payer_transitions: 'PATIENT,MEMBERID,START_YEAR,END_YEAR,PAYER,SECONDARY_PAYER,OWNERSHIP,OWNERNAME',
  supplies: 'DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,QUANTITY',
};
const OF_2025 = {
  ...OF_2022,
  patients:
    'Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,MIDDLE,LAST,SUFFIX,MAIDEN,MARITAL,RACE,ETHNICITY,GENDER,BIRTHPLACE,ADDRESS,CITY,STATE,COUNTY,FIPS,ZIP,LAT,LON,HEALTHCARE_EXPENSES,HEALTHCARE_COVERAGE,INCOME',
  conditions: 'START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION',
  procedures: 'START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION,BASE_COST,REASONCODE,REASONDESCRIPTION',
  organizations: `${OF_2020.organizations},NPI`,
  providers: 'Id,ORGANIZATION,NAME,GENDER,SPECIALITY,ADDRESS,CITY,STATE,ZIP,LAT,LON,ENCOUNTERS,PROCEDURES,NPI',
  payer_transitions: 'PATIENT,MEMBERID,START_DATE,END_DATE,PAYER,SECONDARY_PAYER,PLAN_OWNERSHIP,OWNER_NAME',
  patient_expenses: 'PATIENT_ID,YEAR,PAYER_ID,HEALTHCARE_EXPENSES,INSURANCE_COSTS,COVERED_COSTS',
};

export const SHAPES: readonly ExportShape[] = [
  { name: '2017', files: OF_2017, daysOnly: true, noEnd: ' ', nothing: 'null' },
  { name: '2018', files: OF_2018, nothing: 'null' },
  { name: '2020', files: OF_2020, nothing: 'null', years: true },
  { name: '2022', files: OF_2022, nothing: 'null' },
  { name: '2025', files: OF_2025, quoted: true },
  // exporter.csv.included_files lets people leave files out.
  {
    name: 'few-files',
    files: { patients: OF_2025.patients, conditions: OF_2025.conditions, observations: OF_2022.observations },
  },
];

const CONDITIONS = [
  ['44054006', 'Diabetes mellitus type 2 (disorder)'],
  ['38341003', 'Hypertensive disorder, systemic arterial (disorder)'],
  ['195662009', 'Acute viral pharyngitis (disorder)'],
] as const;
const DRUGS = [
  ['308192', 'Amoxicillin 500 MG Oral Tablet'],
  ['314076', 'lisinopril 10 MG Oral Tablet'],
] as const;
const VACCINES = [
  ['140', 'Influenza, seasonal, injectable, preservative free'],
  ['03', 'MMR'],
] as const;
const PROCEDURES = [
  ['430193006', 'Medication Reconciliation (procedure)'],
  ['117015009', 'Throat culture (procedure)'],
] as const;

export interface Practice {
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  /** What a right migration of the export gives, in the words of synthea-truth.ts. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
}

const uuid = (random: SeededRandom): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', '?').replace(/\?/g, () => random.int(0, 15).toString(16));

/** Made-up patients with some of everything, as the shape can hold it; the same seed gives the same rows. */
export function makePractice(shape: ExportShape, patients: number, seed: number): Practice {
  const random = new SeededRandom(seed);
  const rows: Record<string, Row[]> = {};
  const facts = new Map<string, Fact[]>();
  const has = (file: string, column: string) => (shape.files[file] ?? '').split(',').includes(column);
  const moment = (at: string) => (shape.daysOnly ? at.slice(0, 10) : at);
  const words = (text: string) => (shape.quoted ? text : text.replace(/[\n,]/g, ' ')).replace(/[\s,]+/g, ' ').trim();
  const put = (file: string, row: Row) => {
    rows[file] = [...(rows[file] ?? []), row];
  };
  const know = (kind: string, file: string, who: string, identity: readonly string[], fields: Fact['fields']) => {
    if (!(file in shape.files)) return;
    facts.set(kind, [...(facts.get(kind) ?? []), { kind, who, identity: identity.join(' | '), fields }]);
  };
  const organization = uuid(random);
  const provider = uuid(random);
  const [payer, second, none] = [uuid(random), uuid(random), uuid(random)];
  put('organizations', {
    Id: organization,
    NAME: 'Millbrook Clinic, North',
    ADDRESS: '1 Mill St',
    CITY: 'Salem',
    STATE: 'MA',
    ZIP: '01970',
    PHONE: shape.nothing ?? '978-555-0101',
    REVENUE: '0.0',
    UTILIZATION: '9',
    NPI: '1234567893',
  });
  put('providers', {
    Id: provider,
    ORGANIZATION: organization,
    NAME: 'Ada12 Marsh34',
    GENDER: 'F',
    SPECIALITY: 'GENERAL PRACTICE',
    ADDRESS: '1 Mill St',
    CITY: 'Salem',
    STATE: 'MA',
    ZIP: '01970',
    UTILIZATION: '9',
    ENCOUNTERS: '9',
    PROCEDURES: '2',
    NPI: '1245319599',
  });
  for (const [Id, NAME] of [
    [payer, 'Humana'],
    [second, 'Aetna'],
    [none, 'NO_INSURANCE'],
  ] as const)
    put('payers', { Id, NAME, OWNERSHIP: 'PRIVATE', AMOUNT_COVERED: '1.00', QOLS_AVG: '0.9' });

  for (let n = 0; n < patients; n++) {
    const who = uuid(random);
    const year = random.int(2008, 2016);
    const key = { Id: who, ID: who };
    const city = has('patients', 'CITY');
    put('patients', {
      ...key,
      BIRTHDATE: `19${random.int(40, 99)}-03-0${random.int(1, 9)}`,
      SSN: `999-1${n}-1234`,
      PREFIX: 'Ms.',
      FIRST: `Ida${n}`,
      MIDDLE: 'May2',
      LAST: 'Frost77',
      MARITAL: 'M',
      RACE: 'white',
      ETHNICITY: 'nonhispanic',
      GENDER: 'F',
      BIRTHPLACE: 'Salem, Massachusetts, US',
      ADDRESS: '7 Elm St',
      CITY: 'Salem',
      STATE: 'Massachusetts',
      COUNTY: 'Essex County',
      FIPS: '25009',
      ZIP: '01970',
      INCOME: '20000',
    });
    know('patient', 'patients', who, [who], {
      given: `Ida${n}`,
      middle: has('patients', 'MIDDLE') ? 'May2' : null,
      family: 'Frost77',
      gender: 'female',
      race: '2106-3',
      ethnicity: '2186-5',
      birthPlace: 'Salem Massachusetts US',
      city: city ? 'Salem' : null,
      state: city ? 'MA' : null,
    });
    for (let visit = 0; visit < 3; visit++) {
      const encounter = uuid(random);
      const day = `${year + visit}-0${random.int(1, 9)}-1${random.int(0, 9)}`;
      const at = `${day}T1${random.int(0, 9)}:34:30Z`;
      const until = at.replace(':34:30', ':49:30');
      const seen = 'encounters' in shape.files ? encounter : '';
      const place = { PATIENT: who, ENCOUNTER: encounter };
      const open = visit === 0;
      const end = open ? (shape.noEnd ?? '') : '2019-05-06';
      const endAt = open ? (shape.noEnd ?? '') : moment('2019-05-06T10:00:00Z');
      const [code, name] = random.pick(CONDITIONS);
      const reason = { REASONCODE: code, REASONDESCRIPTION: name };
      const dated = has('encounters', 'DATE');
      put('encounters', {
        Id: encounter,
        ID: encounter,
        DATE: moment(at),
        START: at,
        STOP: until,
        PATIENT: who,
        ORGANIZATION: organization,
        PROVIDER: provider,
        PAYER: payer,
        ENCOUNTERCLASS: 'wellness',
        CODE: '162673000',
        DESCRIPTION: 'General examination of patient (procedure)',
        BASE_ENCOUNTER_COST: '85.55',
        COST: '85.55',
        ...reason,
      });
      know('encounter', 'encounters', who, [encounter], {
        start: moment(at),
        end: dated ? null : until,
        status: dated ? null : 'finished',
        class: dated ? null : 'AMB',
        type: 'SCT 162673000',
        reason: `SCT ${code}`,
        provider: has('encounters', 'PROVIDER') ? provider : null,
        organization: has('encounters', 'ORGANIZATION') ? organization : null,
      });
      put('conditions', {
        START: day,
        STOP: end,
        ...place,
        SYSTEM: 'http://snomed.info/sct',
        CODE: code,
        DESCRIPTION: name,
      });
      know('condition', 'conditions', who, [`SCT ${code}`, day], {
        name: words(name),
        status: open ? 'active' : 'resolved',
        end: open ? null : end,
        encounter: seen || null,
      });
      const [drug, drugName] = random.pick(DRUGS);
      put('medications', {
        START: moment(at),
        STOP: endAt,
        ...place,
        PAYER: payer,
        CODE: drug,
        DESCRIPTION: drugName,
        COST: '2.10',
        BASE_COST: '2.10',
        DISPENSES: '3',
        TOTALCOST: '6.30',
        ...reason,
      });
      know('medication', 'medications', who, [`RX ${drug}`, moment(at)], {
        name: drugName,
        status: open ? 'active' : 'stopped',
        encounter: seen,
        reason: `SCT ${code}`,
      });
      const [vaccine, vaccineName] = random.pick(VACCINES);
      put('immunizations', {
        DATE: moment(at),
        ...place,
        CODE: vaccine,
        DESCRIPTION: vaccineName,
        COST: '140.52',
        BASE_COST: '140.52',
      });
      know('immunization', 'immunizations', who, [`CVX ${vaccine}`, moment(at)], {
        name: words(vaccineName),
        status: 'completed',
        encounter: seen,
      });
      const [done, doneName] = random.pick(PROCEDURES);
      put('procedures', {
        DATE: moment(at),
        START: at,
        STOP: until,
        ...place,
        SYSTEM: 'SNOMED-CT',
        CODE: done,
        DESCRIPTION: doneName,
        COST: '500',
        BASE_COST: '500',
        ...reason,
      });
      know('procedure', 'procedures', who, [`SCT ${done}`, moment(at)], {
        status: 'completed',
        end: has('procedures', 'STOP') ? until : null,
        reason: `SCT ${code}`,
      });
      const plan = uuid(random);
      put('careplans', {
        Id: plan,
        ID: plan,
        START: day,
        STOP: end,
        ...place,
        CODE: '698360004',
        DESCRIPTION: 'Diabetes self management plan',
        ...reason,
      });
      know('care-plan', 'careplans', who, [plan], {
        kind: 'SCT 698360004',
        start: day,
        end: open ? null : end,
        status: open ? 'active' : 'completed',
        reason: `SCT ${code}`,
      });
      const udi = visit === 2 && shape.nothing ? shape.nothing : `(01)0${random.int(1e9, 2e9)}(21)${n}${visit}`;
      put('devices', {
        START: at,
        STOP: endAt,
        ...place,
        CODE: '337414009',
        DESCRIPTION: 'Blood glucose meter (physical object)',
        UDI: udi,
      });
      know('device', 'devices', who, ['SCT 337414009', udi === 'null' ? '' : udi], {
        status: open ? 'active' : 'inactive',
      });
      put('supplies', {
        DATE: day,
        ...place,
        CODE: '337388004',
        DESCRIPTION: 'Blood glucose testing strips (physical object)',
        QUANTITY: '50',
      });

      const observe = (
        loinc: string,
        title: string,
        value: string,
        unit: string,
        type: string,
        category: string,
        means: Fact['fields'],
      ) => {
        put('observations', {
          DATE: moment(at),
          ...place,
          CATEGORY: category,
          CODE: loinc,
          DESCRIPTION: title,
          VALUE: value,
          UNITS: unit || (shape.nothing ?? ''),
          TYPE: type,
        });
        const kind = has('observations', 'CATEGORY') || ['8480-6', '8462-4'].includes(loinc) ? category : null;
        know('observation', 'observations', who, [`LN ${loinc}`, moment(at), seen], {
          status: 'final',
          number: null,
          unit: null,
          words: null,
          category: kind,
          ...means,
        });
      };
      const numeric = (loinc: string, title: string, value: string, unit: string, category: string) =>
        observe(loinc, title, value, unit, 'numeric', category, { number: String(Number(value)), unit });
      numeric('8480-6', 'Systolic Blood Pressure', String(random.int(100, 160)), 'mm[Hg]', 'vital-signs');
      numeric('8462-4', 'Diastolic Blood Pressure', String(random.int(60, 95)), 'mm[Hg]', 'vital-signs');
      numeric('8302-2', 'Body Height', `${random.int(150, 190)}.0`, 'cm', 'vital-signs');
      numeric(
        '4548-4',
        'Hemoglobin A1c/Hemoglobin.total in Blood',
        `${random.int(5, 9)}.${random.int(0, 9)}`,
        '%',
        'laboratory',
      );
      observe('72166-2', 'Tobacco smoking status NHIS', 'Never smoker', '', 'text', 'social-history', {
        words: 'Never smoker',
      });
      observe('5778-6', 'Color of Urine', 'Yellow, clear\nno blood', '', 'text', 'laboratory', {
        words: words('Yellow, clear\nno blood'),
      });
      // A numeric observation whose value was lost, one in a unit that nobody knows, and a figure of the simulation.
      observe('2093-3', 'Total Cholesterol', '', 'mg/dL', 'numeric', 'laboratory', {});
      numeric('2571-8', 'Triglycerides', '150', 'furlongs', 'laboratory');
      put('observations', {
        DATE: moment(at),
        PATIENT: who,
        ENCOUNTER: '',
        CODE: 'QALY',
        DESCRIPTION: 'QALY',
        VALUE: '31.0',
        UNITS: 'a',
        TYPE: 'numeric',
      });
      if (visit === 1) {
        // Two pressures at one moment cannot be told apart and stay four rows.
        numeric('8480-6', 'Systolic Blood Pressure', '171', 'mm[Hg]', 'vital-signs');
        numeric('8462-4', 'Diastolic Blood Pressure', '99', 'mm[Hg]', 'vital-signs');
        if (!has('observations', 'CATEGORY'))
          for (const fact of facts.get('observation')!)
            if (fact.who === who && fact.identity.includes(moment(at)) && /^LN 84(80-6|62-4)/.test(fact.identity))
              (fact.fields as Record<string, string | null>).category = null;
      }
      const years = shape.years === true;
      const from = years ? String(year + visit) : at;
      const to = years ? String(year + visit + 1) : '2020-01-01T00:00:00Z';
      put('payer_transitions', {
        PATIENT: who,
        MEMBERID: uuid(random),
        START_YEAR: from,
        END_YEAR: to,
        START_DATE: from,
        END_DATE: to,
        PAYER: visit === 2 ? none : payer,
        SECONDARY_PAYER: visit === 1 ? second : '',
        OWNERSHIP: 'Self',
        PLAN_OWNERSHIP: 'Self',
        OWNERNAME: `Ida${n} Frost77`,
        OWNER_NAME: `Ida${n} Frost77`,
      });
    }
    const more = has('allergies', 'SYSTEM');
    put('allergies', {
      START: '2010-02-03',
      STOP: shape.noEnd ?? '',
      PATIENT: who,
      ENCOUNTER: '',
      CODE: more ? '7980' : '91935009',
      SYSTEM: 'RxNorm',
      DESCRIPTION: more ? 'Penicillin G' : 'Allergy to peanuts',
      TYPE: 'allergy',
      CATEGORY: 'medication',
      REACTION1: '247472004',
      DESCRIPTION1: 'Wheal (finding)',
      SEVERITY1: 'MODERATE',
    });
    know('allergy', 'allergies', who, [more ? 'RX 7980' : 'SCT 91935009', '2010-02-03'], {
      status: 'active',
      type: more ? 'allergy' : null,
      category: more ? 'medication' : null,
      reactions: more ? 'SCT 247472004 Wheal (finding)' : null,
    });
  }
  return { rows, facts };
}

/** Writes the practice as the shape's CSV files. */
export function writeExport(shape: ExportShape, practice: Practice, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const cell = (value: string): string => {
    const text = shape.quoted ? value : value.replace(/[\r\n,]/g, ' ');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  for (const [file, header] of Object.entries(shape.files)) {
    const lines = (practice.rows[file] ?? []).map((row) =>
      header
        .split(',')
        .map((name) => cell(row[name] ?? ''))
        .join(','),
    );
    writeFileSync(join(folder, `${file}.csv`), `${[header, ...lines].join('\n')}\n`);
  }
}
