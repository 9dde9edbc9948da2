/** One column of a table definition, as far as a generator needs it. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

type Random = () => number;

/** mulberry32: the same seed gives the same dump. */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** Columns of every table whose definition stands in the text of a dump. */
function definitions(structure: string): Map<string, Column[]> {
  const tables = new Map<string, Column[]>();
  for (const [, name, body] of structure.matchAll(
    /^CREATE TABLE (?:IF NOT EXISTS )?`(\w+)` ?\(\n([\s\S]*?)\n\) ?ENGINE/gm,
  )) {
    const columns: Column[] = [];
    for (const line of body!.split('\n')) {
      const column = /^\s*`(\w+)`\s+([A-Za-z]+)/.exec(line);
      if (column)
        columns.push({
          name: column[1]!,
          type: column[2]!.toLowerCase(),
          isNullable: !/NOT NULL/i.test(line),
        });
    }
    tables.set(name!, columns);
  }
  return tables;
}

const WORDS = [
  'Zoë', 'Ångström-O’Neil', 'محمد', '山田', 'a & b <c>', 'Semi;colon', 'tab\there', 'line\r\nbreak', 'emoji 🩺', ' padded ',
  'x', '0', '-', 'N/A', 'unknown', 'NULL', "it's", 'back\\slash', '"quoted"', 'soft\u00adhyphen', 'bell\u0007', 'vt\u000b',
  'nbsp\u00a0end', '\ufeffmark', '%', '10 %', '5 furlongs', '<p>para <b>bold</b></p>', '<script>x</script>', '&amp;', '{"a":1}',
  '{\\rtf1\\ansi Rich \\b text\\b0\\par}', ']]>', '<!-- c -->',
]; // biome-ignore format: a table of awkward words
const DATES = [
  '0000-00-00',
  '1899-12-31',
  '1955-05-05',
  '1990-02-28',
  '2001-00-00',
  '2011-11-11',
  '2020-02-29',
  '2024-07-01',
  '2099-12-31',
];
const TIMES = ['00:00:00', '08:30:00', '23:59:59', '12:00:01'];
const CODES = [
  '', 'ICD10:I10', 'ICD10:E11.9;ICD9:250.00', 'SNOMED-CT:38341003', 'ICD10:I10;SNOMED-CT:38341003;', 'ICD10:', ':I10', 'garbage',
  'RXCUI:197361', 'RXNORM:7980', 'CVX:08', 'LOINC:4548-4', 'ICD9:401.9', 'ICD10:ZZZ.99', 'SNOMED:1', 'CPT4:99213', 'ICD10:I10;ICD10:I10',
]; // biome-ignore format: a table of codes
const SPECIAL: Readonly<Record<string, readonly (string | null)[]>> = {
  type: ['medical_problem', 'medical_problem', 'allergy', 'allergy', 'medication', 'medication', 'surgery', 'dental', 'medical_device', 'ippf', '', null],
  activity: ['1', '1', '0', null],
  active: ['1', '1', '0', '-1', '7'],
  outcome: ['0', '0', '1', '9'],
  diagnosis: CODES,
  diagnoses: CODES,
  order_diagnosis: CODES,
  reason_code: CODES,
  reaction: ['', 'hives', 'unassigned', 'Hives', 'nausea', 'throat <closing>'],
  severity_al: [null, '', 'mild', 'severe', 'fatal', 'low', 'unassigned', 'Very bad', 'moderate_to_severe'],
  verification: ['', 'confirmed', 'unconfirmed', 'refuted', 'entered-in-error', 'maybe'],
  sex: ['Male', 'Female', 'UNK', '', 'M', 'f', 'Other', 'asked-unknown'],
  race: ['', 'white', 'asian|white', 'declne_to_specfy', 'martian', 'white|martian'],
  ethnicity: ['', 'hisp_or_latin', 'not_hisp_or_latin', 'declne_to_specfy', 'who knows'],
  language: ['', 'English', 'spanish', 'declne_to_specfy', 'klingon', 'eng'],
  status: ['', 'married', 'single', 'complicated', 'active', 'draft'],
  cvx_code: ['', '08', '141', '8', '999', 'abc', null],
  rxnorm_drugcode: [null, '', '197361', 'RXCUI:197361', 'nope', '0'],
  result_code: ['', '4548-4', '2345-7', '4548-5', 'GLU', '718-7'],
  result: ['', '5.6', '<5', '> 100', 'positive', '1,234', '1.2.3', 'Negative\nrepeat', '120/80', '1:40', '3+', '-1', '.5', '5.'],
  units: ['', 'mg/dL', 'mg/dl', '%', 'x10^3/uL', 'K/uL', 'furlongs', 'mm[Hg]', 'mmol/L', 'ratio', 'cells per hpf'],
  range: ['', '4.0-6.0', '<5', '> 40', '4.0 - 6.0 mg/dL', 'negative', '10-5', '-', '0-'],
  abnormal: ['', 'no', 'yes', 'high', 'low', 'vhigh', 'HH', 'weird'],
  result_status: ['', 'final', 'preliminary', 'corrected', 'cannot be done', 'error', 'strange'],
  report_status: ['', 'complete', 'final', 'received', 'error', 'odd'],
  order_status: ['', 'pending', 'complete', 'canceled', 'routed', 'odd'],
  date_collected_tz: ['', '-0500', '+0530', 'xx'],
  date_report_tz: ['', '-0500', 'EST'],
  bps: ['120', '', null, '0', '12o', '300', '120.5', '-5'],
  bpd: ['80', '', null, '0', 'x', '79'],
  weight: ['0.000000', '150.500000', '9999.000000', null, '-3.000000'],
  height: ['0.000000', '65.000000', null],
  temperature: ['0.000000', '98.600000', '37.000000', null],
  pulse: ['0.000000', '72.000000', '72.500000', null],
  oxygen_saturation: ['0.00', '98.00', '101.00', null],
  tobacco: ['', '|currenttobacco|2010-01-01|1', 'one pack||currenttobacco|2010-01-01|', '||quittobacco|2015-00-00|3', '||never_tobacco|', '|||', '5 a day||odd||77'],
  alcohol: ['', '||currentalcohol||', 'wine||neveralcohol||', '|||||'],
  formdir: ['vitals', 'newpatient', 'soap', 'clinical_notes', 'LBF', 'procedure_order', ''],
  deleted: ['0', '0', '0', '1'],
  added_erroneously: ['0', '0', '1'],
  completion_status: ['', 'Completed', 'Refused', 'Not_Administered', 'Partially_Administered', 'odd', null],
  information_source: ['', 'new_immunization_record', 'hist_inf_src_unspecified', 'odd', null],
  refusal_reason: ['', 'parental_decision', 'religious_exemption', 'patient_decision', 'odd', null],
  amount_administered: ['0', '0.5', null, '-1', '1.25e-05'],
  amount_administered_unit: ['', 'mL', 'ml', 'cc', 'drops', null],
  dosage: ['', '1', '20 mg', '1/2 tab', 'one', '0', '1-2'],
  quantity: ['', '30', '30 tabs', 'thirty', '0', '-1'],
  interval: ['0', '1', '2', '5', '13', '99', null],
  class_code: ['AMB', 'IMP', 'EMER', '', 'XX'],
  discharge_disposition: [null, '', 'home', 'exp', 'odd'],
  mimetype: ['text/plain', 'application/pdf', '', null, 'not a type'],
  postal_code: ['', '02139', '02139-1234', '2139', 'SW1A 1AA', 'n/a'],
  state: ['', 'MA', 'Massachusetts', 'XX'],
  country_code: ['', 'USA', 'US', 'unassigned', 'Narnia'],
  email: ['', 'a@b.example', 'not an address', 'x y@z'],
  npi: ['', '1234567893', '1234567890', 'none'],
  subscriber_relationship: ['', 'self', 'spouse', 'child', 'odd'],
  policy_number: ['', 'ABC 123', '<none>'],
  prn: [null, '', '1', '0', 'maybe', 'as needed'],
}; // biome-ignore format: a table of what is found in such columns

const PHONES = [
  '',
  '617-555-0123',
  '(617) 555-0123 ext. 9',
  '+44 20 7946 0958',
  '000-000-0000',
  'call mother',
  '5550123',
];

/** Rows a patient, by table; the key columns that join them are set by name below. */
const TABLES: Readonly<Record<string, number>> = {
  lists: 8,
  lists_medication: 2,
  issue_encounter: 2,
  form_encounter: 3,
  forms: 6,
  form_vitals: 3,
  form_soap: 2,
  form_clinical_notes: 2,
  form_care_plan: 2,
  form_observation: 2,
  form_functional_cognitive_status: 1,
  prescriptions: 4,
  immunizations: 4,
  procedure_order: 2,
  procedure_order_code: 2,
  procedure_report: 2,
  procedure_result: 5,
  procedure_specimen: 1,
  history_data: 1,
  insurance_data: 2,
  pnotes: 1,
  documents: 1,
  onotes: 0,
};

const SHARED: Readonly<Record<string, number>> = {
  users: 4,
  facility: 2,
  insurance_companies: 2,
  procedure_providers: 2,
  pharmacies: 2,
};

function literal(value: string | null): string {
  if (value === null) return 'NULL';
  const names: Readonly<Record<string, string>> = {
    '\n': 'n',
    '\r': 'r',
    [String.fromCharCode(0)]: '0',
    [String.fromCharCode(26)]: 'Z',
  };
  const escaped = [...value]
    .map((c) => (c === '\\' || c === "'" || c === '"' ? `\\${c}` : names[c] ? `\\${names[c]}` : c))
    .join('');
  return `'${escaped}'`;
}

/** A value for a column by its name, else by its type. */
function cellOf(column: Column, random: Random, patients: number, row: number): string {
  const { name, type, isNullable } = column;
  const orNot = (value: string): string => (isNullable && random() < 0.2 ? 'NULL' : value);
  const aPatient = (): string => String(random() < 0.05 ? 9000 : 1 + Math.floor(random() * patients));
  if (name === 'uuid') return isNullable ? 'NULL' : `_binary 0x${row.toString(16).padStart(32, '0')}`;
  if (name === 'pid' || name === 'patient_id' || name === 'foreign_id') return aPatient();
  if (
    /^(encounter|encounter_id|form_id|list_id|procedure_order_id|procedure_report_id|procedure_result_id|issue_id)$/.test(
      name,
    )
  )
    return String(Math.floor(random() * patients * 3));
  if (
    /^(provider_id|providerID|created_by|updated_by|recorder|administered_by_id|supervisor_id|lab_id|facility_id|pharmacy_id)$/.test(
      name,
    )
  )
    return pick(random, ['0', '1', '2', '3', '77']);
  if (name === 'user' || name === 'username')
    return pick(random, ["'admin'", "'nobody'", "''", 'NULL']).replace('NULL', isNullable ? 'NULL' : "''");
  const special = SPECIAL[name];
  if (special && !(type.endsWith('int') && special.some((s) => s !== null && !/^-?\d*$/.test(s)))) {
    const value = pick(random, special);
    return value === null && !isNullable ? "''" : literal(value);
  }
  if (/phone|fax/.test(name)) return orNot(literal(pick(random, PHONES)));
  if (type.endsWith('int')) return orNot(pick(random, ['0', '0', '1', '2', '5', '-1', '99']));
  if (/^(decimal|float|double|numeric)$/.test(type))
    return orNot(pick(random, ['0.00', '0.00', '12.50', '-1.00', '9999.00']));
  if (type === 'date') return orNot(`'${pick(random, DATES)}'`);
  if (type === 'datetime' || type === 'timestamp') return orNot(`'${pick(random, DATES)} ${pick(random, TIMES)}'`);
  if (type === 'enum') return "'0'";
  if (/^(binary|varbinary|.*blob)$/.test(type)) return isNullable ? 'NULL' : "''";
  if (random() < 0.45) return isNullable && random() < 0.5 ? 'NULL' : "''";
  if (type === 'longtext' && random() < 0.04) return literal(`${'Long note. '.repeat(4000)}<end>`);
  const words = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, WORDS)).join(' ');
  // A server cuts what is too long; so few characters always fit.
  return literal(type === 'char' ? words.slice(0, 1) : words.slice(0, 20));
}

/** Unique within its table; a dump cannot hold a primary key twice. */
const KEYS = /^(id|procedure_order_id|procedure_report_id|procedure_result_id|pid)$/;

/**
 * A dump of the tables that `structure` defines with rows of our own: awkward, contradictory and hostile, yet such as a server could hold.
 * `structure`: text of a schema dump. The rows it has itself (pick lists, categories) stay.
 */
export function messyDump(structure: string, seed: number, patients: number): string {
  const random = randomOf(seed);
  const tables = definitions(structure);
  const parts = [structure, '\n'];
  const insert = (table: string, rows: number, keyOf: (column: string, row: number) => string | null): void => {
    const columns = tables.get(table);
    if (!columns || rows === 0) return;
    const tuples = Array.from({ length: rows }, (_, row) =>
      columns.map((column) => keyOf(column.name, row) ?? cellOf(column, random, patients, row + 1)).join(','),
    );
    parts.push(
      `INSERT INTO \`${table}\` (${columns.map((c) => `\`${c.name}\``).join(', ')}) VALUES\n(${tuples.join('),\n(')});\n`,
    );
  };
  insert('patient_data', patients, (column, row) =>
    column === 'id' || column === 'pid'
      ? String(row + 1)
      : column === 'DOB' && row % 7 !== 0
        ? `'19${10 + (row % 80)}-0${1 + (row % 9)}-1${row % 10}'`
        : null,
  );
  for (const [table, rows] of Object.entries(SHARED))
    insert(table, rows, (column, row) => (/^(id|ppid)$/.test(column) ? String(row + 10) : null));
  for (const [table, each] of Object.entries(TABLES)) {
    // The first column that looks like a key is the table's own; others of that look join it to its parent.
    const own = tables.get(table)?.find((column) => KEYS.test(column.name))?.name;
    const hasTwo = table === 'procedure_order_code';
    insert(table, patients * each, (column, row) => {
      if (hasTwo)
        return column === own
          ? String(Math.floor(row / 2))
          : column === 'procedure_order_seq'
            ? String(1 + (row % 2))
            : null;
      if (column === own && own !== 'pid') return String(row + 1);
      // Encounters are numbered by a column that is not the key.
      return table === 'form_encounter' && column === 'encounter' && row % 11 !== 0 ? String(row + 1) : null;
    });
  }
  return parts.join('');
}
