/**
 * The C-CDA templates that the writer uses: ids, dates and what they fix, with CONF numbers. The writer builds from them, the template rules
 * of the validation ask them.
 */
export * from './templates/care.js';
export * from './templates/companion-guide.js';
export * from './templates/concerns.js';
export * from './templates/coverage.js';
export * from './templates/documents.js';
export * from './templates/medications.js';
export * from './templates/observations.js';
export * from './templates/participations.js';
export * from './templates/plans.js';
export * from './templates/sections.js';
export * from './templates/udi.js';
export * from './templates/visit-sections.js';
