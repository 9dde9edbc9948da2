// The scope plan beside what is staged.

export { checkScope, type ScopeLine, type ScopeVerdict, showScope } from '../scope-gate.js';
