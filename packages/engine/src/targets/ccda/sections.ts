import type { Section } from './section.js';
import { advanceDirectives } from './sections/advance-directives/section.js';
import { allergies } from './sections/allergies/section.js';
import { assessment } from './sections/assessment/section.js';
import { careTeam } from './sections/care-team/section.js';
import { devices } from './sections/devices/section.js';
import { encounters } from './sections/encounters/section.js';
import { familyHistory } from './sections/family-history/section.js';
import { functionalStatus, mentalStatus } from './sections/functional-status/section.js';
import { goals } from './sections/goals/section.js';
import { healthConcerns } from './sections/health-concerns/section.js';
import { immunizations } from './sections/immunizations/section.js';
import { instructions } from './sections/instructions/section.js';
import { medications } from './sections/medications/section.js';
import { payers } from './sections/payers/section.js';
import { plan } from './sections/plan/section.js';
import { problems } from './sections/problems/section.js';
import { procedures } from './sections/procedures/section.js';
import { results } from './sections/results/section.js';
import { socialHistory } from './sections/social-history/section.js';
import { vitalSigns } from './sections/vital-signs/section.js';

/** Sections in the order in which a clinician reads them. */
export const SECTIONS: readonly Section[] = [
  allergies,
  medications,
  problems,
  immunizations,
  results,
  vitalSigns,
  procedures,
  encounters,
  socialHistory,
  healthConcerns,
  goals,
  assessment,
  plan,
  instructions,
  functionalStatus,
  mentalStatus,
  advanceDirectives,
  familyHistory,
  devices,
  careTeam,
  payers,
];
