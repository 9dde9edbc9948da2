import type { FindingRemedy } from '../../artifacts/assessment.js';

export interface FindingKind {
  readonly title: string;
  readonly harm: string;
  readonly remedy: FindingRemedy;
  readonly next: string;
}

/** Every kind of finding: what it is, what would go wrong, what to do. Own words; kinds of harm after the SAFER guides of the ONC (patient identification, CPOE, test results). */
export const FINDING_KINDS = Object.freeze({
  'patient-missing': {
    title: 'Rows without a patient',
    harm: 'Nobody can tell whose they are; a chart lacks them, and nothing in it says so.',
    remedy: 'review',
    next: 'They are set aside by a run, with their places. Have somebody look at them in the old system before sign-off.',
  },
  'orphan-rows': {
    title: 'Rows that name something that is not there',
    harm: 'A row whose patient, visit or order was deleted reaches no chart.',
    remedy: 'review',
    next: 'Ask what was deleted and why; add an excluding rule with its reason to the spec, or archive the rows.',
  },
  'no-patient-path': {
    title: 'A clinical table with no way to the patient',
    harm: 'Everything in it would stay behind.',
    remedy: 'mapping',
    next: 'Find the column that leads to the patient with somebody who knows the system; then state the join in the spec.',
  },
  'unsure-patient-path': {
    title: 'The way to the patient is unsure',
    harm: 'A wrong join puts facts into the chart of somebody else.',
    remedy: 'review',
    next: 'Compare five rows with the screens of the old system before the spec is confirmed.',
  },
  'identifier-repeats': {
    title: 'Several patients share one record number',
    harm: 'Two people become one chart, or one person is treated by half of a chart.',
    remedy: 'review',
    next: 'Link duplicates, and have the review queue decided by somebody who knows the patients.',
  },
  'patient-fact-missing': {
    title: 'Patients without what identifies them',
    harm: 'Importing systems refuse such patients or match them to somebody else.',
    remedy: 'source',
    next: 'Complete them in the old system before the last export.',
  },
  'test-patients': {
    title: 'Test patients',
    harm: 'Invented charts stand among real ones.',
    remedy: 'scope',
    next: 'Exclude them by a named rule in the patient spec.',
  },
  'dose-without-unit': {
    title: 'Amounts of drugs without a unit',
    harm: 'A dose may be read as a thousand times what it is.',
    remedy: 'mapping',
    next: 'Find where the unit is kept (drug text, form, a look-up table), and map it; where there is none, carry the text only.',
  },
  'unit-missing': {
    title: 'Measured values without a unit',
    harm: 'Pounds are read as kilograms, mmol/L as mg/dL.',
    remedy: 'mapping',
    next: "State the unit in the spec where the practice's setting is known; else have it reviewed by value range.",
  },
  'date-order-mixed': {
    title: 'Day and month stand in both orders',
    harm: 'The third of April becomes the fourth of March.',
    remedy: 'cleaning',
    next: 'Tell the rows apart by who wrote them (import, interface, version), with a cleaning step for each.',
  },
  'date-order-unknown': {
    title: 'Nothing tells day from month',
    harm: 'Every such date may be wrong by up to eleven months.',
    remedy: 'cleaning',
    next: 'Settle `dateOrder` with the practice; without it each such date is set aside as an issue.',
  },
  'date-formats-mixed': {
    title: 'Dates are written in several ways',
    harm: 'Dates that the cleaning step does not know are lost from the chart.',
    remedy: 'cleaning',
    next: 'Name all formats in the cleaning step, and look at what a sample run sets aside.',
  },
  'two-digit-years': {
    title: 'Years of two digits',
    harm: 'A person born in 1926 becomes one who is born in 2026.',
    remedy: 'cleaning',
    next: 'State the century rule in the spec; birth dates never lie after the snapshot.',
  },
  'future-dates': {
    title: 'Dates in the future',
    harm: 'Things that have not happened stand as facts; a typing error hides an old one.',
    remedy: 'review',
    next: 'Check whether plans are kept among facts (orders, recalls); map these by status. The others are typing errors: have them looked at.',
  },
  'sentinel-dates': {
    title: 'Dates that stand for "unknown"',
    harm: 'A chart states an exact day that nobody ever meant.',
    remedy: 'cleaning',
    next: 'List them in the cleaning step: they become absent dates.',
  },
  'sentinel-numbers': {
    title: 'Numbers that stand for "unknown"',
    harm: 'A blood pressure of 999 reaches the chart and its trend.',
    remedy: 'cleaning',
    next: 'List them in the cleaning step: they become absent values.',
  },
  'zero-measured': {
    title: 'Zero where nothing was measured',
    harm: 'A weight of 0 is used for a dose.',
    remedy: 'cleaning',
    next: 'Map zero to "not measured" for this column, unless zero can be real.',
  },
  'none-in-words': {
    title: 'Words that say "none" or "unknown" as if they were entries',
    harm: '"None" becomes the name of a drug or an allergen; a true "no known allergies" is lost.',
    remedy: 'crosswalk',
    next: 'Map these words to "no known ..." or to absent, word by word, in the crosswalk.',
  },
  'text-damaged': {
    title: 'Text that was damaged by a wrong encoding',
    harm: 'Names and amounts (20 ?g) cannot be read safely.',
    remedy: 'cleaning',
    next: 'Name the encoding in the cleaning step where it can be undone; what became a question mark must be looked up in the old system.',
  },
  'code-missing': {
    title: 'Entries with a text and no code',
    harm: 'Interaction and allergy checks of the new system do not see them.',
    remedy: 'crosswalk',
    next: 'Suggest codes for the texts by crosswalk, the most frequent first, and have them reviewed.',
  },
  'no-codes': {
    title: 'A clinical table without codes',
    harm: 'Nothing in it is seen by interaction checks, registries and reports.',
    remedy: 'crosswalk',
    next: 'Make a crosswalk of its texts; count it in the estimate as code review.',
  },
  'code-invalid': {
    title: 'Codes that cannot be what they claim to be',
    harm: 'A mistyped code says another thing; a validator refuses the document.',
    remedy: 'crosswalk',
    next: 'Have the list reviewed; what cannot be settled is carried as text.',
  },
  'code-unknown': {
    title: 'Codes that no loaded release holds',
    harm: 'Local or withdrawn codes mean nothing to the new system.',
    remedy: 'crosswalk',
    next: 'Load the release that they are from, or map them in a crosswalk.',
  },
  'code-unexplained': {
    title: 'Short codes with no look-up table',
    harm: 'What "2" means must be guessed, and a status guessed wrong revives what was stopped.',
    remedy: 'crosswalk',
    next: 'Ask the vendor or read the screens, and write the meaning of each into a crosswalk.',
  },
  'text-among-codes': {
    title: 'Free text in a column of codes',
    harm: 'What people typed there is dropped as an invalid code.',
    remedy: 'mapping',
    next: 'Map the column as text beside the code, so that the typed words are kept.',
  },
  'deleted-rows': {
    title: 'Rows that were deleted or made inactive are still there',
    harm: 'A drug that was stopped or an allergy that was refuted comes back to life.',
    remedy: 'mapping',
    next: 'Exclude them by a named rule, or map the mark to a status.',
  },
  'old-versions': {
    title: 'Old versions and copies beside the rows in use',
    harm: 'The same fact is counted twice, once as it was before it was corrected.',
    remedy: 'scope',
    next: 'Archive the table; migrate from the one in use.',
  },
  'unfiled-rows': {
    title: 'A queue of an interface with clinical rows',
    harm: 'Results that arrived and were never filed stay behind unseen.',
    remedy: 'review',
    next: 'Have the practice work off its inbox before the last export, and compare the counts.',
  },
  'dead-table': {
    title: 'A table that is no longer written',
    harm: 'It was replaced by another one: mapping both gives two truths.',
    remedy: 'scope',
    next: 'Find what replaced it; archive it unless it holds years that the other lacks.',
  },
  'unknown-table': {
    title: 'Rows of patients that nothing tells the meaning of',
    harm: 'Something of a chart may stay behind.',
    remedy: 'review',
    next: 'Show it to somebody who knows the system, and decide in the scope plan.',
  },
  'no-key': {
    title: 'A clinical table without a key',
    harm: 'Rows cannot be told apart: a second run cannot know them again.',
    remedy: 'mapping',
    next: 'State a set of columns as key in the spec, or the place of the row.',
  },
  'notes-packed': {
    title: 'Notes that are packed or not text',
    harm: 'Notes arrive as bytes that nobody can read.',
    remedy: 'mapping',
    next: 'Name the packing in the spec, and read twenty of them in a sample run.',
  },
} as const satisfies Readonly<Record<string, FindingKind>>);

export type FindingCode = keyof typeof FINDING_KINDS;
