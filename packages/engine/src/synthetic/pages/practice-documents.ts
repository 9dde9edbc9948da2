import { createHash } from 'node:crypto';
import type { SyntheticPractice } from '../practice.js';
import { SeededRandom } from '../random.js';
import { makeMedications, makeVaccinations, type Vaccination } from './clinical-facts.js';
import { noteOf } from './content-text.js';
import { allergySheet, medicationList } from './kinds/lists.js';
import { progressNote, referralLetter } from './kinds/notes.js';
import { immunizationRecord } from './kinds/records.js';
import { printPage, type SyntheticPage } from './make-page.js';
import type { PageContent } from './page-content.js';
import { marked } from './page-content.js';
import { makeContext, type PageContext, phoneNumber } from './page-context.js';
import { encodeJpeg, encodePng, encodeTiff, type StoredPage } from './page-files.js';
import type { PageQuality } from './page-quality.js';
import type { PageFonts } from './page-style.js';
import { encodePdf } from './pdf-file.js';
import {
  type Agreement,
  compareWithChart,
  dayOf,
  listedAllergies,
  listedMedications,
  type PracticeChart,
  practiceCharts,
} from './practice-charts.js';
import type { TruthFact, TruthPage } from './truth-page.js';

/** A fact of a document, and how it stands to the practice's database. */
export interface DocumentFact extends TruthFact {
  readonly agreement: Agreement;
  /** The row that it meets, `table/number`; null: none. */
  readonly row: string | null;
}

/** A file of the demo practice's paper, with its truth. Made-up people: its path names them as real paths do. */
export interface PracticeDocument {
  /** Relative to the folder of documents, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/tiff' | 'image/jpeg' | 'image/png' | 'application/pdf' | 'text/rtf';
  /** SHA-256 of the bytes, hex, as documents are named. */
  readonly id: string;
  /** Key of the patient row; null: nobody's. */
  readonly patient: string | null;
  /** Chart number; null: nobody's. */
  readonly chart: string | null;
  readonly title: string;
  /** YYYY-MM-DD; null: undated. */
  readonly date: string | null;
  /** Pages in order; empty for a note without pages. */
  readonly pages: readonly TruthPage[];
  /** What the file itself holds as text (text layer, note); null: it must be read. */
  readonly text: string | null;
  readonly facts: readonly DocumentFact[];
}

export interface PracticeDocuments {
  readonly documents: readonly PracticeDocument[];
  /** `index.csv` of the folder: file, chart_no, last_name, first_name, dob, doc_type, doc_date. Nobody's documents are not in it. */
  readonly index: string;
}

/** What a document is made of before it is in a file. */
interface Draft {
  readonly title: string;
  readonly folder: 'chart' | 'inbox';
  readonly make: (desk: Desk) => Promise<
    Omit<PracticeDocument, 'id' | 'patient' | 'chart' | 'title' | 'date' | 'facts' | 'path'> & {
      readonly ending: string;
      readonly facts: readonly TruthFact[];
    }
  >;
}

interface Desk {
  readonly chart: PracticeChart;
  readonly context: PageContext;
  readonly fonts: PageFonts;
  readonly random: SeededRandom;
}

/**
 * Paper of the practice: for `patients` charts up to four documents each, in turn (a fax of an outside medication list, an immunization card, an allergy sheet, a letter as PDF, a
 * note as RTF), and papers that are nobody's. Some facts are in the database too, some contradict it, most are new; the truth says which. Same practice, fonts and seed, same bytes.
 */
export async function practiceDocuments(
  practice: SyntheticPractice,
  fonts: PageFonts,
  patients: number,
  seed = 11,
): Promise<PracticeDocuments> {
  const random = new SeededRandom(seed);
  const documents: PracticeDocument[] = [];
  const lines = ['file,chart_no,last_name,first_name,dob,doc_type,doc_date'];
  // Charts with medications first: they are what paper can agree with or contradict.
  const charts = practiceCharts(practice);
  const chosen = [
    ...charts.filter((chart) => listedMedications(chart, false).length > 0),
    ...charts.filter((chart) => listedMedications(chart, false).length === 0),
  ].slice(0, patients);
  for (const [i, chart] of chosen.entries()) {
    for (const draft of [0, 1, 2, 3, 4].filter((n) => (i + n) % 5 !== 4 && (i + n) % 5 !== 2).map((n) => DRAFTS[n]!)) {
      const year = random.int(Math.max(2015, chart.person.birth[0] + 3), 2023);
      const context = makeContext(random, chart.person, [year, random.int(1, 12), random.int(1, 28)]);
      const made = await draft.make({ chart, context, fonts, random });
      const date = isoDay(context.visit);
      const name = `${date} ${draft.title}`;
      const path =
        draft.folder === 'chart'
          ? `${chart.person.mrn}/${name}${made.ending}`
          : `inbox/scan${String(documents.length + 1).padStart(4, '0')}${made.ending}`;
      const id = createHash('sha256').update(made.bytes).digest('hex');
      const written = (day: PageContext['visit']): string => context.day(day).text;
      const facts = made.facts.map(
        (fact): DocumentFact => ({ ...named(fact, id), ...compareWithChart(fact, chart, written) }),
      );
      const { ending: _, ...rest } = made;
      documents.push({
        ...rest,
        path,
        id,
        patient: chart.key,
        chart: chart.person.mrn,
        title: draft.title,
        date,
        facts,
      });
      const { person } = chart;
      lines.push(
        [path, person.mrn, person.family, person.given, isoDay(person.birth), draft.title, date].map(csv).join(','),
      );
    }
  }
  documents.push(...(await nobodys(fonts, random)));
  return { documents, index: `${lines.join('\n')}\n` };
}

const isoDay = ([y, m, d]: readonly [number, number, number]): string =>
  `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
const csv = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const named = (fact: TruthFact, document: string): TruthFact => ({
  ...fact,
  entry: { ...fact.entry, place: { ...fact.entry.place, document } },
});
const stored = (page: Pick<SyntheticPage, 'raster' | 'bilevel' | 'truth'>): StoredPage => ({
  raster: page.raster,
  bilevel: page.bilevel,
  dpi: page.truth.dpi,
});

/** A page of a file that has several: its facts say which. */
const print = (
  { fonts, random }: Pick<Desk, 'fonts' | 'random'>,
  content: PageContent,
  quality: PageQuality,
  turned = 0,
  page = 1,
) => printPage(content, fonts, quality, random, turned, page);

const DRAFTS: readonly Draft[] = [
  {
    title: 'outside medication list',
    folder: 'chart',
    make: async (desk) => {
      const { chart, context, random } = desk;
      const items = [...listedMedications(chart, random.chance(0.5)), ...makeMedications(context, random.int(2, 4))];
      const standard = random.chance(0.3);
      const quality = standard ? 'fax-standard' : 'fax';
      const pages = [
        print(desk, coverSheet(context), quality),
        print(desk, medicationList(context, items), quality, 0, 2),
      ];
      const bytes = await encodeTiff(pages.map(stored), standard);
      return {
        ending: '.tif',
        bytes,
        mediaType: 'image/tiff',
        text: null,
        pages: pages.map((one) => one.truth),
        facts: pages.flatMap((one) => one.truth.facts),
      };
    },
  },
  {
    title: 'immunization card',
    folder: 'inbox',
    make: async (desk) => {
      const { chart, context, random } = desk;
      const own = chart.rows.imm
        .filter((row) => row.refused !== 'Y')
        .map(
          (row): Vaccination => ({
            cvx: String(row.cvx).padStart(2, '0'),
            name: String(row.vacc),
            maker: 'unknown',
            dose: '0.5',
            day: dayOf(row.given_dt),
            lot: String(row.lot),
            site: 'L deltoid',
          }),
        );
      const page = print(
        desk,
        immunizationRecord(context, [...own, ...makeVaccinations(context, random.int(2, 5))]),
        random.pick(['scan', 'skewed', 'marked']),
        0.3,
      );
      return {
        ending: '.jpg',
        bytes: await encodeJpeg(stored(page)),
        mediaType: 'image/jpeg',
        text: null,
        pages: [page.truth],
        facts: page.truth.facts,
      };
    },
  },
  {
    title: 'allergy sheet',
    folder: 'chart',
    make: async (desk) => {
      const { chart, context } = desk;
      const page = print(
        desk,
        allergySheet(context, [
          ...listedAllergies(chart),
          { substance: 'shellfish', reaction: 'hives', severity: 'moderate' },
        ]),
        'photocopy',
      );
      return {
        ending: '.png',
        bytes: encodePng(stored(page)),
        mediaType: 'image/png',
        text: null,
        pages: [page.truth],
        facts: page.truth.facts,
      };
    },
  },
  {
    title: 'referral letter',
    folder: 'chart',
    make: async (desk) => {
      const page = print(desk, referralLetter(desk.context), 'clean');
      const picture = {
        jpeg: await encodeJpeg(stored(page)),
        raster: page.raster,
        dpi: page.truth.dpi,
        words: page.truth.words,
      };
      return {
        ending: '.pdf',
        bytes: encodePdf([picture]),
        mediaType: 'application/pdf',
        text: page.truth.text,
        pages: [page.truth],
        facts: page.truth.facts,
      };
    },
  },
  {
    title: 'visit note',
    folder: 'chart',
    make: async ({ context }) => {
      const { rtf, text, facts } = noteOf(progressNote(context));
      return { ending: '.rtf', bytes: Buffer.from(rtf, 'latin1'), mediaType: 'text/rtf', text, pages: [], facts };
    },
  },
];

function coverSheet(context: PageContext): PageContent {
  const { random, clinic, day, visit } = context;
  const phone = () => marked('phone', phoneNumber(random));
  return {
    blocks: [
      { block: 'title', line: ['FAX TRANSMISSION'] },
      {
        block: 'table',
        header: false,
        ruled: false,
        rows: [
          [['To:'], ['Larkspur Family Medicine']],
          [['Fax:'], [phone()]],
          [['From:'], [clinic]],
          [['Date:'], [day(visit)]],
          [['Pages:'], [marked('number', '2')]],
        ],
      },
      {
        block: 'paragraph',
        line: ['This message is intended only for the addressee and may contain protected health information.'],
      },
    ],
  };
}

/** An empty back side and an advertisement. */
async function nobodys(fonts: PageFonts, random: SeededRandom): Promise<PracticeDocument[]> {
  const advertisement: PageContent = {
    blocks: [
      { block: 'title', line: ['SPRING SALE ON EXAM ROOM FURNITURE'] },
      {
        block: 'paragraph',
        line: [
          'Save up to ',
          marked('number', '40%'),
          ' on stools, tables and lamps. Offer ends ',
          marked('date', '04/30/2021'),
          '.',
        ],
      },
      { block: 'paragraph', line: ['Call ', marked('phone', '1-614-555-0142'), ' and ask for our catalog.'] },
    ],
  };
  const blank = printPage({ blocks: [] }, fonts, 'scan', random, 0);
  const offer = printPage(advertisement, fonts, 'scan', random, 0);
  const of = (
    path: string,
    title: string,
    bytes: Uint8Array,
    mediaType: PracticeDocument['mediaType'],
    page: TruthPage,
  ): PracticeDocument => ({
    path,
    bytes,
    mediaType,
    id: createHash('sha256').update(bytes).digest('hex'),
    patient: null,
    chart: null,
    title,
    date: null,
    pages: [page],
    text: null,
    facts: [],
  });
  return [
    of('inbox/scan9001.png', 'blank page', encodePng(stored(blank)), 'image/png', blank.truth),
    of('inbox/scan9002.jpg', 'advertisement', await encodeJpeg(stored(offer)), 'image/jpeg', offer.truth),
  ];
}
