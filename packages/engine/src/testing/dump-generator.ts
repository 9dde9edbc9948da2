/** A small seeded generator of uniform numbers in [0, 1) (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface GeneratedDump {
  /** Rows written so far, by table; final once the stream has ended. */
  readonly rows: { visit: number; note: number };
  readonly chunks: Iterable<Buffer>;
}

const HEADER = `-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: bench
-- ------------------------------------------------------
-- Server version	8.0.36

/*!50503 SET NAMES utf8mb4 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;

`;

const TABLES = {
  visit: `DROP TABLE IF EXISTS \`visit\`;
CREATE TABLE \`visit\` (
  \`id\` bigint NOT NULL AUTO_INCREMENT,
  \`pid\` int NOT NULL,
  \`date\` datetime DEFAULT NULL,
  \`code\` varchar(20) NOT NULL DEFAULT '',
  \`reason\` longtext,
  \`temperature\` decimal(6,2) DEFAULT NULL,
  \`active\` tinyint(1) NOT NULL DEFAULT '1',
  PRIMARY KEY (\`id\`),
  KEY \`pid\` (\`pid\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='Visits';
`,
  note: `DROP TABLE IF EXISTS \`note\`;
CREATE TABLE \`note\` (
  \`id\` bigint NOT NULL,
  \`pid\` int NOT NULL,
  \`body\` longtext,
  \`scan\` longblob,
  PRIMARY KEY (\`id\`),
  CONSTRAINT \`note_visit\` FOREIGN KEY (\`id\`) REFERENCES \`visit\` (\`id\`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
`,
} as const;

const WORDS = [
  'seen',
  'for',
  'follow',
  'up',
  'of',
  'blood',
  'pressure',
  'and',
  'sore',
  'throat',
  'caf\u00e9',
  "patient\\'s",
  'mother',
  'line\\nbreak',
  'no',
  'fever',
];

/** A made-up mysqldump of at least `bytes` bytes: the same for the same seed, made as it is read. */
export function generateDump(bytes: number, seed = 1): GeneratedDump {
  const rows = { visit: 0, note: 0 };
  return { rows, chunks: dumpChunks(bytes, seed, rows) };
}

function* dumpChunks(bytes: number, seed: number, rows: { visit: number; note: number }): Generator<Buffer> {
  const random = seededRandom(seed);
  let written = 0;
  const emit = (text: string): Buffer => {
    const chunk = Buffer.from(text, 'utf8');
    written += chunk.length;
    return chunk;
  };
  yield emit(HEADER);
  for (const table of ['visit', 'note'] as const) {
    yield emit(TABLES[table]);
    const until = table === 'visit' ? bytes * 0.7 : bytes;
    while (written < until) {
      const tuples: string[] = [];
      let length = 0;
      while (length < 1_000_000 && written + length < until) {
        const tuple = table === 'visit' ? visit(++rows.visit, random) : note(++rows.note, random);
        tuples.push(tuple);
        length += tuple.length;
      }
      yield emit(`INSERT INTO \`${table}\` VALUES ${tuples.join(',')};\n`);
    }
  }
  yield emit('\n-- Dump completed on 2024-03-01 10:11:12\n');
}

const below = (random: () => number, n: number): number => Math.floor(random() * n);
const two = (n: number): string => String(n).padStart(2, '0');

function sentence(random: () => number, words: number): string {
  let text = '';
  for (let i = 0; i < words; i++) text += `${i ? ' ' : ''}${WORDS[below(random, WORDS.length)]}`;
  return text;
}

function visit(id: number, random: () => number): string {
  const at = `${1990 + below(random, 35)}-${two(1 + below(random, 12))}-${two(1 + below(random, 28))} ${two(below(random, 24))}:${two(below(random, 60))}:00`;
  const date = random() < 0.05 ? 'NULL' : random() < 0.05 ? "'0000-00-00 00:00:00'" : `'${at}'`;
  const temperature = random() < 0.3 ? 'NULL' : `${36 + below(random, 4)}.${two(below(random, 100))}`;
  return `(${id},${1 + below(random, 100_000)},${date},'${below(random, 999)}.${below(random, 10)}','${sentence(random, 4 + below(random, 12))}',${temperature},${below(random, 2)})`;
}

function note(id: number, random: () => number): string {
  const scan = random() < 0.2 ? `0x${Buffer.from(sentence(random, 6)).toString('hex').toUpperCase()}` : 'NULL';
  return `(${id},${1 + below(random, 100_000)},'${sentence(random, 150 + below(random, 200))}',${scan})`;
}
