import type { XmlElement } from 'libxml2-wasm';
import { attribute, eachDocument, element, elements, shownTexts, templates } from './ccda-entries.js';

/** What one patient's chart is to say; people by name, lists sorted. */
export interface Card {
  readonly id: string;
  readonly name: string;
  readonly born: string;
  readonly ssn: string;
  /** Digits of telephone numbers, and e-mail addresses. */
  readonly contacts: readonly string[];
  /** `name <e-mail>, department` of the doctor, and the room. */
  readonly stay: string;
  readonly appointments: readonly string[];
  /** `drug, for N days, side effects, by whom`. */
  readonly drugs: readonly string[];
}

type Row = readonly (string | null)[];
const digits = (text: string): string => text.replace(/\D/g, '');
const byId = (cards: Card[]): Card[] => cards.sort((a, b) => (a.id < b.id ? -1 : 1));

/** The cards that follow from the INSERT statements, read by nothing of ours. */
export function truthCards(sql: string): Card[] {
  const tables = new Map<string, Row[]>();
  for (const [, table, values] of sql.matchAll(/^INSERT INTO (\w+) VALUES\s*\((.*)\);/gm)) {
    const row = [...values!.matchAll(/'([^']*)'|([\w.]+)/g)].map((m) => m[1] ?? (m[2] === 'NULL' ? null : m[2]!));
    tables.set(table!, [...(tables.get(table!) ?? []), row]);
  }
  const rows = (table: string, column: number, value: string | null): Row[] =>
    tables.get(table)!.filter((row) => row[column] === value);
  const doctor = (id: string | null): string => {
    const [, given, family, , , , mail, department] = rows('doctor', 0, id)[0]!;
    return `${given} ${family} <${mail}>, ${rows('department', 0, department!)[0]![1]}`;
  };
  return byId(
    tables.get('patient')!.map(([id, given, family, born, ssn, docid, floor, room, kind]) => ({
      id: id!,
      name: `${given} ${family}`,
      born: born!,
      ssn: digits(ssn!),
      contacts: [
        ...rows('patientphone', 1, id!).map((row) => digits(row[0]!)),
        ...rows('patientemail', 1, id!).map((row) => row[0]!),
      ].sort(),
      stay: `${doctor(docid!)}; ${rows('roomtype', 0, kind!)[0]![1]}, floor ${floor}, room ${room}`,
      appointments: rows('appointment', 3, id!)
        .map(([, date, time]) => `${date}, Appointment ${time}`)
        .sort(),
      drugs: rows('distribution', 0, id!)
        .map(([, presc]) => rows('prescription', 0, presc!)[0]!)
        .map(([, drug, length, effects, by]) => `${drug}, for ${length}, Side effects: ${effects}, ${doctor(by!)}`)
        .sort(),
    })),
  );
}

interface Json {
  readonly [name: string]: unknown;
}
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : value ? [value as Json] : []);
const first = (value: unknown): Json => list(value)[0] ?? {};

/** The same from the FHIR resources of a run, by type. */
export function chartCards(resources: ReadonlyMap<string, readonly Json[]>): Card[] {
  const all = new Map<string, Json>(
    [...resources].flatMap(([type, rows]) => rows.map((row) => [`${type}/${row.id}`, row] as const)),
  );
  const resolve = (reference: unknown): Json => all.get(String((reference as Json).reference))!;
  const human = ({ name }: Json): string => `${list(first(name).given).join(' ')} ${first(name).family}`;
  const doctor = (reference: unknown): string => {
    const role = resolve(reference);
    const person = resolve(role.practitioner);
    return `${human(person)} <${first(person.telecom).value}>, ${resolve(role.organization).name}`;
  };
  const of = (type: string, patient: Json): Json[] =>
    resources.get(type)!.filter((r) => (r.subject as Json).reference === `Patient/${patient.id}`);
  return byId(
    resources.get('Patient')!.map((patient) => {
      const encounters = of('Encounter', patient);
      const kind = (encounter: Json) => String(first(encounter.type).text);
      const stays = encounters.filter((encounter) => kind(encounter) === 'Stay');
      return {
        id: String(first(patient.identifier).value),
        name: human(patient),
        born: String(patient.birthDate),
        ssn: String(list(patient.identifier).find((i) => i.system === 'http://hl7.org/fhir/sid/us-ssn')?.value),
        contacts: list(patient.telecom)
          .map(({ system, value }) => (system === 'phone' ? digits(String(value)) : String(value)))
          .sort(),
        stay: stays
          .map(
            ({ participant, location }) =>
              `${doctor(first(participant).individual)}; ${resolve(first(location).location).name}`,
          )
          .join(' and '),
        appointments: encounters
          .filter((encounter) => kind(encounter) !== 'Stay')
          .map((encounter) => `${(encounter.period as Json).start}, ${kind(encounter)}`)
          .sort(),
        drugs: of('MedicationRequest', patient)
          .map((order) => {
            const timing = first(order.dosageInstruction).timing as Json;
            const { value, unit } = (timing.repeat as Json).boundsDuration as Json;
            const drug = (order.medicationCodeableConcept as Json).text;
            return `${drug}, for ${value} ${unit}, ${first(order.note).text}, ${doctor(order.requester)}`;
          })
          .sort(),
      };
    }),
  );
}

const date = (value: string | null): string => (value ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
const words = (node: XmlElement | null): string => (node?.content ?? '').trim();

/** The same from the C-CDA documents of a run. */
export function documentCards(folder: string): Card[] {
  const cards: Card[] = [];
  eachDocument(folder, (root) => {
    const shown = shownTexts(root);
    const told = (node: XmlElement): string =>
      shown.get((attribute(node, 'c:text/c:reference', 'value') ?? '').slice(1)) ?? '';
    const human = (node: XmlElement | null): string =>
      elements(node!, 'c:name/*[self::c:given or self::c:family]').map(words).join(' ');
    const contacts = (node: XmlElement): string[] =>
      elements(node, 'c:telecom')
        .map((telecom) => telecom.attr('value')?.value ?? '')
        .map((url) => (url.startsWith('mailto:') ? url.slice(7) : digits(url)));
    const doctor = (node: XmlElement): string =>
      `${human(element(node, './/c:assignedPerson'))} <${contacts(node).join()}>, ${words(element(node, './/c:representedOrganization/c:name'))}`;
    const role = element(root, 'c:recordTarget/c:patientRole')!;
    const encounters = templates(root, '4.49');
    const kind = (node: XmlElement): string => words(element(node, 'c:code/c:originalText'));
    cards.push({
      id: attribute(role, 'c:id', 'extension') ?? '',
      name: human(element(role, 'c:patient')),
      born: date(attribute(role, 'c:patient/c:birthTime', 'value')),
      ssn: attribute(role, "c:id[@root='2.16.840.1.113883.4.1']", 'extension') ?? '',
      contacts: contacts(role).sort(),
      stay: encounters
        .filter((encounter) => kind(encounter) === 'Stay')
        .map(
          (stay) =>
            `${doctor(element(stay, 'c:performer/c:assignedEntity')!)}; ${words(element(stay, './/c:playingEntity/c:name'))}`,
        )
        .join(' and '),
      appointments: encounters
        .filter((encounter) => kind(encounter) !== 'Stay')
        .map((visit) => `${date(attribute(visit, 'c:effectiveTime/c:low', 'value'))}, ${kind(visit)}`)
        .sort(),
      drugs: templates(root, '4.16')
        .map((order) => {
          const drug = words(element(order, './/c:manufacturedMaterial/c:code/c:originalText'));
          const [sig, comment] = ['4.147', '4.64'].map((id) => told(templates(order, id)[0]!));
          return `${drug}, ${sig}, ${comment}, ${doctor(element(order, 'c:author/c:assignedAuthor')!)}`;
        })
        .sort(),
    });
  });
  return byId(cards);
}
