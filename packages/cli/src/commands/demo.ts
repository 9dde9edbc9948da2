import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { chooseArtefacts } from '@chartlift/engine/artefacts';
import { type DemoResult, freshDemoFolder, runDemo } from '@chartlift/engine/demo';
import type { CommandContext } from '../command.js';
import { wholeNumber } from '../numbers.js';
import { Progress } from '../progress.js';
import { printSummary } from '../run-lines.js';
import { printJson, printLine } from '../terminal.js';
import { textTable } from '../text-table.js';

const STEPS = {
  practice: 'Making a legacy database: "Larkspur", a practice that never was, with known truth',
  workspace: 'Making a workspace with an encrypted vault, its key beside it, and the mapping of the preset larkspur',
  stage: 'Staging the dump into the vault',
  run: 'Making the charts, writing C-CDA and FHIR, validating, reading back, closing the ledger',
  compare: 'Comparing what was written with what the generator knows',
} as const;

/** `demo`: a dirty synthetic practice through the whole path. */
export async function demo(
  context: CommandContext,
  given: { patients: string; output?: string; workers?: string; artefacts?: string },
): Promise<void> {
  const { terminal } = context;
  const options = context.options();
  const say = (text: string): void => printLine(terminal, options, text);
  const patients = wholeNumber(given.patients, '--patients', 1, 'demo');
  const workers =
    given.workers === undefined ? availableParallelism() : wholeNumber(given.workers, '--workers', 0, 'demo');
  const dir = freshDemoFolder(given.output);
  const progress = new Progress(terminal, options, 'charts');
  let step = 0;
  say(`Demo in ${dir}: ${patients} patients, all of them synthetic, so nothing there needs to be kept secret.`);
  const started = performance.now();
  const result = await runDemo({
    dir,
    patients,
    workers,
    artefacts: chooseArtefacts(given.artefacts, process.env)?.directory ?? null,
    onStep: (name) => {
      progress.end();
      step += 1;
      say(`${step}. ${STEPS[name]}`);
    },
    onProgress: (done, total, note) => progress.update(done, total, note),
  }).finally(() => progress.end());
  const seconds = Math.round((performance.now() - started) / 1000);
  if (!result.passed) context.fail(1);
  if (options.json) return printJson(terminal, result);
  for (const line of lines(result, dir)) say(line);
  say('');
  printSummary(terminal, options, result.run, join(dir, 'clinic'));
  for (const line of ending(result, seconds)) say(line);
}

function* lines({ dirt, comparison }: DemoResult, dir: string): Generator<string> {
  yield '';
  yield `What was dirty in ${dir}/larkspur.sql, and what became of it`;
  for (const { count, says, done } of dirt) {
    if (count === 0) continue;
    yield `  ${String(count).padStart(5)}  ${says}`;
    yield `         -> ${done}`;
  }
  yield '';
  yield 'What the generator knows, what the ledger says was delivered, what stands in the FHIR files';
  const rows = comparison.map((line) => [
    line.what,
    line.truth,
    line.delivered,
    line.written,
    line.equal ? 'equal' : 'NOT EQUAL',
  ]);
  for (const line of textTable(['', 'known truth', 'delivered', 'written', ''], rows)) yield `  ${line}`;
}

function* ending(result: DemoResult, seconds: number): Generator<string> {
  const place = (path: string): string => {
    const near = relative(process.cwd(), path);
    return near.startsWith('..') ? path : near;
  };
  yield '';
  const counts = result.comparison.every((line) => line.equal)
    ? 'Every count agrees with the known truth'
    : 'NOT EVERY COUNT AGREES with the known truth';
  const idle = result.run.layersSkipped.length > 0;
  const gates = result.run.passed ? `, and every gate ${idle ? 'that ran' : 'of the run'} passed` : '; A GATE FAILED';
  yield `${counts}${gates}. ${seconds} s in all.`;
  if (idle)
    yield "Not proven here: CDA schema and Schematron did not run, because HL7's files were not given (see above).";
  yield 'Open in a browser or an editor:';
  yield `  the report    ${place(result.report)}`;
  if (result.document !== null) yield `  one C-CDA     ${place(result.document)}`;
  yield 'Go on in the workspace, for example:';
  yield `  npx chartlift -w ${place(result.workspace)} --key-file ${place(result.keyFile)} reconcile ${result.run.run}`;
  yield `  npx chartlift -w ${place(result.workspace)} --key-file ${place(result.keyFile)} why larkspur/alg/1`;
}
