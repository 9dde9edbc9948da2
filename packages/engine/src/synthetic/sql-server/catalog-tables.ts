import type { ColumnSpec } from './spec.js';

/** A system base table: object id, key of its clustered index, and columns as `name type [since [until]]` by database version. */
interface CatalogDefinition {
  readonly id: number;
  readonly name: string;
  readonly key: readonly string[];
  readonly since?: number;
  readonly until?: number;
  readonly columns: readonly string[];
}

// Columns, order and sizes as observed in sysrscols of databases of versions 611 to 957; names as Microsoft lists them ("System base tables").
const DEFINITIONS: readonly CatalogDefinition[] = Object.freeze([
  {
    id: 3,
    name: 'sysrscols',
    key: ['rsid', 'hbcolid'],
    since: 655,
    columns: [
      'rsid bigint',
      'rscolid int',
      'hbcolid int',
      'rcmodified bigint',
      'ti int',
      'cid int',
      'ordkey smallint',
      'maxinrowlen smallint',
      'status int',
      'offset int',
      'nullbit int',
      'bitpos smallint',
      'colguid varbinary(16)',
      'dbfragid int 655 661',
      'ordlock int 957',
    ],
  },
  {
    id: 4,
    name: 'sysrowsetcolumns',
    key: ['rowsetid', 'rowsetcolid'],
    until: 611,
    columns: [
      'rowsetid bigint',
      'rowsetcolid int',
      'hobtcolid int',
      'status int',
      'rcmodified bigint',
      'maxinrowlen smallint',
    ],
  },
  {
    id: 5,
    name: 'sysrowsets',
    key: ['rowsetid'],
    columns: [
      'rowsetid bigint',
      'ownertype tinyint',
      'idmajor int',
      'idminor int',
      'numpart int',
      'status int',
      'fgidfs smallint',
      'rcrows bigint',
      'cmprlevel tinyint 655',
      'fillfact tinyint 655',
      'maxnullbit smallint 655',
      'maxleaf int 655',
      'maxint smallint 655',
      'minleaf smallint 655',
      'minint smallint 655',
      'rsguid varbinary(16) 655',
      'lockres varbinary(8) 655',
      'dbfragid int 655 661',
      'scope_id int 706',
    ],
  },
  {
    id: 7,
    name: 'sysallocunits',
    key: ['auid'],
    columns: [
      'auid bigint',
      'type tinyint',
      'ownerid bigint',
      'status int',
      'fgid smallint',
      'pgfirst binary(6)',
      'pgroot binary(6)',
      'pgfirstiam binary(6)',
      'pcused bigint',
      'pcdata bigint',
      'pcreserved bigint',
      'dbfragid int 655 661',
    ],
  },
  {
    id: 9,
    name: 'sysseobjvalues',
    key: ['valclass', 'id', 'subid', 'valnum'],
    since: 706,
    columns: [
      'valclass tinyint',
      'id bigint',
      'subid bigint',
      'valnum int',
      'value sql_variant',
      'imageval varbinary(max)',
    ],
  },
  {
    id: 13,
    name: 'syshobtcolumns',
    key: ['hobtid', 'hobtcolumnid'],
    until: 611,
    columns: [
      'hobtid bigint',
      'hobtcolumnid int',
      'status int',
      'ordkey smallint',
      'xtype tinyint',
      'length smallint',
      'prec tinyint',
      'scale tinyint',
      'collationid int',
      'offsetleaf smallint',
      'offsetint smallint',
      'bitposleaf tinyint',
      'bitposint tinyint',
      'nullbitleaf smallint',
      'nullbitint smallint',
    ],
  },
  {
    id: 34,
    name: 'sysschobjs',
    key: ['id'],
    columns: [
      'id int',
      'name nvarchar(128)',
      'nsid int',
      'nsclass tinyint',
      'status int',
      'type char(2)',
      'pid int',
      'pclass tinyint',
      'intprop int',
      'created datetime',
      'modified datetime',
      'status2 int 706',
    ],
  },
  {
    id: 41,
    name: 'syscolpars',
    key: ['id', 'number', 'colid'],
    columns: [
      'id int',
      'number smallint',
      'colid int',
      'name nvarchar(128)',
      'xtype tinyint',
      'utype int',
      'length smallint',
      'prec tinyint',
      'scale tinyint',
      'collationid int',
      'status int',
      'maxinrow smallint',
      'xmlns int',
      'dflt int',
      'chk int',
      'idtval varbinary(64)',
    ],
  },
  {
    id: 49,
    name: 'sysxprops',
    key: ['class', 'id', 'subid', 'name'],
    columns: ['class tinyint', 'id int', 'subid int', 'name nvarchar(128)', 'value sql_variant'],
  },
  {
    id: 50,
    name: 'sysscalartypes',
    key: ['id'],
    columns: [
      'id int',
      'schid int',
      'name nvarchar(128)',
      'xtype tinyint',
      'length smallint',
      'prec tinyint',
      'scale tinyint',
      'collationid int',
      'status int',
      'created datetime',
      'modified datetime',
      'dflt int',
      'chk int',
    ],
  },
  {
    id: 54,
    name: 'sysidxstats',
    key: ['id', 'indid'],
    columns: [
      'id int',
      'indid int',
      'name nvarchar(128)',
      'status int',
      'intprop int',
      'fillfact tinyint',
      'type tinyint',
      'tinyprop tinyint',
      'dataspace int',
      'lobds int',
      'rowset bigint',
    ],
  },
  {
    id: 55,
    name: 'sysiscols',
    key: ['idmajor', 'idminor', 'subid'],
    columns: [
      'idmajor int',
      'idminor int',
      'subid int',
      'status int',
      'intprop int',
      'tinyprop1 tinyint',
      'tinyprop2 tinyint',
      'tinyprop3 tinyint 706',
      'tinyprop4 tinyint 852',
    ],
  },
  {
    id: 60,
    name: 'sysobjvalues',
    key: ['valclass', 'objid', 'subobjid', 'valnum'],
    columns: [
      'valclass tinyint',
      'objid int',
      'subobjid int',
      'valnum int',
      'value sql_variant',
      'imageval varbinary(max)',
    ],
  },
  {
    id: 64,
    name: 'sysclsobjs',
    key: ['class', 'id'],
    columns: [
      'class tinyint',
      'id int',
      'name nvarchar(128)',
      'status int',
      'type char(2)',
      'intprop int',
      'created datetime',
      'modified datetime',
    ],
  },
  {
    id: 74,
    name: 'syssingleobjrefs',
    key: ['depid', 'class', 'depsubid'],
    columns: ['class tinyint', 'depid int', 'depsubid int', 'indepid int', 'indepsubid int', 'status int'],
  },
]);

/** A system table as one version of the server has it. */
export interface CatalogTable {
  readonly id: number;
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly ColumnSpec[];
}

const NULLABLE = /^(?:sql_variant|var)/;
/** Collation of the char columns of the catalog: Latin1_General_CI_AS_KS_WS (observed). */
const CATALOG_COLLATION = 0x1008;

export function catalogTables(version: number): CatalogTable[] {
  return DEFINITIONS.filter(({ since, until }) => version >= (since ?? 0) && version <= (until ?? 9999)).map(
    ({ id, name, key, columns }) => ({
      id,
      name,
      key,
      columns: columns.flatMap((text): ColumnSpec[] => {
        const [column = '', type = '', since, until] = text.split(' ');
        if (version < Number(since ?? 0) || version > Number(until ?? 9999)) return [];
        const collation = type.startsWith('char') ? { collation: CATALOG_COLLATION } : {};
        return [
          {
            name: column,
            type,
            nullable: NULLABLE.test(type) || (name === 'sysidxstats' && column === 'name'),
            ...collation,
          },
        ];
      }),
    }),
  );
}

/** Rowsets of the first tables are numbered object id << 16, those of the others have index id 1 in the top bits (observed). */
const LOW_ROWSETS: ReadonlySet<number> = new Set([3, 4, 5, 7, 13]);

export const catalogRowsetId = (id: number): bigint => (LOW_ROWSETS.has(id) ? 0n : 1n << 48n) | (BigInt(id) << 16n);
