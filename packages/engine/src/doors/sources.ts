// Sources as they are, without a workspace.

export type { NotCarried } from '../sources/ccda/account.js';
export type {
  Catalog,
  ColumnInfo,
  SourceCheck,
  SourceDriver,
  SourceOptions,
  TableInfo,
  TableSource,
} from '../sources/contract.js';
export { type ExportResult, type ExportSettings, exportAll, exportTable } from '../sources/export.js';
export {
  type InspectedTable,
  type Inspection,
  inspectSource,
  type ReadSettings,
  type Verdict,
} from '../sources/inspect.js';
export { openSource } from '../sources/registry.js';
