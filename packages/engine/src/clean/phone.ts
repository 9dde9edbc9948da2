import { clean, nothing, textRule, withFindings } from './rule.js';
import { plainText } from './text.js';

const extension = /\s*[,;]?\s*(?:x|ext\.?|extension|#)\s*[:.]?\s*(\d{1,6})$/i;

type Read =
  | { readonly value: string; readonly problem?: 'phone-unrecognised' | 'phone-no-area-code' }
  | 'phone-placeholder';

/** One telephone number. NANP: area code and exchange begin with 2-9 (ATIS-0300051, NPA-NXX). */
function one(text: string): Read {
  const ext = extension.exec(text);
  const main = (ext ? text.slice(0, ext.index) : text).trim();
  const tail = ext ? ` x${ext[1]}` : '';
  const digits = main.replace(/\D/g, '');
  if (digits !== '' && /^(\d)\1*$/.test(digits) && digits.length >= 7 && /^[\d\s().+-]*$/.test(main))
    return 'phone-placeholder';
  if (!/^\+?[\d\s().\-/]+$/.test(main)) return { value: text, problem: 'phone-unrecognised' };
  if (main.startsWith('+') && !main.startsWith('+1')) {
    // E.164: at most 15 digits.
    return digits.length >= 7 && digits.length <= 15 ? { value: text } : { value: text, problem: 'phone-unrecognised' };
  }
  const national = digits.length === 11 && digits.startsWith('1') ? digits.slice(1) : digits;
  if (/^[2-9]\d{2}[2-9]\d{6}$/.test(national)) {
    const shown = `(${national.slice(0, 3)}) ${national.slice(3, 6)}-${national.slice(6)}${tail}`;
    return { value: main.startsWith('+') ? `+1 ${shown}` : shown };
  }
  if (/^[2-9]\d{6}$/.test(digits)) {
    return { value: `${digits.slice(0, 3)}-${digits.slice(3)}${tail}`, problem: 'phone-no-area-code' };
  }
  return { value: text, problem: 'phone-unrecognised' };
}

/** A telephone number as text for ContactPoint.value: `(619) 555-1001 x12`; what is not understood is kept as written. */
export const phone = textRule({
  name: 'phone',
  describe: 'A telephone number, North American ones as (619) 555-1001; others as written.',
  returns: 'string',
  args: { all: 'true: a list of all numbers in the field.' },
  findings: ['phone-unrecognised', 'phone-no-area-code', 'phone-placeholder', 'phone-several', 'control-characters'],
  clean(raw, args) {
    const text = plainText(raw).text.replace(/\s+/g, ' ').trim();
    if (text === '') return nothing('control-characters');
    const pieces = text
      .split(/\s*(?:;|\||\bor\b|\/(?=\s*[(+]?\d{3}[^/]*\d{4}))\s*/i)
      .filter((piece) => /\d/.test(piece));
    const several = pieces.length > 1 && pieces.every((piece) => piece.replace(/\D/g, '').length >= 7);
    const reads = (several ? pieces : [text]).map(one);
    const seen = new Set<string>();
    const usable = reads
      .filter((read) => read !== 'phone-placeholder')
      .filter((read) => !seen.has(read.value) && seen.add(read.value));
    const first = usable[0];
    if (first === undefined) return nothing('phone-placeholder');
    const problems = new Set(usable.flatMap((read) => (read.problem === undefined ? [] : [read.problem])));
    if (reads.includes('phone-placeholder'))
      return withFindings(
        args.all === true ? usable.map((r) => r.value) : first.value,
        'phone-placeholder',
        ...problems,
      );
    if (args.all === true)
      return withFindings(
        usable.map((read) => read.value),
        ...problems,
      );
    if (usable.length > 1) return withFindings(first.value, 'phone-several', ...(first.problem ? [first.problem] : []));
    return first.problem === undefined ? clean(first.value) : withFindings(first.value, first.problem);
  },
});
