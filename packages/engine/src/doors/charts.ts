// Charts and the targets that are written of them.

export type { Chart, ChartFragment, ChartSettings, Origin } from '../chart/chart.js';
export { stringifyFhir } from '../chart/stringify.js';
export { ccdaTarget } from '../targets/ccda/writer.js';
export type { TargetDriver, TargetFile, TargetLine, TargetResult } from '../targets/contract.js';
export { targets } from '../targets/registry.js';
export { type CodeSystem, codeSystem } from '../terminology/code-systems.js';
