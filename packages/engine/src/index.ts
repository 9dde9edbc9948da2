// The public door, all of them in one: each door is loaded alone by `@chartlift/engine/NAME`, so that a command costs what it uses.

export * from './doors/after-run.js';
export * from './doors/artefact-installation.js';
export * from './doors/artefacts.js';
export * from './doors/assess.js';
export * from './doors/base.js';
export * from './doors/ccda-to-fhir.js';
export * from './doors/charts.js';
export * from './doors/crosswalk.js';
export * from './doors/demo.js';
export * from './doors/fhir-to-ccda.js';
export * from './doors/mapping.js';
export * from './doors/notes.js';
export * from './doors/packages.js';
export * from './doors/rendering.js';
export * from './doors/run.js';
export * from './doors/scope.js';
export * from './doors/sources.js';
export * from './doors/staging.js';
export * from './doors/terminology.js';
export * from './doors/validation.js';
export * from './doors/vault.js';
export * from './doors/why.js';
export * from './doors/work.js';
export * from './doors/workspace.js';
