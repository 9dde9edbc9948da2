import { codeTable } from '../base/code-table.js';
import { valueSets } from '../terminology/value-sets.js';
import { codingFrom, lookUp } from './concept.js';
import { type Args, textRule, withFindings } from './rule.js';

/** OpenEMR's packed codes: list smoking_status option ids stand behind `current`, `quit`, `never` and the like as the last field. */
const packedIds: Readonly<Record<string, string>> = codeTable({
  '1': '449868002',
  '2': '428041000124106',
  '3': '8517006',
  '4': '266919005',
  '5': '77176002',
  '9': '266927001',
  '15': '428071000124103',
  '16': '428061000124105',
});

/**
 * Smoking status as one of the SNOMED CT concepts of the US Core value set. OpenEMR packs `note|kind|date|list id`: the list id is the status, the
 * note stays as text. Words that are not in the value set are text alone: `Former smoker - quit 2019` gives the concept of its first part.
 */
export const smokingStatus = textRule({
  name: 'smoking-status',
  describe: 'Smoking status as a SNOMED CT concept of the US Core value set; OpenEMR’s packed form is understood.',
  returns: 'CodeableConcept',
  findings: ['concept-unknown', 'smoking-packed-unknown'],
  clean(text, _args: Args) {
    const table = valueSets.smokingStatus;
    if (text.includes('|')) {
      const fields = text.split('|').map((field) => field.trim());
      const note = fields[0] ?? '';
      const id = fields.length >= 4 ? fields[3]! : '';
      const entry = packedIds[id] === undefined ? undefined : table.byCode.get(packedIds[id]);
      if (entry) return { value: { coding: [codingFrom(table, entry)], text: note === '' ? entry.display : note } };
      const kept = fields.filter((field) => field !== '').join(' | ');
      if (kept === '') return withFindings(undefined, 'smoking-packed-unknown');
      return withFindings({ text: note === '' ? kept : text }, 'smoking-packed-unknown');
    }
    const found = lookUp(text, [table]) ?? lookUp(text.split(/\s+[-–(,]\s*|\s*[,;(]\s*/)[0] ?? '', [table]);
    if (found === null) return withFindings({ text }, 'concept-unknown');
    return { value: { coding: [codingFrom(table, found.entry)], text } };
  },
});
