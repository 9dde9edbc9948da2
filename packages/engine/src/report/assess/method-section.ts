import type { Assessment } from '../../artifacts/assessment.js';
import { escapeHtml } from '../html.js';

/** How it was made, and what it does not tell; the same for the page and for Markdown. */
export function methodTexts({ releases, profile, proposal, examples }: Assessment): string[] {
  return [
    'Every row of every staged table was read once; joins, keys over several columns and labels of attributes were counted in a second reading. Counts of distinct values are exact up to a limit and estimated above it (within a few in a hundred).',
    'Joins, domains, code systems and PHI columns are recognised from names, types and values, each with a score: 90 % means that nine in ten such guesses are right. A guess is no fact; what was declared by the source itself is called declared.',
    releases.length > 0
      ? `Codes were looked up in: ${releases.join(', ')}.`
      : 'No release of a code system is loaded, so codes were held against shapes and check digits only. `chartlift terminology add` loads one.',
    'Quality findings follow from counts and shapes. What only a comparison of rows would show (a drug in the wrong chart, a result that was never signed) is not among them.',
    proposal === null
      ? 'No scope was proposed.'
      : 'The scope is a proposal by domain and use of each table. Nothing is migrated, archived or dropped before a person puts it into the plan.',
    `“Future” and the years of windows are meant against the day on which the source was taken, ${profile.snapshotAt.slice(0, 10)}.`,
    examples === null
      ? 'PHI: columns that hold or may hold it are masked. No value, exact day or length of word of such a column is in here; birth years of people over 89 are told as the year 90 years ago; other values only where at least three rows share them.'
      : 'PHI: examples of the values of PHI columns were asked for and ARE in here. Keep this page as you keep the charts; that it was made is in the audit log.',
  ];
}

export const methodSection = (assessment: Assessment): string =>
  `<section id="method"><h2>Method and limits</h2><ul>${methodTexts(assessment)
    .map((text) => `<li>${escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')}</li>`)
    .join('')}</ul></section>`;
