import { allergySheet, medicationList, prescription, problemList } from './kinds/lists.js';
import { dischargeSummary, progressNote, referralLetter } from './kinds/notes.js';
import { immunizationRecord, labReport, registrationForm } from './kinds/records.js';
import { vitalsFlowSheet } from './kinds/vitals.js';
import type { PageContent } from './page-content.js';
import type { PageContext } from './page-context.js';

/** Kinds of clinical pages, and what writes them. */
export const PAGE_KINDS = {
  'progress-note': progressNote,
  'medication-list': medicationList,
  'problem-list': problemList,
  'allergy-sheet': allergySheet,
  'immunization-record': immunizationRecord,
  'lab-report': labReport,
  'referral-letter': referralLetter,
  'vitals-flow-sheet': vitalsFlowSheet,
  'registration-form': registrationForm,
  'discharge-summary': dischargeSummary,
  prescription,
} as const satisfies Record<string, (context: PageContext) => PageContent>;

export type PageKind = keyof typeof PAGE_KINDS;
export const PAGE_KIND_NAMES = Object.keys(PAGE_KINDS) as PageKind[];
