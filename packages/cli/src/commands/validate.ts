import { readFileSync, statSync } from 'node:fs';
import { type ChosenArtefacts, chooseArtefacts } from '@chartlift/engine/artefacts';
import { MigrationError } from '@chartlift/engine/base';
import { createValidator, importerProfile, loadedFolder, type Validator } from '@chartlift/engine/validation';
import type { CommandContext } from '../command.js';
import { refuseOthers } from '../given-file.js';
import { printJson } from '../terminal.js';
import { checkFhir, fhirJson, isFhirFile, printFhir, printFhirLimits } from './validate-fhir.js';
import { type FileOutcome, printOutcome, printSummary } from './validate-text.js';

const EXIT = { gate: 1, refused: 3 } as const;

interface Given {
  readonly artefacts?: string;
  readonly profile: string;
  readonly all?: boolean;
  readonly warnings: boolean;
}

/** `validate FILE...`: every validation layer over C-CDA documents and FHIR R4 files, from anywhere. */
export async function validate(context: CommandContext, files: string[], given: Given): Promise<void> {
  const options = context.options();
  const artefacts = chooseArtefacts(given.artefacts, process.env);
  const profile = importerProfile(given.profile);
  using codes = await loadedCodes();
  const validator = await createValidator({
    ...{ artefacts: artefacts?.directory ?? null, profile, scorecard: true },
    codes: codes?.lookup ?? null,
  });
  try {
    const outcomes: FileOutcome[] = [];
    // FHIR files are checked together: what one refers to may be in another.
    const fhir = checkFhir(files.filter(isFhirFile));
    const documents = files.filter((file) => !isFhirFile(file));
    for (const file of documents) {
      const outcome = check(validator, file);
      outcomes.push(outcome);
      if (!options.json) printOutcome(context.terminal, options, outcome, given);
    }
    if (options.json) {
      const { documents: checked, ...rest } = asJson(validator, outcomes, artefacts);
      printJson(context.terminal, { documents: [...checked, ...fhir.map(fhirJson)], ...rest });
    } else {
      for (const outcome of fhir) printFhir(context.terminal, options, outcome, given.warnings);
      printFhirLimits(context.terminal, fhir);
      if (outcomes.length > 0) printSummary(context.terminal, options, { validator, artefacts }, outcomes);
    }
    const all = [...outcomes, ...fhir];
    if (all.some((o) => o.fault !== null || o.verdict?.refused)) context.fail(EXIT.refused);
    else if (all.some((o) => (o.verdict?.errors ?? 0) > 0)) context.fail(EXIT.gate);
  } finally {
    validator.dispose();
  }
}

/** Codes of loaded releases; null where none was ever loaded, at no cost. */
async function loadedCodes() {
  const folder = loadedFolder(process.env);
  if (folder === null) return null;
  const { codeLookup, openTerminologyStore } = await import('@chartlift/engine/terminology');
  const store = openTerminologyStore(folder);
  return { lookup: codeLookup(store), [Symbol.dispose]: () => store[Symbol.dispose]() };
}

/** Reads and checks one file; a file that cannot be read does not stop the others. */
function check(validator: Validator, file: string): FileOutcome {
  let bytes: Uint8Array;
  try {
    if (statSync(file).size > validator.maxBytes) return { file, verdict: null, fault: tooLarge(validator.maxBytes) };
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    const hint =
      code === 'EISDIR' ? 'Name the files of the folder, e.g. folder/*.xml.' : 'Check the name and the rights.';
    return { file, verdict: null, fault: { code: `FILE_${code}`, message: 'The file cannot be read.', hint } };
  }
  try {
    refuseOthers(bytes);
    return { file, verdict: validator.validate(bytes), fault: null };
  } catch (error) {
    if (error instanceof MigrationError) {
      return { file, verdict: null, fault: { code: error.code, message: error.message, hint: error.hint } };
    }
    const message = 'The validator failed on this file.';
    return {
      file,
      verdict: null,
      fault: { code: 'INTERNAL', message, hint: 'Report it, after taking out patient data.' },
    };
  }
}

const tooLarge = (limit: number) => ({
  code: 'FILE_TOO_LARGE',
  message: `The file is larger than ${limit} bytes.`,
  hint: 'Split it; clinical documents this large are refused by importing systems too.',
});

function asJson(validator: Validator, outcomes: readonly FileOutcome[], artefacts: ChosenArtefacts | null) {
  return {
    documents: outcomes.map(({ file, verdict, fault }) =>
      verdict === null
        ? { file, errors: 1, warnings: 0, fired: 0, grade: null, fault, findings: [] }
        : {
            file,
            errors: verdict.errors,
            warnings: verdict.warnings,
            notes: verdict.notes,
            fired: verdict.fired,
            rulesFired: verdict.rulesFired,
            grade: verdict.grade,
            score: verdict.scorecard?.score ?? null,
            scorecard: verdict.scorecard,
            size: verdict.size,
            codes: verdict.codes,
            codesNotChecked: verdict.codesNotChecked,
            errorsByLayer: verdict.errorsByLayer,
            warningsByLayer: verdict.warningsByLayer,
            notesByLayer: verdict.notesByLayer,
            layersRun: verdict.layersRun,
            layersSkipped: verdict.layersSkipped,
            notEvaluated: verdict.notEvaluated,
            refused: verdict.refused,
            findings: verdict.findings,
            findingsCut: verdict.findingsCut,
          },
    ),
    layersRun: validator.layersRun,
    layersSkipped: validator.layersSkipped,
    artefacts,
    artefactIssues: validator.artefactIssues,
  };
}
