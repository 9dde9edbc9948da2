import type { ChosenArtefacts } from '@chartlift/engine/artefacts';
import type { DocumentVerdict, Finding, Layer, Validator } from '@chartlift/engine/validation';
import type { GlobalOptions, Terminal } from '../terminal.js';
import { wrapped } from '../wrap.js';

/** What happened to one file: checked, or not readable at all. */
export interface FileOutcome {
  readonly file: string;
  readonly verdict: DocumentVerdict | null;
  readonly fault: { readonly code: string; readonly message: string; readonly hint: string } | null;
}

export interface Shown {
  /** Every finding instead of one example of each rule. */
  readonly all?: boolean;
  readonly warnings: boolean;
}

const WIDTH = 100;
/** Layers that judge how useful a document is stand behind those that judge whether it is right. */
const USE: ReadonlySet<Layer> = new Set(['size', 'importer', 'scorecard']);
const BODY = '/ClinicalDocument/component/structuredBody/';

/** The findings of one file, by layer and rule, worst first. */
export function printOutcome(terminal: Terminal, options: GlobalOptions, outcome: FileOutcome, shown: Shown): void {
  const { file, verdict, fault } = outcome;
  if (fault) {
    terminal.stderr.write(`${file}: ${fault.message} [${fault.code}]\n  -> ${fault.hint}\n`);
    return;
  }
  if (!verdict || (options.quiet && verdict.errors === 0)) return;
  const write = (text: string): boolean => terminal.stdout.write(`${text}\n`);
  write(`${file}: ${headline(verdict)}`);
  for (const layer of layersWorstFirst(verdict)) {
    const findings = verdict.findings.filter((f) => f.layer === layer);
    const listed = findings.filter((f) => f.severity === 'error' || (shown.warnings && !options.quiet));
    if (listed.length === 0) continue;
    write(`  ${layerLine(layer, verdict)}`);
    for (const group of grouped(listed)) for (const line of groupLines(group, shown.all === true)) write(line);
  }
  if (verdict.findingsCut > 0) write(`  ${verdict.findingsCut} more findings are counted and not listed.`);
  for (const issue of verdict.notEvaluated) write(`  NOT EVALUATED ${issue.rule}: ${issue.reason}`);
  write('');
}

function headline(verdict: DocumentVerdict): string {
  const grade = verdict.grade === null ? '' : `, grade ${verdict.grade} (${verdict.scorecard?.score} of 100)`;
  return `${count(verdict.errors, 'error')}, ${count(verdict.warnings, 'warning')}${grade}`;
}

function layersWorstFirst(verdict: DocumentVerdict): Layer[] {
  const rank = (layer: Layer): number => (USE.has(layer) ? 2 : verdict.errorsByLayer[layer] > 0 ? 0 : 1);
  return [...verdict.layersRun].sort((a, b) => rank(a) - rank(b));
}

function layerLine(layer: Layer, verdict: DocumentVerdict): string {
  if (layer === 'scorecard') {
    const points = (verdict.scorecard?.categories ?? []).flatMap((c) =>
      c.score === null || c.issues === 0 ? [] : `${c.category} ${c.score}`,
    );
    return wrapped(
      `SCORECARD: ${count(verdict.warningsByLayer.scorecard, 'issue')}; points lost in ${points.join(', ')}`,
      WIDTH,
      '    ',
      2,
    );
  }
  const errors = verdict.errorsByLayer[layer];
  const warnings = verdict.warningsByLayer[layer];
  const notes = verdict.notesByLayer[layer];
  const said = [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    notes > 0 ? count(notes, 'note') : '',
  ];
  const fired = layer === 'schematron' ? `; ${verdict.fired} rule firings of ${verdict.rulesFired} rules` : '';
  return `${layer.toUpperCase()}: ${said.filter((one) => one !== '').join(', ')}${fired}`;
}

/** Findings of one rule together; errors first, then by how often. */
function grouped(findings: readonly Finding[]): Finding[][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule} ${finding.message}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const rank = (f: Finding | undefined): number => ['error', 'warning'].indexOf(f?.severity ?? '') >>> 0;
  return [...groups.values()].sort((a, b) => rank(a[0]) - rank(b[0]) || b.length - a.length);
}

function groupLines(group: readonly Finding[], all: boolean): string[] {
  const [first] = group;
  if (!first) return [];
  const times = group.length > 1 ? ` (${group.length} times)` : '';
  const mark =
    first.layer === 'scorecard' ? 'RULE' : first.severity === 'information' ? 'NOTE' : first.severity.toUpperCase();
  const places = (all ? group : [first]).map(
    (f) => `      line ${f.line || '?'}: ${all ? f.where : shortened(f.where)}`,
  );
  return [
    `    ${mark} ${first.rule}${times}`,
    `      ${wrapped(first.message, WIDTH, '      ', 6)}`,
    ...places,
    `      -> ${wrapped(first.hint, WIDTH, '         ', 9)}`,
  ];
}

/** The same node by a shorter XPath where the place is in the body. */
const shortened = (where: string): string => (where.startsWith(BODY) ? `//${where.slice(BODY.length)}` : where);

/** What there was in all, a table where there are several files, and what did not run. */
export function printSummary(
  terminal: Terminal,
  options: GlobalOptions,
  { validator, artefacts }: { readonly validator: Validator; readonly artefacts: ChosenArtefacts | null },
  outcomes: readonly FileOutcome[],
): void {
  const checked = outcomes.flatMap((o) => o.verdict ?? []);
  const errors = checked.reduce((sum, v) => sum + v.errors, 0);
  const unread = outcomes.filter((o) => o.fault !== null || o.verdict?.refused).length;
  if (!options.quiet) {
    if (outcomes.length > 1) for (const line of table(outcomes)) terminal.stdout.write(`${line}\n`);
    const clean = checked.filter((v) => v.errors === 0).length;
    terminal.stdout.write(
      `${count(outcomes.length, 'document')}: ${clean} without errors, ${count(errors, 'error')} in all${unread ? `, ${unread} could not be read` : ''}\n`,
    );
    const rules = new Set(checked.flatMap((v) => v.scorecard?.rulesNotChecked ?? []));
    const codes = checked.reduce((sum, v) => sum + v.codesNotChecked, 0);
    if (rules.size > 0 || codes > 0) {
      const said = `Not checked, because the terminology is not at hand: ${count(codes, 'code')}${rules.size > 0 ? `; Scorecard rules ${[...rules].sort().join(', ')} where they meet such codes` : ''}. They neither passed nor failed.`;
      terminal.stdout.write(`${wrapped(said, WIDTH, '  ', 0)}\n`);
    }
  }
  if (!options.quiet) {
    terminal.stdout.write(`${wrapped(`Layers that ran: ${validator.layersRun.join(', ')}.`, WIDTH, '  ', 0)}\n`);
    if (artefacts) for (const line of artefactLines(artefacts)) terminal.stdout.write(`${line}\n`);
  }
  // A layer that did not run must never look like one that passed, so this is said even with --quiet.
  for (const skipped of validator.layersSkipped) {
    terminal.stderr.write(`NOT RUN: ${skipped.layer}: ${skipped.reason}\n  -> ${skipped.hint}\n`);
  }
  for (const issue of validator.artefactIssues) {
    terminal.stderr.write(`NOT EVALUATED: rule ${issue.rule}: ${issue.reason}\n`);
  }
}

const ORIGINS: Readonly<Record<ChosenArtefacts['origin'], string>> = {
  option: '--artefacts',
  environment: 'CHARTLIFT_CCDA_ARTEFACTS',
  store: 'chartlift artefacts',
};

/** Which files of HL7's the layers used: a verdict counts for one edition of them. */
function artefactLines({ directory, origin, schematron, xsd }: ChosenArtefacts): string[] {
  const files = [...schematron, ...(xsd ? [xsd] : [])];
  return [
    `HL7's files: ${directory} (${ORIGINS[origin]})`,
    ...files.map(({ file, sha256 }) => `  ${file}  sha-256 ${sha256.slice(0, 16)}`),
  ];
}

function table(outcomes: readonly FileOutcome[]): string[] {
  const rows = outcomes.map(({ file, verdict }) =>
    verdict === null
      ? [file, '-', '-', 'not read']
      : [file, String(verdict.errors), String(verdict.warnings), verdict.refused ? 'not read' : (verdict.grade ?? '-')],
  );
  const widest = WIDTH - 32;
  const head = ['file', 'errors', 'warnings', 'grade'];
  const width = Math.min(widest, Math.max(...[head, ...rows].map(([file = '']) => file.length)));
  // The end of a path tells files apart, the beginning is what they share.
  const cell = (file: string): string => (file.length > width ? `...${file.slice(3 - width)}` : file.padEnd(width));
  return [head, ...rows].map(
    ([file = '', errors = '', warnings = '', grade = '']) =>
      `${cell(file)}  ${errors.padStart(7)}  ${warnings.padStart(8)}  ${grade}`,
  );
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
