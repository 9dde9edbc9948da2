// Large SQL Server backups for measurements: one wide table of mixed columns whose pages repeat but for their numbers, with true allocation maps and
// checksums, plain or in a compressed container. Nothing of the file is held in memory.
import { closeSync, openSync, writeSync } from 'node:fs';
import { writeFamily } from '../packages/engine/dist/synthetic/sql-server/backup.js';
import { buildDatabase } from '../packages/engine/dist/synthetic/sql-server/database.js';
import { containerChecksum, encodeLz77Huffman } from '../packages/engine/dist/testing/xpress-encoder.js';
import { ChunkTemplate } from './chunk-template.mjs';

const EXTENT = 65_536;
const UNIT = 512;

const FAMILY = ['Ahlström', 'Baker', 'Çelik', 'Dubois', 'Evans', 'Fernández', 'Garcia', 'Hoffmann', 'Ivanova', 'Jones'];
const STREETS = ['Main Street', 'Rue de la Paix', 'Hauptstraße', 'Calle Mayor', 'Storgatan'];
const hex = (i, length) =>
  (Math.imul(i + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0').repeat(4).slice(0, length);
const day = (i, first) => `${first + ((i * 7) % 60)}-0${1 + (i % 9)}-${10 + (i % 18)}`;

/** Columns of a practice's table of patients: name, type, value of row i; null now and then. */
const COLUMNS = [
  ['Id', 'int', () => 0],
  ['PatientId', 'bigint', (i) => 1_000_000_000 + i * 97],
  [
    'Chart',
    'uniqueidentifier',
    (i) => `${hex(i, 8)}-${hex(i + 1, 4)}-4${hex(i + 2, 3)}-a${hex(i + 3, 3)}-${hex(i + 4, 12)}`,
  ],
  ['Practice', 'smallint', (i) => i % 7],
  ['Sex', 'char(1)', (i) => 'MFU'[i % 3]],
  ['Active', 'bit', (i) => i % 5 !== 0],
  ['Deceased', 'bit', (i) => (i % 4 === 0 ? null : false)],
  ['Consent', 'bit', () => true],
  ['Born', 'date', (i) => day(i, 1930)],
  ['Created', 'datetime', (i) => `${day(i, 1990).slice(0, 8)}14T08:${10 + (i % 50)}:00.000`],
  ['Changed', 'datetime2(7)', (i) => `${day(i * 3, 1990)}T14:${10 + (i % 50)}:21.1234567`],
  ['Seen', 'smalldatetime', (i) => (i % 3 === 0 ? null : `${day(i, 1990)}T09:${10 + (i % 50)}:00`)],
  ['Balance', 'money', (i) => `${i * 13}.5000`],
  ['Fee', 'decimal(12,2)', (i) => `${i * 7}.25`],
  ['Height', 'decimal(5,1)', (i) => (i % 4 === 1 ? null : `${150 + (i % 50)}.5`)],
  ['Weight', 'float', (i) => 50.25 + i],
  ['Score', 'real', (i) => i / 4],
  ['Level', 'tinyint', (i) => i % 250],
  ['Doctor', 'int', (i) => 100 + (i % 12)],
  ['Insurer', 'int', (i) => (i % 6 === 0 ? null : 4000 + i)],
  ['State', 'nchar(2)', (i) => ['NY', 'CA', 'TX'][i % 3]],
  ['Family', 'nvarchar(60)', (i) => FAMILY[i % 10]],
  ['Given', 'nvarchar(60)', (i) => `Given ${i}`],
  ['Middle', 'nvarchar(60)', (i) => (i % 2 ? null : 'Q.')],
  ['Street', 'nvarchar(120)', (i) => `${i * 3} ${STREETS[i % 5]}`],
  ['City', 'nvarchar(60)', (i) => ['Springfield', 'Málaga', 'København'][i % 3]],
  ['Zip', 'varchar(10)', (i) => `${10_000 + i * 17}`],
  ['Phone', 'varchar(20)', (i) => `555-01${10 + (i % 90)}-${1000 + i}`],
  ['Mobile', 'varchar(20)', (i) => (i % 3 ? null : `555-02${10 + (i % 90)}`)],
  ['Email', 'varchar(80)', (i) => `person${i}@mail.example`],
  ['Race', 'varchar(20)', (i) => (i % 2 ? null : 'declined')],
  ['Language', 'varchar(8)', () => 'en-US'],
  [
    'Note',
    'varchar(400)',
    (i) => `Seen for follow-up ${i}; next visit in ${i % 12} weeks, bring the list of medicines.`,
  ],
  ['Photo', 'varbinary(64)', (i) => (i % 4 ? null : Buffer.from(hex(i, 32), 'hex'))],
  ['Remark', 'nvarchar(200)', (i) => (i % 3 ? null : `Prefers calls after ${10 + (i % 8)} h`)],
];

const SENTENCES = [
  'Patient seen for follow-up of hypertension; denies chest pain, dyspnea and edema.',
  'Blood pressure at home between 128/78 and 142/88, measured in the morning.',
  'Continue lisinopril 20 mg daily; repeat basic metabolic panel in six weeks.',
  'Café au lait spots unchanged; no new lesions on the skin of the trunk.',
];
const prose = (i, characters) => {
  let text = '';
  for (let n = i; text.length < characters; n++) text += `${SENTENCES[n % 4]} (${n}) `;
  return text.slice(0, characters);
};

/** A practice's table of progress notes: few values, long texts in the row. */
const NOTES = [
  ['Id', 'int', () => 0],
  ['PatientId', 'bigint', (i) => 1_000_000_000 + i * 97],
  ['Author', 'int', (i) => 100 + (i % 12)],
  ['Written', 'datetime', (i) => `${day(i, 1990).slice(0, 8)}14T08:${10 + (i % 50)}:00.000`],
  ['Title', 'nvarchar(80)', (i) => `Progress note ${i}`],
  ['Body', 'nvarchar(4000)', (i) => prose(i, 1800)],
  ['Plan', 'varchar(8000)', (i) => prose(i + 1, 3300)],
];

const TABLES = { Patient: COLUMNS, Note: NOTES };

/** Columns of a table that the backups can be made of: `Patient`, or `Note` with long texts. */
export function columnsOf(name) {
  return TABLES[name].length;
}

/** The backup's chunks in order: `sink` gets them one by one and must not keep them. Gives the rows of the table. */
function backupOf(name, bytes, sink) {
  const definition = TABLES[name];
  const rows = Array.from({ length: 40 }, (_, i) => definition.map(([, , value]) => value(i)));
  const columns = definition.map(([column, type], i) => ({ name: column, type, nullable: i > 0 }));
  const repeatedExtents = Math.ceil(bytes / EXTENT);
  const table = { name, storage: 'heap', primaryKey: ['Id'], columns, rows, repeatedExtents };
  const database = buildDatabase({ name: 'Large', version: 904, seed: 11, tables: [table] });
  writeFamily({ database }, {}, 0, sink);
  return database.tables[0].rows;
}

function writerOf(path) {
  const file = openSync(path, 'w');
  const held = Buffer.alloc(1 << 22);
  let at = 0;
  let position = 0;
  const flush = () => {
    writeSync(file, held, 0, at);
    at = 0;
  };
  return {
    get position() {
      return position;
    },
    write(bytes) {
      if (at + bytes.length > held.length) flush();
      bytes.copy(held, at);
      at += bytes.length;
      position += bytes.length;
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** A plain backup of about so many bytes; gives its bytes and rows. */
export function writePlainBackup(path, bytes, table = 'Patient') {
  const out = writerOf(path);
  const rows = backupOf(table, bytes, (chunk) => out.write(chunk));
  out.close();
  return { bytes: out.position, rows };
}

/** The same in a compressed container; gives its bytes, those of the stream in it, and rows. */
export function writeCompressedBackup(path, bytes, table = 'Patient') {
  const out = writerOf(path);
  const header = Buffer.alloc(0x1e0);
  header.write('MSSQLBAK', 0, 'latin1');
  header.writeUInt32LE(2, 8);
  header.writeUInt32LE(3, 12);
  out.write(header);
  let streamBytes = 0;
  let pending = Buffer.alloc(0);
  const template = new ChunkTemplate(EXTENT);
  const chunk = (data, payload) => {
    const record = Buffer.alloc(28);
    record[0] = 0x21;
    record[1] = data.length / UNIT;
    record.writeUInt16LE(payload.length, 2);
    record.writeUInt32LE(containerChecksum(payload), 24);
    out.write(record);
    out.write(payload);
  };
  const flush = () => {
    for (let at = 0; at < pending.length; at += 32_768) {
      const data = pending.subarray(at, at + 32_768);
      chunk(data, encodeLz77Huffman(data));
    }
    pending = Buffer.alloc(0);
  };
  const rows = backupOf(table, bytes, (part) => {
    streamBytes += part.length;
    if (part.toString('latin1', 0, 4) === 'SFMB') {
      flush();
      const gap = Math.ceil((out.position + 24) / UNIT) * UNIT - out.position;
      const filler = Buffer.alloc(gap);
      filler[0] = 0x24;
      filler.writeUInt16LE(gap - 24, 2);
      if (out.position % UNIT !== 0) out.write(filler);
      out.write(part);
    } else if (part.length === EXTENT && pending.length % UNIT === 0) {
      flush();
      const payload = template.encode(part);
      if (payload.length <= 0xffff) chunk(part, payload);
      else pending = Buffer.from(part);
    } else pending = Buffer.concat([pending, part]);
  });
  flush();
  out.close();
  return { bytes: out.position, streamBytes, rows };
}
