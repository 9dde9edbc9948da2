import type { SeededRandom } from './random.js';
import { FAMILY, GIVEN } from './vocabulary.js';

/** A vendor's data dictionary of an EHI export: files, and their columns with the types that it states (`Guid`, `DateTime?`, `Boolean` ...). */
export type EhiDictionary = readonly {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}[];

export interface EhiTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * A folder of an EHI export as its dictionary describes it: made-up patients, and rows of every file, a few for each. Keys hold together: a guid that one table owns is
 * taken from the rows of the same patient wherever another table names it. `owners` says which table owns which column of guids, owners of what they name first. `words` gives the values of
 * columns that take one of a few words; other texts are made up.
 */
export function ehiFolder(
  dictionary: EhiDictionary,
  random: SeededRandom,
  given: {
    readonly patients: number;
    readonly patientColumn: string;
    readonly owners: Readonly<Record<string, string>>;
    readonly words: Readonly<Record<string, readonly string[]>>;
    /** Tables with one row for each patient. */
    readonly single: readonly string[];
  },
): EhiTable[] {
  const { patientColumn, owners } = given;
  const guid = (): string => {
    const hex = Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const patients = Array.from({ length: given.patients }, guid);
  /** Guids of an owned column, by patient ('' where the owner belongs to none). */
  const pools = new Map<string, Map<string, string[]>>();
  const owned = (table: string): string | undefined => Object.keys(owners).find((column) => owners[column] === table);
  const value = (name: string, type: string): string => {
    const kind = type.replace('?', '');
    const words = given.words[name];
    if (words) return random.pick(words);
    if (type.endsWith('?') && random.chance(0.25)) return '';
    if (kind === 'Boolean') return random.chance(0.5) ? 'True' : 'False';
    if (/^(?:Int32|Int64)$/.test(kind)) return String(random.int(1, 9));
    if (/^(?:Decimal|Double)$/.test(kind)) return `${random.int(1, 90)}.${random.int(10, 99)}`;
    const year = /birth/i.test(name) ? random.int(1940, 1990) : random.int(2012, 2023);
    const day = `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
    if (kind === 'DateField') return random.chance(0.2) ? '' : day;
    const clock = `${String(random.int(8, 17)).padStart(2, '0')}:${String(random.int(0, 59)).padStart(2, '0')}:00`;
    if (kind === 'DateTimeOffset') return `${day}T${clock}-05:00`;
    if (kind === 'DateTime') return /birth|death/i.test(name) ? day : `${day}T${clock}`;
    return text(name);
  };
  const text = (name: string): string => {
    if (/FirstName|^PreferredName$/.test(name)) return random.pick([...GIVEN.F, ...GIVEN.M]);
    if (/LastName/.test(name)) return random.pick(FAMILY);
    if (/Phone|Fax/.test(name) && !/Extension|Type/.test(name)) return `614-555-0${random.int(100, 199)}`;
    if (/SSN|SSNumber|SocialSecurity/.test(name)) return '';
    if (/State$/.test(name)) return 'OH';
    if (/Zip|PostalCode/.test(name)) return `43${random.int(100, 299)}`;
    if (/Email/.test(name)) return `p${random.int(1, 999)}@example.org`;
    if (/Snomed|Loinc|Ndc|NDC|Ncit|Hl7|HL7|Code$/i.test(name)) return '';
    return random.chance(0.3) ? '' : `${name} ${random.int(1, 99)}`;
  };
  const make = (table: EhiDictionary[number]): EhiTable => {
    const key = owned(table.table);
    const isOfPatient = table.columns.some((column) => column.name === patientColumn);
    const rows: string[][] = [];
    for (const patient of isOfPatient ? patients : ['']) {
      const isSingle = owners[patientColumn] === table.table || given.single.includes(table.table);
      const count = isSingle ? 1 : random.int(1, 3);
      for (let n = 0; n < count; n++)
        rows.push(
          table.columns.map(({ name, type }) => {
            if (name === patientColumn) return patient;
            if (type.startsWith('Guid') && given.words[name] === undefined) {
              if (name !== key) {
                const owner = [name, ...Object.keys(owners)].find(
                  (column) => pools.has(column) && name.endsWith(column),
                );
                const pool = owner === undefined ? undefined : pools.get(owner);
                const known = pool?.get(patient) ?? pool?.get('');
                if (type.endsWith('?') && random.chance(0.3)) return '';
                return known ? random.pick(known) : guid();
              }
              const made = guid();
              const pool = pools.get(name) ?? new Map<string, string[]>();
              pools.set(name, pool);
              pool.set(patient, [...(pool.get(patient) ?? []), made]);
              return made;
            }
            return value(name, type);
          }),
        );
    }
    return { table: table.table, columns: table.columns.map((column) => column.name), rows };
  };
  // Owners first, so that what names their rows finds them.
  const tables = Object.values(owners);
  const turn = (table: string): number => (tables.indexOf(table) + tables.length + 1) % (tables.length + 1);
  return [...dictionary].sort((a, b) => turn(a.table) - turn(b.table)).map(make);
}

/** The table as a TSV file with CRLF, quoted where a value needs it. */
export function formatTsv({ columns, rows }: EhiTable): string {
  const cell = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [columns, ...rows].map((row) => `${row.map(cell).join('\t')}\r\n`).join('');
}
