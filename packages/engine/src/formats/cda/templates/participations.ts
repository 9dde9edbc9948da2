import { type CdaTemplate, ccda } from './template.js';

// Participations of the Policy Activity (C-CDA R2.1); what they must have stands with the statements of the Policy Activity.

export const PAYER_PERFORMER = {
  root: ccda('4.87'),
  extensions: [''],
  element: 'performer',
  templateId: '1198-16809',
} as const satisfies CdaTemplate;

export const COVERED_PARTY = {
  root: ccda('4.89'),
  extensions: [''],
  element: 'participant',
  templateId: '1198-16814',
} as const satisfies CdaTemplate;

export const POLICY_HOLDER = {
  root: ccda('4.90'),
  extensions: [''],
  element: 'participant',
  templateId: '1198-16815',
} as const satisfies CdaTemplate;
