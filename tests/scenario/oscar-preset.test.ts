import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath, sharedReason } from '../../packages/engine/src/testing/shared.js';
import { at, faultsOf, type Json, migrateWithPreset, type PresetMigration } from './preset-migration.js';

const dump = sharedPath('data', 'oscar', 'oscar-10pt.sql.gz');
const artefacts = sharedPath('ccda');
const reason = dump === null || artefacts === null ? sharedReason('data/oscar or ccda') : null;

type Row = Readonly<Record<string, string | number | null>>;
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
/** Blanks at the ends of lines are no words. */
const lines = (value: unknown): string => text(value).replace(/ +$/gm, '').trim();

describe.skipIf(reason !== null)(`OSCAR's ten patients with the preset${reason ? ` (${reason})` : ''}`, () => {
  let run: PresetMigration;
  /** Rows as `export` writes them, read by nothing of the mapping. */
  const rows = new Map<string, Row[]>();
  const of = (table: string): Row[] => rows.get(table) ?? [];
  const sorted = (list: readonly (readonly unknown[])[]): string[] => list.map((one) => JSON.stringify(one)).sort();
  /** Demographic number of the patient whom a resource is about. */
  const who = (resource: Json): string => {
    const id = text(at(resource, 'subject', 'reference') ?? at(resource, 'patient', 'reference')).replace(
      'Patient/',
      '',
    );
    return text(at(run.all('Patient').find((p) => p.id === id)?.identifier, 'value'));
  };

  beforeAll(() => {
    run = migrateWithPreset('oscar', artefacts!, () => dump!);
    expect(run.run(`chartlift export '${dump}' --all -o rows --quiet`).exit).toBe(0);
    for (const file of readdirSync(join(run.root, 'rows'))) {
      const lines = readFileSync(join(run.root, 'rows', file), 'utf8').trimEnd();
      const name = file.replace(/\.ndjson$/, '').replace(/^.*\./, '');
      rows.set(name, lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as Row));
    }
  }, 120_000);
  afterAll(() => run?.[Symbol.dispose]());

  it('is recognised, passes both gates and every layer, and is read back without a difference', () => {
    expect(run.fits.filter((fit) => fit.fits).map((fit) => fit.name)).toEqual(['oscar']);
    expect(faultsOf(run)).toEqual([]);
    expect(run.summary.patients).toBe(10);
  });

  it('accounts for every row of every table, and sets none aside', () => {
    const staged = Object.fromEntries(
      run.summary.ledger.tables.filter((t) => t.staged > 0).map((t) => [t.table, t.staged]),
    );
    expect(staged).toEqual(
      Object.fromEntries([...rows].filter(([, r]) => r.length > 0).map(([t, r]) => [t, r.length])),
    );
    expect(run.summary.ledger.tables.filter((t) => t.quarantined > 0)).toEqual([]);
  });

  it('puts birth dates of three columns together and names the issuer of the health card', () => {
    const told = run.all('Patient').map((p) => {
      const card = (p.identifier as Json[]).find((i) => at(i, 'type', 'coding', 'code') === 'JHN');
      return [at(p, 'identifier', 'value'), p.birthDate, p.gender, card?.system, card?.value];
    });
    const stated = of('demographic').map((d) => [
      text(d.demographic_no),
      `${d.year_of_birth}-${d.month_of_birth}-${d.date_of_birth}`,
      d.sex === 'F' ? 'female' : 'male',
      `https://fhir.infoway-inforoute.ca/NamingSystem/ca-${text(d.hc_type).toLowerCase()}-patient-healthcare-id`,
      d.hin,
    ]);
    expect(sorted(told)).toEqual(sorted(stated));
  });

  it('gives diagnoses their point and no text that the source does not have', () => {
    const told = run
      .all('Condition')
      .map((c) => [who(c), at(c, 'code', 'coding', 'code'), at(c, 'code', 'coding', 'system')]);
    const stated = of('dxresearch').map((d) => {
      const code = text(d.dxresearch_code);
      return [
        text(d.demographic_no),
        code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code,
        'http://hl7.org/fhir/sid/icd-9-cm',
      ];
    });
    expect(sorted(told)).toEqual(sorted(stated));
  });

  it('splits blood pressures, and keeps units that the field names', () => {
    const pressures = run.all('Observation').flatMap((o) => {
      const parts = (o.component as Json[] | undefined)?.map((c) => [
        at(c, 'code', 'coding', 'code'),
        at(c, 'valueQuantity', 'value'),
      ]);
      return parts ? [[who(o), ...parts]] : [];
    });
    const stated = of('measurements').flatMap((m) => {
      const [high, low] = text(m.dataField).split('/').map(Number);
      return m.type === 'BP' ? [[text(m.demographicNo), ['8480-6', high], ['8462-4', low]]] : [];
    });
    expect(sorted(pressures)).toEqual(sorted(stated));
    const units = (code: string) =>
      new Set(
        run
          .all('Observation')
          .filter((o) => at(o, 'code', 'coding', 'code') === code)
          .map((o) => at(o, 'valueQuantity', 'code')),
      );
    expect([units('8302-2'), units('29463-7'), units('8310-5'), units('8867-4')]).toEqual([
      new Set(['cm']),
      new Set(['kg']),
      new Set(['Cel']),
      new Set(['/min']),
    ]);
  });

  it('makes a result of each laboratory line, under the report of its message', () => {
    const parts = new Map<string, Map<string, string>>();
    for (const e of of('measurementsext')) {
      const key = text(e.measurement_id);
      parts.set(key, (parts.get(key) ?? new Map()).set(text(e.keyval), text(e.val)));
    }
    const stated = of('measurements').flatMap((m) => {
      const part = parts.get(text(m.id));
      return part
        ? [[text(m.demographicNo), part.get('identifier'), part.get('name'), text(m.dataField), part.get('abnormal')]]
        : [];
    });
    const lab = run.all('Observation').filter((o) => at(o, 'category', 'coding', 'code') === 'laboratory');
    const raw = new Map<string, string>(of('measurements').map((m) => [text(m.id), text(m.dataField)]));
    const told = lab.map((o) => {
      const key = text(at(o, 'identifier', 'value'));
      const value = o.valueString ?? at(o, 'valueQuantity', 'value');
      const same = typeof value === 'string' ? value === raw.get(key) : value === Number(raw.get(key));
      return [
        who(o),
        at(o, 'code', 'coding', 'code'),
        at(o, 'code', 'text'),
        same ? raw.get(key) : value,
        at(o, 'interpretation', 'coding', 'code'),
      ];
    });
    expect(stated.length).toBe(41);
    expect(sorted(told)).toEqual(sorted(stated));
    const reports = run.all('DiagnosticReport');
    expect(reports.flatMap((r) => r.result as unknown[])).toHaveLength(41);
    expect(reports).toHaveLength(of('patientlabrouting').length);
  });

  it('keeps the newest revision of each note, and tells the family by the relationship asked for', () => {
    const newest = new Map<string, Row>();
    for (const note of of('casemgmt_note')) {
      const had = newest.get(text(note.uuid));
      if (!had || Number(note.note_id) > Number(had.note_id)) newest.set(text(note.uuid), note);
    }
    const relatives = new Set(
      of('casemgmt_note_ext').flatMap((e) => (e.key_val === 'Relationship' && text(e.value) ? [text(e.note_id)] : [])),
    );
    const kept = [...newest.values()];
    const isRelative = (note: Row) => relatives.has(text(note.note_id));
    const words = run
      .all('DocumentReference')
      .map((d) => [who(d), Buffer.from(text(at(d, 'content', 'attachment', 'data')), 'base64').toString('utf8')]);
    expect(sorted(words)).toEqual(
      sorted(kept.filter((n) => !isRelative(n)).map((n) => [text(n.demographic_no), lines(n.note)])),
    );
    const family = run.all('FamilyMemberHistory').map((f) => [who(f), at(f, 'condition', 'code', 'text')]);
    expect(sorted(family)).toEqual(sorted(kept.filter(isRelative).map((n) => [text(n.demographic_no), lines(n.note)])));
  });

  it('carries drugs with their Canadian numbers and how often a day, and vaccines as given', () => {
    const told = run.all('MedicationRequest').map((m) => {
      const code = (system: string) =>
        ((at(m, 'medicationCodeableConcept') as Json).coding as Json[] | undefined) &&
        ((at(m, 'medicationCodeableConcept') as { coding: Json[] }).coding.find((c) => c.system === system)?.code ??
          null);
      return [
        who(m),
        at(m, 'medicationCodeableConcept', 'text'),
        code('http://hl7.org/fhir/NamingSystem/ca-hc-din'),
        code('http://www.whocc.no/atc'),
        at(m, 'dosageInstruction', 'timing', 'repeat', 'frequency') ?? null,
      ];
    });
    const daily = new Map(of('ctl_frequency').map((f) => [text(f.freqcode).toUpperCase(), Number(f.dailymin)]));
    const stated = of('drugs').map((d) => [
      text(d.demographic_no),
      d.BN,
      d.regional_identifier,
      d.ATC,
      daily.get(text(d.freqcode).toUpperCase()) ?? null,
    ]);
    expect(sorted(told)).toEqual(sorted(stated));
    const cvx: Record<string, string> = { Flu: '88', Pneumovax: '33', Td: '139' };
    const given = run
      .all('Immunization')
      .map((i) => [who(i), at(i, 'vaccineCode', 'coding', 'code'), i.status, text(i.occurrenceDateTime)]);
    expect(sorted(given)).toEqual(
      sorted(
        of('preventions').map((p) => [
          text(p.demographic_no),
          cvx[text(p.prevention_type)],
          'completed',
          text(p.prevention_date).slice(0, 10),
        ]),
      ),
    );
  });
});
