/**
 * The system tables that must be known before any table can be read: fixed columns stand packed from byte 4 of the record in this order,
 * variable ones follow in order (sizes in bytes; names as the DAC shows them, `SELECT * FROM sys.sysrscols`). All other system tables are
 * read through what these say of them.
 */
export interface SystemLayout {
  readonly objectId: number;
  readonly fixed: Readonly<Record<string, number>>;
  readonly variable: readonly string[];
}

const layout = (objectId: number, fixed: Readonly<Record<string, number>>, ...variable: string[]): SystemLayout => ({
  objectId,
  fixed,
  variable,
});

export const SYSALLOCUNITS = layout(7, {
  auid: 8,
  type: 1,
  ownerid: 8,
  status: 4,
  fgid: 2,
  pgfirst: 6,
  pgroot: 6,
  pgfirstiam: 6,
});

export const SYSROWSETS_2005 = layout(5, {
  rowsetid: 8,
  ownertype: 1,
  idmajor: 4,
  idminor: 4,
  numpart: 4,
  status: 4,
  fgidfs: 2,
  rcrows: 8,
});

export const SYSROWSETS = layout(5, { ...SYSROWSETS_2005.fixed, cmprlevel: 1 });

/** 2008 and later. */
export const SYSRSCOLS = layout(
  3,
  {
    rsid: 8,
    rscolid: 4,
    hbcolid: 4,
    rcmodified: 8,
    ti: 4,
    cid: 4,
    ordkey: 2,
    maxinrowlen: 2,
    status: 4,
    offset: 4,
    nullbit: 4,
    bitpos: 2,
  },
  'colguid',
);

/** 2005, in the place of sysrscols. */
export const SYSHOBTCOLUMNS = layout(13, {
  hobtid: 8,
  hobtcolid: 4,
  status: 4,
  ordkey: 2,
  xtype: 1,
  length: 2,
  prec: 1,
  scale: 1,
  collation: 4,
  offset: 2,
  ioffset: 2,
  bitpos: 2,
  nullbit: 2,
  inullbit: 2,
});

/** 2005. */
export const SYSROWSETCOLUMNS = layout(4, { rowsetid: 8, rowsetcolid: 4, hobtcolid: 4 });

/** Internal database versions of the boot page and the releases that write them. */
export const RELEASES: readonly (readonly [version: number, release: string])[] = [
  [539, '2000'],
  [611, '2005'],
  [612, '2005'],
  [655, '2008'],
  [661, '2008 R2'],
  [706, '2012'],
  [782, '2014'],
  [852, '2016'],
  [869, '2017'],
  [904, '2019'],
  [957, '2022'],
  [998, '2025'],
];
