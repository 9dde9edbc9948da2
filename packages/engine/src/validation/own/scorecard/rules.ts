import * as allergies from './allergies.js';
import { concernStatusRule } from './concern-status.js';
import { displayNameRule } from './display-name.js';
import { effectiveTimeRule } from './effective-time.js';
import { repeatedEncounter } from './encounters.js';
import { vaccineCode } from './immunizations.js';
import { lastAuthorRule } from './last-author.js';
import { lifespanRule } from './lifespan.js';
import { clinicalDrug, signatureText } from './medications.js';
import { narrativeLinkRule } from './narrative-link.js';
import { organizerTimeRule } from './organizer-time.js';
import { alternativeName, birthTime } from './patient.js';
import { problemCode, problemIsNoType } from './problems.js';
import { resultCode, resultUnit, vitalSignCode } from './results.js';
import type { ScorecardRule } from './rule.js';
import { birthSex, smokingStatusTemplate, smokingStatusValue } from './social-history.js';
import { templateIdRule } from './template-id.js';
import { uniqueIds } from './unique-ids.js';
import { vitalSignUnit } from './vital-signs.js';

const times = (letter: string): readonly ScorecardRule[] => [
  effectiveTimeRule(`${letter}1`),
  lifespanRule(`${letter}2`),
];

/** The Scorecard's 67 rules, ids as in its public list. */
export const SCORECARD_RULES: readonly ScorecardRule[] = [
  birthTime,
  alternativeName,
  ...times('E'),
  displayNameRule('E3'),
  narrativeLinkRule('E4'),
  templateIdRule('E5'),
  repeatedEncounter,
  ...times('M'),
  displayNameRule('M3'),
  clinicalDrug,
  narrativeLinkRule('M5'),
  templateIdRule('M6'),
  signatureText,
  ...times('I'),
  displayNameRule('I3'),
  vaccineCode,
  narrativeLinkRule('I5'),
  templateIdRule('I6'),
  ...times('S'),
  displayNameRule('S3'),
  smokingStatusValue,
  smokingStatusTemplate,
  birthSex,
  narrativeLinkRule('S7'),
  templateIdRule('S8'),
  ...times('L'),
  displayNameRule('L3'),
  resultUnit,
  resultCode,
  organizerTimeRule('L6', '4.1'),
  narrativeLinkRule('L7'),
  templateIdRule('L8'),
  ...times('V'),
  displayNameRule('V3'),
  vitalSignCode,
  vitalSignUnit,
  organizerTimeRule('V6', '4.26'),
  narrativeLinkRule('V7'),
  templateIdRule('V8'),
  ...times('R'),
  displayNameRule('R3'),
  problemCode,
  concernStatusRule('R5', '4.3'),
  narrativeLinkRule('R6'),
  templateIdRule('R7'),
  problemIsNoType,
  lastAuthorRule('R9', '4.3'),
  ...times('A'),
  displayNameRule('A3'),
  concernStatusRule('A4', '4.30'),
  narrativeLinkRule('A5'),
  templateIdRule('A6'),
  allergies.reaction,
  lastAuthorRule('A8', '4.30'),
  allergies.substanceCode,
  displayNameRule('O1'),
  narrativeLinkRule('O2'),
  templateIdRule('O3'),
  uniqueIds,
];
