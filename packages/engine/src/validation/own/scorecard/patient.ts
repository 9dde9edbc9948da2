import type { CdaElement } from '../cda-element.js';
import { compareTimes, timeStamp } from '../time-stamp.js';
import { judgeEach, type ScorecardRule } from './rule.js';

const PATIENT = ['recordTarget', 'patientRole', 'patient'] as const;

/** P1 */
export const birthTime: ScorecardRule = {
  id: 'P1',
  message: "The patient's birth date is not there, not a real date, not precise to the day, or after the document.",
  hint: 'Write the whole date of birth; without it importing systems match no patient.',
  judge: ({ tree }) => {
    const written = timeStamp(tree.root.child('effectiveTime')?.attr('value') ?? '');
    return judgeEach(tree.root.at(...PATIENT), (patient) => {
      const birth = timeStamp(patient.child('birthTime')?.attr('value') ?? '');
      if (!birth || birth.digits.length < 8) return false;
      return written === null || compareTimes(birth, written) <= 0;
    });
  },
};

const isBirthName = (part: CdaElement): boolean => part.attr('qualifier') === 'BR';

/** P2: a former or birth name has a name element of its own, and several names are told apart by `use` or qualifier. */
export const alternativeName: ScorecardRule = {
  id: 'P2',
  message: 'A former name of the patient stands inside the legal name, or several names are not told apart.',
  hint: 'Write the legal name with use="L" and each former name in a name element of its own, its parts with qualifier="BR".',
  judge: ({ tree }) =>
    judgeEach(tree.root.at(...PATIENT), (patient) => {
      const names = patient.at('name');
      const families = (name: CdaElement): CdaElement[] => name.at('family');
      const mixed = names.some(
        (name) => families(name).some(isBirthName) && families(name).some((f) => !isBirthName(f)),
      );
      if (mixed) return false;
      if (names.length < 2) return names.length === 1 ? true : null;
      const plain = names.filter((name) => name.attr('use') === undefined && !name.children.some(isBirthName));
      return plain.length <= 1;
    }),
};
