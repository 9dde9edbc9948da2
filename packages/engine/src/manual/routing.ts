import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settleManualLane } from '../abstraction/lane/settle.js';
import { readNote } from '../abstraction/note/read-note.js';
import { hoursOf, type ItemCounts, type RoutingRate, ratesOf } from '../abstraction/routing/costs.js';
import { documentRoute, NO_RULE, type Route, type RouteContext } from '../abstraction/routing/rules.js';
import { type EstimateRates, estimateRatesSchema } from '../artifacts/estimate.js';
import { readRoutingPlan } from '../artifacts/routing-plan.js';
import type { WorkItem, WorkType } from '../artifacts/work-item.js';
import { readArtifact, readWorkspaceConfig } from '../artifacts/workspace.js';
import { MigrationError } from '../base/error.js';
import { FINGERPRINT_NAMESPACE } from '../project/workspace.js';
import type { Vault } from '../vault/vault.js';
import { type LinkedDocuments, settleLinks } from './documents-linking.js';
import { type OpenDocument, openDocument, type Suggest } from './routing-documents.js';
import { RoutingLots } from './routing-lots.js';
import {
  contradictionItem,
  linkItem,
  type MakerContext,
  reviewItem,
  transcribeItems,
  verifyItems,
} from './routing-makers.js';
import { type DocumentsOfPatient, type RoutingSurvey, surveyCharts } from './routing-survey.js';
import { type MakingResult, putItems } from './work-making.js';
import { laneRules } from './work-policy.js';
import { settledEntries } from './work-results.js';

export interface RoutingRequest {
  readonly dir: string;
  /** Open for writing: indexes and the staged source `manual` are made as a run makes them. */
  readonly vault: Vault;
  /** Absent: the dictionaries that ship. */
  readonly suggest?: Suggest;
  readonly onProgress?: (done: number, total: number, note: string) => void;
  readonly signal?: AbortSignal;
}

/** What a rule takes. */
export interface RuleFigures {
  readonly rule: string;
  readonly about: 'table' | 'patient' | 'document' | 'none';
  readonly lane: 'electronic' | 'manual' | 'none';
  readonly patients: number;
  readonly documents: number;
  /** Not blank. */
  readonly pages: number;
  readonly items: number;
  readonly hours: number;
  /** Documents that it could not be asked of, for their pages have not been read. */
  readonly unknown: number;
}

/** One way to go, and what it costs. */
export interface RoutingChoice {
  readonly choice: 'everything-electronic' | 'plan' | 'everything-manual';
  /** Pages to be keyed. */
  readonly pages: number;
  readonly items: number;
  readonly hours: number;
  /** Of hours of abstraction by `prices` of estimate.yaml, whole units; null: no price is stated. */
  readonly price: number | null;
}

/** Counts and hours; no value of a chart. */
export interface RoutingFigures {
  readonly isDefault: boolean;
  /** Day of the newest database: appointments and years are counted from it. */
  readonly asOf: string;
  readonly documents: {
    readonly all: number;
    readonly linked: number;
    readonly doubts: number;
    readonly nobody: number;
    /** Kept, but they could not be read: nobody can be shown a page of them. */
    readonly quarantined: number;
    /** Pages with an image that neither a person nor a machine has read. */
    readonly unreadPages: number;
  };
  readonly patients: number;
  readonly rules: readonly RuleFigures[];
  /** Items by type. */
  readonly items: ItemCounts;
  readonly choices: readonly RoutingChoice[];
  readonly currency: string | null;
  readonly rates: readonly RoutingRate[];
  /** Why no chart could be made, so that no rule about patients holds; null: they were. */
  readonly problem: RoutingSurvey['problem'];
}

export interface AppliedRouting extends RoutingFigures {
  readonly made: Readonly<Record<string, MakingResult>>;
}

interface Ready {
  readonly request: RoutingRequest;
  readonly linked: LinkedDocuments;
  readonly survey: RoutingSurvey;
  readonly context: RouteContext;
  readonly makers: MakerContext;
  readonly isDefault: boolean;
}

/** Links documents again, settles the lane and looks at the charts: what a run does first. */
function prepare(request: RoutingRequest): Ready {
  const { dir, vault } = request;
  const { plan, isDefault } = readRoutingPlan(dir);
  request.onProgress?.(0, 1, 'linking documents');
  const linked = settleLinks(dir, vault);
  settleManualLane(vault, settledEntries(vault, laneRules(dir, vault).policy));
  const survey = surveyCharts({
    ...{ dir, vault, plan, documents: documentsByPatient(vault) },
    onProgress: (done, total) => {
      request.signal?.throwIfAborted();
      request.onProgress?.(done, total, `${done} charts`);
    },
  });
  const context: RouteContext = {
    ...{ plan, asOf: survey.asOf },
    tableHolds: (rule) => {
      if (rule.when === undefined) return true;
      const share = survey.notRead(rule);
      const { least = 0, most = 1 } = rule.when.notRead;
      return share === null ? null : share >= least && share <= most;
    },
  };
  const namespace = readWorkspaceConfig(dir).idNamespace ?? FINGERPRINT_NAMESPACE;
  const makers: MakerContext = { namespace, patient: (key) => survey.patients.get(key) };
  return { request, linked, survey, context, makers, isDefault };
}

/** Documents, and those with a page that nobody and nothing has read, of each patient who has one. */
function documentsByPatient(vault: Vault): Map<string, DocumentsOfPatient> {
  const rows = vault.db
    .prepare(
      `SELECT l.patient, count(*) AS documents, sum(EXISTS (SELECT 1 FROM vault_pages p WHERE p.document = l.document AND p.blank = 0 AND p.text IS NULL
         AND NOT EXISTS (SELECT 1 FROM vault_readings r WHERE r.document = p.document AND r.page = p.page))) AS unread
       FROM vault_links l WHERE l.patient IS NOT NULL GROUP BY l.patient`,
    )
    .all() as { patient: string; documents: number; unread: number }[];
  return new Map(rows.map(({ patient, documents, unread }) => [patient, { documents, unreadDocuments: unread }]));
}

interface RoutedOne {
  readonly document: OpenDocument;
  readonly patient: string;
  readonly route: Route;
  readonly transcribe: readonly WorkItem[];
  readonly verify: readonly WorkItem[];
}

const suggestByRules: Suggest = (text) => readNote(text).suggestions;

/** Every linked document with its way and its items, one at a time. */
function* routedDocuments({ request, linked, survey, context, makers }: Ready): Generator<RoutedOne> {
  const { vault, suggest = suggestByRules } = request;
  let done = 0;
  for (const { document: id, patient, by } of linked.links) {
    request.signal?.throwIfAborted();
    request.onProgress?.(done++, linked.links.length, `${done} documents`);
    const found = patient === null ? undefined : vault.documents.get(id);
    if (patient === null || found === undefined) continue;
    const document = openDocument(vault, found, suggest);
    const known = survey.patients.get(patient);
    const route = documentRoute(document, known?.facts ?? null, known?.route ?? null, context);
    const isKeyed = route.lane === 'manual';
    const verify = by === 'page-identifier' && known ? verifyItems(document, patient, known, makers) : [];
    yield {
      document,
      patient,
      route,
      transcribe: isKeyed ? transcribeItems(document, patient, route, makers) : [],
      verify,
    };
  }
}

interface Sum {
  patients: Set<string>;
  documents: number;
  pages: number;
  unknown: number;
  items: Partial<Record<WorkType, number>>;
}

/** Adds up what rules take, document by document. */
class Figures {
  private readonly sums = new Map<string, Sum>();
  private readonly items: Partial<Record<WorkType, number>> = {};
  private readonly counted = { pages: 0, unreadPages: 0, quarantined: 0, linked: 0 };

  constructor(private readonly ready: Ready) {}

  private sum(rule: string): Sum {
    const sum = this.sums.get(rule) ?? { patients: new Set(), documents: 0, pages: 0, unknown: 0, items: {} };
    this.sums.set(rule, sum);
    return sum;
  }

  /** Items of a rule; null: of none. */
  count(type: WorkType, number: number, rule: string | null): void {
    if (number === 0) return;
    this.items[type] = (this.items[type] ?? 0) + number;
    if (rule === null) return;
    const { items } = this.sum(rule);
    items[type] = (items[type] ?? 0) + number;
  }

  take({ document, patient, route, transcribe, verify }: RoutedOne): void {
    const sum = this.sum(route.rule);
    sum.patients.add(patient);
    sum.documents++;
    sum.pages += document.pages;
    for (const rule of route.unknown) this.sum(rule).unknown++;
    this.count('transcribe', transcribe.length, route.rule);
    this.count('verify-ocr', verify.length, route.rule);
    this.counted.linked++;
    this.counted.pages += document.pages;
    this.counted.unreadPages += document.unreadPages;
    if (document.document.quarantine !== null) this.counted.quarantined++;
  }

  result(): RoutingFigures {
    const { linked, survey, context, isDefault, request } = this.ready;
    const { plan, asOf } = context;
    const estimate: Partial<EstimateRates> = existsSync(join(request.dir, 'estimate.yaml'))
      ? readArtifact(request.dir, 'estimate.yaml', estimateRatesSchema).value
      : {};
    const rates = ratesOf(estimate);
    const price = estimate.prices?.abstraction;
    const line = (rule: string, about: RuleFigures['about'], lane: RuleFigures['lane']): RuleFigures => {
      const { patients, documents, pages, unknown, items } = this.sum(rule);
      const number = total(items);
      return {
        rule,
        about,
        lane,
        patients: patients.size,
        documents,
        pages,
        items: number,
        hours: hoursOf(items, rates),
        unknown,
      };
    };
    const { transcribe: _keyed, 'review-chart': _reviewed, ...others } = this.items;
    const reviews = [...survey.patients.values()].filter(({ facts }) => facts.documents > 0).length;
    const choice = (name: RoutingChoice['choice'], items: ItemCounts): RoutingChoice => {
      const hours = hoursOf(items, rates);
      const cost = price === undefined ? null : Math.round(hours * price);
      return { choice: name, pages: items.transcribe ?? 0, items: total(items), hours, price: cost };
    };
    return {
      ...{ isDefault, asOf, patients: survey.total },
      documents: {
        all: linked.links.length + linked.doubts.length,
        linked: this.counted.linked,
        doubts: linked.doubts.length,
        nobody: linked.links.filter(({ patient }) => patient === null).length,
        quarantined: this.counted.quarantined,
        unreadPages: this.counted.unreadPages,
      },
      rules: [
        ...plan.tables.map(({ name, lane }) => line(name, 'table', lane)),
        ...plan.patients.map(({ name, lane }) => line(name, 'patient', lane)),
        ...plan.documents.map(({ name, lane }) => line(name, 'document', lane)),
        line(NO_RULE, 'none', 'electronic'),
      ],
      items: this.items,
      choices: [
        choice('everything-electronic', others),
        choice('plan', this.items),
        choice('everything-manual', { ...others, transcribe: this.counted.pages, 'review-chart': reviews }),
      ],
      ...{ currency: price === undefined ? null : (estimate.currency ?? null), rates, problem: survey.problem },
    };
  }

  /** A patient whom a rule takes, with documents or without. */
  patient(rule: string, key: string): void {
    this.sum(rule).patients.add(key);
  }
}

const total = (items: ItemCounts): number => Object.values(items).reduce((sum, count) => sum + count, 0);

/** Items that come of no document alone: doubts, contradictions, charts to be reviewed. */
function otherItems({ linked, survey, makers }: Ready, figures: Figures) {
  const links = linked.doubts.map((doubt) => linkItem(doubt, makers));
  const comparisons = survey.contradictions.map((pair) => contradictionItem(pair, makers));
  const reviews: WorkItem[] = [];
  for (const [key, patient] of survey.patients) {
    if (patient.route.rule === NO_RULE) continue;
    figures.patient(patient.route.rule, key);
    if (patient.route.lane !== 'manual') continue;
    reviews.push(reviewItem(key, patient, makers));
    figures.count('review-chart', 1, patient.route.rule);
  }
  figures.count('link-document', links.length, null);
  figures.count('compare-duplicates', comparisons.length, null);
  return { links, comparisons, reviews };
}

/**
 * What the routing of a workspace would have people do, and what that costs beside keying everything and keying nothing. Makes no item. Errors: ARTIFACT_INVALID, ROUTING_UNKNOWN, and those
 * of the documents' rules.
 */
export function planRoutes(request: RoutingRequest): RoutingFigures {
  const ready = prepare(request);
  const figures = new Figures(ready);
  otherItems(ready, figures);
  for (const one of routedDocuments(ready)) figures.take(one);
  return figures.result();
}

/**
 * Makes the items of the routing, once or again: nothing that people did is changed, and what is routed no longer is withdrawn. Each type of item has a maker of its own, `routing/TYPE`. Documents are
 * taken one at a time. Errors as of {@link planRoutes}.
 */
export function applyRoutes(request: RoutingRequest): AppliedRouting {
  const { dir, vault } = request;
  const ready = prepare(request);
  if (ready.survey.problem !== null)
    throw new MigrationError('No chart can be made, so that nobody can say what goes where', {
      code: 'ROUTING_NO_CHARTS',
      where: ready.survey.problem,
      hint: 'Stage the database and mend the mapping (`chartlift map check`); the items that are there stay as they are.',
    });
  const figures = new Figures(ready);
  const { policy } = laneRules(dir, vault);
  const made: Record<string, MakingResult> = {};
  const put = (type: WorkType, items: Iterable<WorkItem>): void => {
    made[type] = putItems(vault, { maker: makerOf(type), items, policy });
  };
  const lots = new RoutingLots(vault, makerOf('transcribe'), ready.context.plan.lot);
  const verify: WorkItem[] = [];
  const pages = function* (): Generator<WorkItem> {
    for (const one of routedDocuments(ready)) {
      figures.take(one);
      verify.push(...one.verify);
      for (const item of one.transcribe) yield { ...item, batch: lots.lotOf(item.id) };
    }
  };
  const { links, comparisons, reviews } = otherItems(ready, figures);
  put('transcribe', pages());
  put('verify-ocr', verify);
  put('link-document', links);
  put('compare-duplicates', comparisons);
  put('review-chart', reviews);
  return { ...figures.result(), made };
}

const makerOf = (type: WorkType): string => `routing/${type}`;
