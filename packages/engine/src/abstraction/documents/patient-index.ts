/** A patient as documents may name one. */
export interface IndexedPatient {
  /** Key of the patient row, as mapping specs name patients. */
  readonly key: string;
  /** Chart numbers and other identifiers; the key is one too. */
  readonly identifiers: readonly string[];
  /** Names of today and earlier ones. */
  readonly names: readonly { readonly family: string; readonly given: readonly string[] }[];
  /** YYYY-MM-DD; null: not known to the day. */
  readonly birthDate: string | null;
}

/** Words of a name as they are compared: without marks, case and points. */
export const nameWords = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** An identifier as it is compared: letters and digits, without the zeros that pad it. */
export const identifierKey = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '');

interface NamedPatient {
  readonly patient: IndexedPatient;
  readonly names: readonly { readonly family: readonly string[]; readonly given: readonly string[] }[];
}

/** All patients, found by what documents say of them. */
export class PatientIndex {
  readonly size: number;
  private readonly byKey = new Map<string, NamedPatient>();
  private readonly byIdentifier = new Map<string, IndexedPatient[]>();
  private readonly byBirthDate = new Map<string, IndexedPatient[]>();
  private readonly byFamily = new Map<string, IndexedPatient[]>();

  constructor(patients: readonly IndexedPatient[]) {
    this.size = patients.length;
    for (const patient of patients) {
      const names = patient.names.map(({ family, given }) => ({
        family: nameWords(family),
        given: given.flatMap(nameWords),
      }));
      this.byKey.set(patient.key, { patient, names });
      for (const one of new Set([patient.key, ...patient.identifiers].map(identifierKey)))
        put(this.byIdentifier, one, patient);
      if (patient.birthDate !== null) put(this.byBirthDate, patient.birthDate, patient);
      for (const one of new Set(names.map(({ family }) => family.join(' ')))) put(this.byFamily, one, patient);
    }
  }

  get(key: string): IndexedPatient | undefined {
    return this.byKey.get(key)?.patient;
  }

  withIdentifier(identifier: string): readonly IndexedPatient[] {
    return this.byIdentifier.get(identifierKey(identifier)) ?? [];
  }

  bornOn(date: string): readonly IndexedPatient[] {
    return this.byBirthDate.get(date) ?? [];
  }

  /** Patients whose family name these words are, or begin or end with: the parts of a compound name are used alone. */
  withFamily(family: string): readonly IndexedPatient[] {
    return this.byFamily.get(nameWords(family).join(' ')) ?? [];
  }

  /** Whether one of the patient's names has this family name and first given name; an initial stands for a given name. */
  isNamed(patient: IndexedPatient, family: string, given: string): boolean {
    const wantedFamily = nameWords(family).join(' ');
    const [wantedGiven = ''] = nameWords(given);
    return (this.byKey.get(patient.key)?.names ?? []).some(
      (name) =>
        name.family.join(' ') === wantedFamily && wantedFamily !== '' && sameGiven(name.given[0] ?? '', wantedGiven),
    );
  }

  /** Whether family name and first given name stand side by side in these words, in either order, with at most a middle name or initial between. */
  isIn(patient: IndexedPatient, words: readonly string[], places: ReadonlyMap<string, readonly number[]>): boolean {
    return (this.byKey.get(patient.key)?.names ?? []).some(({ family, given }) => {
      const [first] = given;
      if (first === undefined || first.length < 2 || family.length === 0) return false;
      return (places.get(family[0]!) ?? []).some((at) => {
        if (!family.every((word, i) => words[at + i] === word)) return false;
        const after = at + family.length;
        return words[after] === first || words[at - 1] === first || words[at - 2] === first;
      });
    });
  }
}

const sameGiven = (known: string, said: string): boolean =>
  known !== '' && said !== '' && (known === said || (said.length === 1 && known.startsWith(said)));

function put(map: Map<string, IndexedPatient[]>, key: string, patient: IndexedPatient): void {
  const list = map.get(key);
  if (list) list.push(patient);
  else map.set(key, [patient]);
}
