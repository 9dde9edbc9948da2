import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ucumCode } from '../terminology/ucum.js';
import { sharedPath, sharedReason } from '../testing/shared.js';
import { cleaners } from './registry.js';

/** One line of RFC 4180 CSV without line breaks in fields. */
const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
    (match[1] ?? match[2] ?? '').replaceAll('""', '"'),
  );

function column(path: string, name: string): string[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const at = fields(head).indexOf(name);
  return [...new Set(lines.map((line) => fields(line)[at] ?? ''))];
}

const terms = sharedPath('data', 'terms');
const synthea = sharedPath('data', 'synthea', 'ma10', 'csv');
const openemr = sharedPath('data', 'openemr', 'openemr-gold-1000pt.sql.gz');

describe(`real units (${terms ? 'read in place' : sharedReason('data/terms')})`, () => {
  it.skipIf(!terms)('are understood but for those that are no units', () => {
    const units = new Set([
      ...column(`${terms}/gcpt_meas_unit.csv`, 'concept_name'),
      ...column(`${terms}/d_labitems_to_loinc.csv`, 'valueuom'),
      ...column(`${terms}/inputevents_to_rxnorm.csv`, 'amountuom'),
    ]);
    const unknown = [...units].filter((unit) => unit !== '' && ucumCode(unit) === null).sort();
    expect(unknown).toEqual(
      [
        '#ERROR!',
        '%|g/dL',
        'N/A',
        'None',
        'U/mL|IU/mL',
        'bel microvolt',
        'mL/beat',
        'mg/dL|N/A|EU/dL',
        'ng/mL|ng/mL FEU',
      ].filter((unit) => unknown.includes(unit)),
    );
  });
  it.skipIf(!terms)('LOINC codes of the file have right check digits', () => {
    const codes = column(`${terms}/d_labitems_to_loinc.csv`, 'omop_concept_code').filter((code) =>
      /^\d+-\d$/.test(code),
    );
    expect(codes.length).toBeGreaterThan(100);
    for (const code of codes) expect(cleaners.get('loinc')!.clean([code], {}, {}).findings ?? []).toEqual([]);
  });
});

describe(`Synthea (${synthea ? 'read in place' : sharedReason('data/synthea')})`, () => {
  const quiet: [string, string, string][] = [
    ['patients', 'BIRTHDATE', 'date'],
    ['patients', 'DEATHDATE', 'date'],
    ['patients', 'MARITAL', 'marital-status'],
    ['patients', 'RACE', 'race'],
    ['patients', 'ETHNICITY', 'ethnicity'],
    ['patients', 'GENDER', 'gender'],
    ['patients', 'STATE', 'state'],
    ['encounters', 'START', 'instant'],
    ['encounters', 'ENCOUNTERCLASS', 'encounter-class'],
    ['encounters', 'CODE', 'snomed'],
    ['conditions', 'START', 'date'],
    ['conditions', 'CODE', 'snomed'],
    ['procedures', 'CODE', 'snomed'],
    ['immunizations', 'CODE', 'cvx'],
    ['medications', 'CODE', 'rxnorm'],
    ['medications', 'START', 'dateTime'],
    ['allergies', 'SEVERITY1', 'severity'],
    ['providers', 'ZIP', 'zip'],
    ['organizations', 'PHONE', 'phone'],
  ];
  it.skipIf(!synthea).each(quiet)('%s.%s is clean under %s', (file, name, cleaner) => {
    const values = column(`${synthea}/${file}.csv`, name);
    const troubled = values.filter((value) => cleaners.get(cleaner)!.clean([value], {}, {}).findings?.length);
    // Where hospice care is given is not said: it has no class without a decision.
    expect(troubled.filter((value) => value !== 'hospice').length, `of ${values.length} values`).toBe(0);
  });
  it.skipIf(!synthea)('units of observations are understood', () => {
    const unknown = column(`${synthea}/observations.csv`, 'UNITS').filter(
      (unit) => unit !== '' && ucumCode(unit) === null,
    );
    expect(unknown).toEqual([]);
  });
});

describe(`OpenEMR (${openemr ? 'read in place' : sharedReason('data/openemr')})`, () => {
  it.skipIf(!openemr)('race list keys of the dump give the code that the dump itself notes', () => {
    const dump = gunzipSync(readFileSync(openemr!)).toString('utf8');
    const rows = [...dump.matchAll(/^\('race','((?:[^'\\]|\\.|'')*)','(?:[^'\\]|\\.|'')*',\d+,[^\n]*?,'(\d{4}-\d)'/gm)];
    let wrong = 0;
    for (const [, key = '', code] of rows) {
      const value = cleaners.get('race')!.clean([key.replaceAll("''", "'").replaceAll("\\'", "'")], {}, {}).value;
      if (!JSON.stringify(value).includes(`"${code}"`)) wrong++;
    }
    expect(rows.length).toBeGreaterThan(800);
    expect(wrong).toBeLessThanOrEqual(rows.length * 0.02);
  });
});
