/** A system base table: object id, key of its clustered index, and columns as `name type [since [until]]` by database version. */
export interface CatalogDefinition {
  readonly id: number;
  readonly name: string;
  readonly key: readonly string[];
  readonly since?: number;
  readonly until?: number;
  readonly columns: readonly string[];
}
