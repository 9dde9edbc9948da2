import { describe, expect, it } from 'vitest';
import { CODE_FORMS } from '../../terminology/code-forms.js';
import { goodDocument } from '../../testing/cda-document.js';
import { FindingList } from '../verdict.js';
import { checkBindings } from './binding-check.js';
import { BINDINGS } from './bindings.js';
import { DocumentTree } from './document-tree.js';
import { checkSize } from './size.js';

const CODED = [
  ['sdtc:raceCode', '2106-3', '2.16.840.1.113883.6.238'],
  ['modeCode', 'ESP', '2.16.840.1.113883.5.60'],
  ['proficiencyLevelCode', 'G', '2.16.840.1.113883.5.61'],
].map(([name, code, system]) => `<${name} code="${code}" codeSystem="${system}"/>`);

const GOOD = goodDocument()
  .replace('<ethnicGroupCode', `${CODED[0]}<ethnicGroupCode`)
  .replace('</patient>', `<languageCommunication>${CODED[1]}${CODED[2]}</languageCommunication></patient>`)
  .replace(
    '<entryRelationship typeCode="MFST">',
    `<entryRelationship><observation><templateId root="2.16.840.1.113883.10.20.22.4.145"/><value code="CRITL" codeSystem="2.16.840.1.113883.5.1063"/></observation></entryRelationship>
     <entryRelationship><observation><templateId root="2.16.840.1.113883.10.20.22.4.53"/><code code="IMMUNE" codeSystem="2.16.840.1.113883.5.8"/></observation></entryRelationship>$&`,
  )
  .replace(
    '<doseQuantity',
    '<administrationUnitCode code="C42944" codeSystem="2.16.840.1.113883.3.26.1.1"/><doseQuantity',
  )
  .replace(
    '<interpretationCode',
    '<entryRelationship><observation><templateId root="2.16.840.1.113883.10.20.22.4.6"/><value code="55561003" codeSystem="2.16.840.1.113883.6.96"/></observation></entryRelationship><interpretationCode',
  );

function check(xml: string): string[] {
  const findings = new FindingList(1000);
  checkBindings(DocumentTree.read(xml)!, findings);
  return findings.kept.map((f) => `${f.severity} ${f.rule} ${/CONF:([\d-]+)/.exec(f.message)?.[1]}`);
}

describe('value set bindings', () => {
  it('find nothing in a good document', () => {
    expect(check(GOOD)).toEqual([]);
  });

  it('each find a code of another system, and one that is not of the set', () => {
    for (const { conf, template, path, otherSystem, codes, outside } of BINDINGS) {
      const name = path.at(-1)!;
      const from = template === null ? 0 : GOOD.indexOf(`root="${template}"`);
      const within = path.length > 1 && template !== null ? GOOD.indexOf(`<${path.at(-2)}`, from) : from;
      const tag = new RegExp(`<${name}[^>]*code="[^"]*"[^>]*codeSystem="[^"]*"`).exec(GOOD.slice(within))![0];
      const change = (to: string): string => GOOD.slice(0, within) + GOOD.slice(within).replace(tag, to);
      expect(check(change(tag.replace(/codeSystem="[^"]*"/, 'codeSystem="2.999.6"'))), conf).toContain(
        `${otherSystem} code-system-unexpected ${conf}`,
      );
      const unlisted = check(change(tag.replace(/code="[^"]*"/, 'code="1"')));
      expect(unlisted, conf).toEqual(codes ? [`${outside} code-not-in-value-set ${conf}`] : []);
    }
  });

  it('take a code of the right system beside it as a matter of place', () => {
    const xml = GOOD.replace(
      /<code code="141" codeSystem="[^"]*" displayName="Product">/,
      '<code code="90658" codeSystem="2.16.840.1.113883.6.12"><translation code="141" codeSystem="2.16.840.1.113883.12.292"/>',
    );
    expect(check(xml)).toEqual(['warning code-system-unexpected 1098-9007']);
    const former = GOOD.replace('2.16.840.1.113883.12.292', '2.16.840.1.113883.6.59');
    expect(check(former)).toEqual(['warning code-system-unexpected 1098-9007']);
  });
});

describe('forms of codes', () => {
  it('take published codes and refuse what has another form', () => {
    const published = ['314076', '08', 'C38288', '362O9ITL9D', '99213', '1160-1', 'E11.9'];
    for (const [index, { fits, rule }] of CODE_FORMS.entries()) {
      expect(fits(published[index]!), rule).toBe(true);
      expect(fits('NOT_a_real_code'), rule).toBe(false);
      expect(fits(''), rule).toBe(false);
    }
    expect(published).toHaveLength(CODE_FORMS.length);
  });
});

describe('the size', () => {
  const measure = (binary: number, bytes: number) => {
    const findings = new FindingList(10);
    const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3"><text representation="B64">${'A'.repeat(binary)}</text></ClinicalDocument>`;
    const size = checkSize(DocumentTree.read(xml)!, bytes, findings);
    return { size, rules: findings.kept.map((f) => `${f.layer} ${f.severity} ${f.rule}`) };
  };
  const MB = 1024 * 1024;

  it('counts what is embedded and says where imports fail', () => {
    expect(measure(1000, 5000)).toEqual({ size: { bytes: 5000, binaries: 1, binaryBytes: 1000 }, rules: [] });
    expect(measure(10, 10 * MB).rules).toEqual([]);
    expect(measure(10, 10 * MB + 1).rules).toEqual(['size warning size-import-near-limit']);
    expect(measure(10, 14 * MB + 1).rules).toEqual(['size warning size-import-fails']);
    expect(measure(5 * MB + 1, 6 * MB).rules).toEqual(['size warning size-binary-large']);
  });
});
