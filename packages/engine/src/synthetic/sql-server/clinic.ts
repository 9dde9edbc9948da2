import { type ClinicRows, clinicRows } from './clinic-rows.js';
import type { ColumnSpec, DatabaseSpec, DatabaseVersion, ForeignKeySpec, TableSpec } from './spec.js';

/** `name type`, NOT NULL with `!` behind the type, then its description. */
type ColumnText = readonly [column: string, description?: string];

const columns = (texts: readonly ColumnText[]): ColumnSpec[] =>
  texts.map(([text, description]) => {
    const [name = '', type = ''] = text.split(' ');
    const required = type.endsWith('!');
    return {
      name,
      type: required ? type.slice(0, -1) : type,
      nullable: !required,
      ...(description === undefined ? {} : { description }),
    };
  });

const toPatient: ForeignKeySpec = {
  columns: ['PatientId'],
  references: 'dbo.Patient',
  referencedColumns: ['PatientId'],
};
const toVisit: ForeignKeySpec = { columns: ['VisitId'], references: 'dbo.Visit', referencedColumns: ['VisitId'] };

interface TableText {
  readonly name: keyof ClinicRows;
  readonly schema?: string;
  readonly key: readonly string[];
  readonly identity?: boolean;
  readonly foreignKeys?: readonly ForeignKeySpec[];
  readonly heap?: boolean;
  readonly description?: string;
  readonly columns: readonly ColumnText[];
}

/** date for versions that have it. */
const tables = (date: string, precise: string): readonly TableText[] => [
  {
    name: 'Provider',
    key: ['ProviderId'],
    columns: [
      ['ProviderId int!'],
      ['FullName nvarchar(120)!'],
      ['Npi char(10)', 'National provider identifier'],
      ['IsActive bit!'],
    ],
  },
  {
    name: 'Patient',
    key: ['PatientId'],
    identity: true,
    description: 'One row for each person who has a chart',
    columns: [
      ['PatientId int!'],
      ['ChartNo varchar(12)!', 'Number on the paper chart'],
      ['LastName nvarchar(60)!'],
      ['FirstName nvarchar(60)!'],
      ['MiddleInitial char(1)'],
      [`BirthDate ${date}!`],
      ['Sex char(1)!', 'F, M or U'],
      ['Street nvarchar(100)'],
      ['City nvarchar(60)'],
      ['State char(2)'],
      ['Zip varchar(10)'],
      ['HomePhone varchar(20)'],
      ['Race nvarchar(40)'],
      ['PreferredLanguage varchar(20)'],
      ['ProviderId int', 'Usual provider'],
      ['IsActive bit!'],
      ['Balance money'],
      ['CreatedAt datetime!'],
      ['RowGuid uniqueidentifier!'],
      ['Version rowversion!'],
    ],
    foreignKeys: [{ columns: ['ProviderId'], references: 'dbo.Provider', referencedColumns: ['ProviderId'] }],
  },
  {
    name: 'Visit',
    key: ['VisitId'],
    identity: true,
    columns: [
      ['VisitId int!'],
      ['PatientId int!'],
      ['ProviderId int!'],
      ['StartedAt datetime!'],
      ['Reason nvarchar(200)'],
      ['VisitType tinyint!', '1 office, 2 telephone, 3 home'],
      ['Charge smallmoney'],
    ],
    foreignKeys: [toPatient],
  },
  {
    name: 'Problem',
    key: ['PatientId', 'Line'],
    columns: [
      ['PatientId int!'],
      ['Line smallint!'],
      ['Icd10 varchar(8)', 'Without the point'],
      ['Description nvarchar(200)!'],
      [`OnsetDate ${date}`],
      ['ResolvedAt smalldatetime'],
    ],
    foreignKeys: [toPatient],
  },
  {
    name: 'Allergy',
    key: ['AllergyId'],
    columns: [
      ['AllergyId int!'],
      ['PatientId int!'],
      ['Substance nvarchar(100)!'],
      ['Reaction nvarchar(100)'],
      ['Severity tinyint', '1 mild, 2 moderate, 3 severe'],
      ['NotedAt datetime'],
    ],
    foreignKeys: [toPatient],
  },
  {
    name: 'Medication',
    key: ['MedicationId'],
    columns: [
      ['MedicationId int!'],
      ['PatientId int!'],
      ['VisitId int'],
      ['DrugName nvarchar(120)!'],
      ['RxNorm varchar(12)'],
      ['Sig nvarchar(200)'],
      ['Quantity decimal(9,2)'],
      ['Refills tinyint'],
      [`StartDate ${date}`],
      [`StopDate ${date}`],
      ['Prescribed bit!'],
    ],
    foreignKeys: [toPatient, toVisit],
  },
  {
    name: 'LabResult',
    key: ['ResultId'],
    columns: [
      ['ResultId bigint!'],
      ['PatientId int!'],
      ['TestCode varchar(10)!'],
      ['TestName nvarchar(60)!'],
      ['Value decimal(12,3)'],
      ['ValueText nvarchar(60)'],
      ['Unit varchar(20)'],
      ['Low decimal(12,3)'],
      ['High decimal(12,3)'],
      ['Flag char(1)', 'H, L or empty'],
      [`CollectedAt ${precise}!`],
    ],
    foreignKeys: [toPatient],
  },
  {
    name: 'Vital',
    key: ['VisitId'],
    columns: [
      ['VisitId int!'],
      ['PatientId int!'],
      ['HeightCm decimal(5,1)'],
      ['WeightKg decimal(6,2)'],
      ['Systolic smallint'],
      ['Diastolic smallint'],
      ['Pulse smallint'],
      ['TemperatureC real'],
      ['Bmi float'],
    ],
    foreignKeys: [toPatient, toVisit],
  },
  {
    name: 'Immunization',
    key: ['PatientId', 'Line'],
    columns: [
      ['PatientId int!'],
      ['Line smallint!'],
      ['Cvx varchar(4)!', 'CVX code'],
      ['VaccineName nvarchar(100)!'],
      [`GivenOn ${date}!`],
      ['Lot varchar(20)'],
      ['Site varchar(30)'],
    ],
    foreignKeys: [toPatient],
  },
  {
    name: 'Note',
    key: ['NoteId'],
    heap: true,
    columns: [
      ['NoteId int!'],
      ['PatientId int!'],
      ['VisitId int'],
      ['NoteType varchar(20)!'],
      ['Body varchar(max)', 'Plain text'],
      ['Rtf ntext', 'Older notes, as RTF'],
      ['SignedAt datetime'],
    ],
    foreignKeys: [toPatient, toVisit],
  },
  {
    name: 'Insurance',
    schema: 'billing',
    key: ['PatientId', 'Rank'],
    columns: [
      ['PatientId int!'],
      ['Rank tinyint!', '1 primary, 2 secondary'],
      ['PayerName nvarchar(80)!'],
      ['MemberNo varchar(20)!'],
      ['GroupNo varchar(20)'],
      ['Relation sql_variant'],
    ],
    foreignKeys: [toPatient],
  },
  {
    name: 'Document',
    schema: 'scan',
    key: ['DocumentId'],
    heap: true,
    columns: [
      ['DocumentId uniqueidentifier!'],
      ['PatientId int!'],
      ['Title nvarchar(100)!'],
      ['MimeType varchar(40)!'],
      ['Content varbinary(max)'],
      ['Properties xml'],
    ],
    foreignKeys: [toPatient],
  },
];

/** The database of an invented clinic: everything in it is made from the seed, nobody in it lives. */
export function clinicDatabase(seed: number, patients: number, version: DatabaseVersion = 904): DatabaseSpec {
  const modern = version >= 655;
  const rows = clinicRows(seed, patients, modern);
  return {
    name: 'Wrenfield',
    version,
    seed,
    tables: tables(modern ? 'date' : 'datetime', modern ? 'datetime2(0)' : 'datetime').map((table): TableSpec => {
      const specs = columns(table.columns);
      const [first, ...others] = specs;
      return {
        name: table.name,
        schema: table.schema ?? 'dbo',
        storage: table.heap ? 'heap' : 'clustered',
        ...(table.heap ? { primaryKey: table.key } : { key: table.key }),
        columns: table.identity && first ? [{ ...first, identity: true }, ...others] : specs,
        foreignKeys: table.foreignKeys ?? [],
        rows: rows[table.name],
        ...(table.description === undefined ? {} : { description: table.description }),
      };
    }),
    views: [
      {
        name: 'ActivePatient',
        columns: [
          { name: 'PatientId', type: 'int' },
          { name: 'LastName', type: 'nvarchar(60)' },
        ],
        definition: 'CREATE VIEW dbo.ActivePatient AS SELECT PatientId, LastName FROM dbo.Patient WHERE IsActive = 1',
      },
    ],
  };
}
