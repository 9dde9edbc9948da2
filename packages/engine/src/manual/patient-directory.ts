import type { IndexedPatient } from '../abstraction/documents/patient-index.js';
import type { Patient } from '../chart/fhir.js';
import { ChartBuilder } from '../mapping/chart-builder.js';
import { requiredIndexes, tryCompile } from '../mapping/compile.js';
import type { CompiledMapping } from '../mapping/compiled-spec.js';
import { mappingEnvironment } from '../project/mapping-setup.js';
import { readProject, stagedTables } from '../project/workspace.js';
import { quoteIdentifier } from '../vault/sql.js';
import type { Vault } from '../vault/vault.js';

export interface PatientDirectory {
  /** In key order. */
  readonly patients: readonly IndexedPatient[];
  /** Why nobody is in it: `nothing-staged`, `mapping-invalid`; null: these are all the patients that the mapping delivers. */
  readonly problem: 'nothing-staged' | 'mapping-invalid' | null;
}

/** The patients of a workspace as its mapping names them: what documents are linked to. Makes the indexes that a run makes where the vault is open for writing. */
export function patientDirectory(dir: string, vault: Vault): PatientDirectory {
  const project = readProject(dir);
  const sources = vault.sources();
  if (sources.length === 0) return { patients: [], problem: 'nothing-staged' };
  const { mapping } = tryCompile(project.specs, mappingEnvironment(project, sources, stagedTables(vault)));
  if (!mapping) return { patients: [], problem: 'mapping-invalid' };
  const own = patientsAlone(mapping);
  if (vault.mode === 'write') makeIndexes(vault, own);
  const builder = new ChartBuilder(own, vault.db);
  const patients: IndexedPatient[] = [];
  for (const key of [...builder.patientKeys()]) {
    patients.push(indexed(key, builder.build(key).patient));
    builder.takeAccount();
  }
  return { patients, problem: null };
}

/** The same mapping, in which nothing but patients has rows. */
function patientsAlone(mapping: CompiledMapping): CompiledMapping {
  const { specs, patientSpec } = mapping;
  return {
    ...mapping,
    specs: specs.map((spec, i) =>
      i === patientSpec || spec.patient === null ? spec : { ...spec, table: { ...spec.table, rows: 0 } },
    ),
  };
}

function makeIndexes(vault: Vault, mapping: CompiledMapping): void {
  const tables = new Set([mapping.specs[mapping.patientSpec]!.table.sqlName]);
  for (const { table, columns } of requiredIndexes(mapping)) {
    if (!tables.has(table)) continue;
    const name = `ix ${table} ${columns.join(' ')}`;
    vault.db.exec(
      `CREATE INDEX IF NOT EXISTS ${quoteIdentifier(name)} ON ${quoteIdentifier(table)} (${columns.map(quoteIdentifier).join(', ')})`,
    );
  }
}

function indexed(key: string, patient: Patient): IndexedPatient {
  const day = patient.birthDate;
  return {
    key,
    identifiers: (patient.identifier ?? []).flatMap(({ value }) => (value === undefined ? [] : [String(value)])),
    names: (patient.name ?? []).flatMap(({ family, given }) =>
      family === undefined ? [] : [{ family: String(family), given: (given ?? []).map(String) }],
    ),
    birthDate: typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null,
  };
}
