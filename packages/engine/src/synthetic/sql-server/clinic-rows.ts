import { SeededRandom } from '../random.js';
import {
  ALLERGENS,
  CITIES,
  COMPLAINTS,
  DRUGS,
  FAMILY,
  GIVEN,
  PROBLEMS,
  REACTIONS,
  STREETS,
  TESTS,
  VACCINES,
} from '../vocabulary.js';
import { seededGuid } from './identifiers.js';
import type { SpecValue } from './spec.js';

type Rows = SpecValue[][];

/** Rows of the clinic, by table. */
export interface ClinicRows {
  readonly Provider: Rows;
  readonly Patient: Rows;
  readonly Visit: Rows;
  readonly Problem: Rows;
  readonly Allergy: Rows;
  readonly Medication: Rows;
  readonly LabResult: Rows;
  readonly Vital: Rows;
  readonly Immunization: Rows;
  readonly Note: Rows;
  readonly Insurance: Rows;
  readonly Document: Rows;
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
const PAYERS = ['Northern Mutual', 'Cobalt Health Plan', 'Harbor Benefit Trust'] as const;
const LANGUAGES = ['English', 'Spanish', 'Polish', null] as const;
const RACES = ['White', 'Black or African American', 'Asian', 'Other', null] as const;
const PROVIDERS = 4;
const FINDINGS = [
  'lungs clear',
  'abdomen soft',
  'no edema',
  'alert and oriented',
  'gait steady',
  'skin warm and dry',
] as const;

/** A text of a GUID: the canonical form in which readers give it. */
function guidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Makes the rows; `modern` versions have the type date. */
export function clinicRows(seed: number, patients: number, modern: boolean): ClinicRows {
  const rows: ClinicRows = {
    Provider: [],
    Patient: [],
    Visit: [],
    Problem: [],
    Allergy: [],
    Medication: [],
    LabResult: [],
    Vital: [],
    Immunization: [],
    Note: [],
    Insurance: [],
    Document: [],
  };
  const writer = new ClinicWriter(new SeededRandom(seed), rows, seed, modern);
  writer.providers();
  for (let id = 1; id <= patients; id++) writer.patient(id);
  return rows;
}

class ClinicWriter {
  constructor(
    private readonly random: SeededRandom,
    private readonly rows: ClinicRows,
    private readonly seed: number,
    private readonly modern: boolean,
  ) {}

  private day(from: number, to: number): string {
    const { random } = this;
    return `${random.int(from, to)}-${pad(random.int(1, 12))}-${pad(random.int(1, 28))}`;
  }

  private date(from: number, to: number): string {
    const day = this.day(from, to);
    return this.modern ? day : `${day}T00:00:00.000`;
  }

  /** A moment of a working day, to the quarter of an hour. */
  private moment(fraction: string, from = 2015, to = 2023): string {
    const { random } = this;
    return `${this.day(from, to)}T${pad(random.int(8, 17))}:${random.pick(['00', '15', '30', '45'])}:00${fraction}`;
  }

  providers(): void {
    const { random } = this;
    for (let id = 1; id <= PROVIDERS; id++) {
      const name = `${random.pick(GIVEN.F)} ${random.pick(FAMILY)}, MD`;
      this.rows.Provider.push([id, name, `99${pad(random.int(0, 99_999_999), 8)}`, id < PROVIDERS]);
    }
  }

  patient(id: number): void {
    const { random, rows } = this;
    const sex = random.pick(['F', 'M'] as const);
    const [city, state, zip] = random.pick(CITIES);
    const version = Buffer.alloc(8);
    version.writeUInt32BE(2_000 + id, 4);
    rows.Patient.push([
      id,
      `W${pad(id, 6)}`,
      random.pick(FAMILY),
      random.pick(GIVEN[sex]),
      random.chance(0.6) ? String.fromCharCode(random.int(65, 90)) : null,
      this.date(1935, 2020),
      sex,
      `${random.int(1, 999)} ${random.pick(STREETS)}`,
      city,
      state,
      zip,
      `555-01${pad(random.int(0, 99))}`,
      random.pick(RACES),
      random.pick(LANGUAGES),
      random.int(1, PROVIDERS),
      random.chance(0.9),
      `${random.int(0, 300)}.${pad(random.int(0, 99))}00`,
      this.moment('.000'),
      guidText(seededGuid(this.seed, `patient-${id}`)),
      version,
    ]);
    this.histories(id);
    for (let n = random.int(1, 5); n > 0; n--) this.visit(id);
    this.coverage(id);
    if (random.chance(0.4)) this.document(id);
  }

  private histories(patient: number): void {
    const { random, rows } = this;
    for (let line = 1, most = random.int(0, 3); line <= most; line++) {
      const [code, text] = random.pick(PROBLEMS);
      const resolved = random.chance(0.2) ? this.moment('') : null;
      rows.Problem.push([patient, line, code, text, random.chance(0.8) ? this.date(2000, 2022) : null, resolved]);
    }
    for (let n = random.int(0, 2); n > 0; n--) {
      const [substance] = random.pick(ALLERGENS);
      const reaction = random.pick(REACTIONS);
      const severity = random.chance(0.7) ? random.int(1, 3) : null;
      rows.Allergy.push([rows.Allergy.length + 1, patient, substance, reaction || null, severity, this.moment('.000')]);
    }
    for (let line = 1, most = random.int(0, 4); line <= most; line++) {
      const [cvx, name] = random.pick(VACCINES);
      const lot = `L${pad(random.int(0, 99_999), 5)}`;
      rows.Immunization.push([
        patient,
        line,
        cvx,
        name,
        this.date(2010, 2023),
        lot,
        random.pick(['left arm', 'right arm', null]),
      ]);
    }
    for (let n = random.int(0, 6); n > 0; n--) this.result(patient);
  }

  private result(patient: number): void {
    const { random, rows } = this;
    const [code, name, unit, low, high] = random.pick(TESTS);
    const value = low + (high - low) * (random.next() * 1.6 - 0.3);
    const at = this.moment(this.modern ? '' : '.000');
    const flag = value > high ? 'H' : value < low ? 'L' : ' ';
    const hemolyzed = random.chance(0.05);
    rows.LabResult.push([
      rows.LabResult.length + 1,
      patient,
      code,
      name,
      hemolyzed ? null : Math.max(0, value).toFixed(3),
      hemolyzed ? 'specimen hemolyzed' : null,
      unit,
      low.toFixed(3),
      high.toFixed(3),
      hemolyzed ? ' ' : flag,
      at,
    ]);
  }

  private visit(patient: number): void {
    const { random, rows } = this;
    const id = rows.Visit.length + 1;
    const reason = random.pick(COMPLAINTS);
    const charge = `${random.int(40, 260)}.0000`;
    rows.Visit.push([id, patient, random.int(1, PROVIDERS), this.moment('.000'), reason, random.int(1, 3), charge]);
    const height = random.int(1400, 2000) / 10;
    const weight = random.int(4500, 12000) / 100;
    rows.Vital.push([
      id,
      patient,
      height.toFixed(1),
      weight.toFixed(2),
      random.int(95, 165),
      random.int(55, 100),
      random.chance(0.9) ? random.int(52, 104) : null,
      // halves are exact in a real
      random.int(72, 78) / 2,
      weight / (height / 100) ** 2,
    ]);
    if (random.chance(0.6)) {
      const [drug, rxnorm, sig] = random.pick(DRUGS);
      const stop = random.chance(0.3) ? this.date(2023, 2024) : null;
      const quantity = `${random.int(1, 9) * 10}.00`;
      rows.Medication.push([
        rows.Medication.length + 1,
        patient,
        id,
        drug,
        rxnorm || null,
        sig,
        quantity,
        random.int(0, 5),
        this.date(2015, 2022),
        stop,
        random.chance(0.85),
      ]);
    }
    this.note(patient, id, reason);
  }

  /** Most notes are short; a few are longer than a row can be. */
  private note(patient: number, visit: number, reason: string): void {
    const { random, rows } = this;
    const sentences = Array.from({ length: random.chance(0.05) ? 600 : random.int(3, 25) }, () =>
      random.pick(FINDINGS),
    );
    const text = `CC: ${reason}. Exam: ${sentences.join('; ')}. Plan: follow up as needed.`;
    const old = random.chance(0.3);
    const rtf = `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0\\fs20 {\\b Visit note}\\par ${text}\\par}`;
    const at = random.chance(0.9) ? this.moment('.000') : null;
    rows.Note.push([rows.Note.length + 1, patient, visit, 'progress', old ? null : text, old ? rtf : null, at]);
  }

  private coverage(patient: number): void {
    const { random, rows } = this;
    for (let rank = 1, most = random.int(0, 2); rank <= most; rank++) {
      const relation = random.chance(0.5)
        ? { variant: 'nvarchar(20)', value: 'self' }
        : { variant: 'int', value: random.int(1, 4) };
      const group = random.chance(0.5) ? `G${random.int(100, 999)}` : null;
      rows.Insurance.push([patient, rank, random.pick(PAYERS), `M${pad(random.int(0, 999_999), 6)}`, group, relation]);
    }
  }

  /** Bytes that begin like a PDF; sizes from one page of the file to many. */
  private document(patient: number): void {
    const { random, rows } = this;
    const size = random.chance(0.2) ? random.int(60_000, 120_000) : random.int(500, 12_000);
    const content = Buffer.alloc(size);
    for (let at = 0; at < size; at += 64) content[at] = random.int(0, 255);
    content.write('%PDF-1.4\n', 0, 'latin1');
    rows.Document.push([
      guidText(seededGuid(this.seed, `document-${rows.Document.length}`)),
      patient,
      `Scan ${rows.Document.length + 1}`,
      'application/pdf',
      content,
      `<scan pages="${random.int(1, 9)}"><device>desk</device></scan>`,
    ]);
  }
}
