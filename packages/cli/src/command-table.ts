import { IMPORTER_PROFILES } from '@chartlift/engine/base';
import type { CommandEntry, OptionEntry } from './command.js';
import { DOCUMENTS } from './document-commands.js';
import { OCR } from './manual-commands.js';
import { ROUTE } from './route-commands.js';
import { CROSSWALK, TERMINOLOGY } from './terminology-commands.js';
import { WORK } from './work-commands.js';

/** What every command that takes SOURCE... accepts beside it. */
const SOURCE_OPTIONS: readonly OptionEntry[] = [
  { flags: '--source-format <name>', description: 'reader to use instead of the recognised one' },
  {
    flags: '--option <key=value>',
    description: 'an option of the reader, e.g. encoding=windows-1252 (repeatable)',
    repeatable: true,
  },
];

const SOURCE = ['<source...>', 'a file, several files of one set, or a folder'] as const;
const RUN_ARGUMENT = 'a run as `chartlift runs` lists it, e.g. r0001';

const ARTEFACTS_OF_RUNS: OptionEntry = {
  flags: '--artefacts <dir>',
  description: "folder with HL7's XSD and Schematron (else CHARTLIFT_CCDA_ARTEFACTS, else what `artefacts add` took)",
};

const DEMO: CommandEntry = {
  usage: 'demo',
  description: 'make a dirty synthetic practice and run the whole migration on it',
  options: [
    { flags: '--patients <n>', description: 'size of the practice', fallback: '200' },
    {
      flags: '-o, --output <dir>',
      description: 'a new folder (default: chartlift-demo, with a number where that is taken)',
    },
    { flags: '--workers <n>', description: 'worker threads (default: one for each processor; 0: none)' },
    ARTEFACTS_OF_RUNS,
  ],
  load: async () => (await import('./commands/demo.js')).demo,
};

const INSPECT: CommandEntry = {
  usage: 'inspect',
  description: 'say what a source is, whether it is whole, its tables, columns and counts',
  arguments: [SOURCE],
  options: [
    {
      flags: '--columns',
      description: 'also every column: type, key, and which column of which table it names',
    },
    ...SOURCE_OPTIONS,
  ],
  load: async () => (await import('./commands/inspect.js')).inspect,
};

const EXPORT: CommandEntry = {
  usage: 'export',
  description: "write one table's rows, or every table with --all -o DIR",
  arguments: [SOURCE],
  options: [
    { flags: '--table <name>', description: 'table to write' },
    { flags: '--all', description: 'every table, each to DIR/<table>.<format>' },
    { flags: '--format <format>', description: 'ndjson or csv', fallback: 'ndjson' },
    { flags: '-o, --output <path>', description: 'file to write (with --all: folder); stdout when absent' },
    ...SOURCE_OPTIONS,
  ],
  load: async () => (await import('./commands/export.js')).exportRows,
};

const VALIDATE: CommandEntry = {
  usage: 'validate',
  description: 'run every validation layer over C-CDA documents and FHIR R4 files of any system',
  arguments: [['<file...>', 'CDA documents; FHIR R4 resources and bundles (.json), bulk files (.ndjson)']],
  options: [
    {
      flags: '--artefacts <dir>',
      description:
        "folder with HL7's Schematron and schema (else CHARTLIFT_CCDA_ARTEFACTS, else what `artefacts add` took)",
    },
    {
      flags: '--profile <name>',
      description: `importing system to lint for: ${IMPORTER_PROFILES.join(', ')}`,
      fallback: 'generic',
    },
    { flags: '--all', description: 'list every finding instead of one example of each rule' },
    { flags: '--no-warnings', description: 'leave warnings out of the printed list; they are still counted' },
  ],
  load: async () => (await import('./commands/validate.js')).validate,
};

const CONVERT: CommandEntry = {
  usage: 'convert',
  description: 'convert C-CDA to FHIR or FHIR to C-CDA, and list what was not carried and why',
  arguments: [['<file...>', 'C-CDA documents of any vendor; or FHIR R4 bundles, NDJSON files and folders of them']],
  options: [
    { flags: '--to <format>', description: 'what to write: fhir or ccda', required: true },
    { flags: '-o, --output <dir>', description: 'folder for what is written (else beside each input)' },
    { flags: '--force', description: 'write over files of the same name whose content is another' },
  ],
  load: async () => (await import('./commands/convert.js')).convert,
};

const RENDER: CommandEntry = {
  usage: 'render',
  description: 'show C-CDA documents and notes as accessible HTML pages that run and load nothing',
  arguments: [['<file...>', 'C-CDA documents of any vendor, folders of them, notes (.rtf, .html, .txt)']],
  options: [{ flags: '-o, --output <dir>', description: 'folder for the pages (else beside each input)' }],
  load: async () => (await import('./commands/render.js')).render,
};

const UNPACK: CommandEntry = {
  usage: 'unpack <file>',
  description: 'open an age package; to stdout unless -o is given, and only when all of it is sound',
  options: [
    { flags: '--identity <file>', description: "file with AGE-SECRET-KEY-1... (else the workspace's own identity)" },
    { flags: '-o, --output <path>', description: 'new file, or a folder, to write to' },
  ],
  load: async () => (await import('./commands/unpack.js')).unpack,
};

const ABSTRACT: CommandEntry = {
  usage: 'abstract',
  description:
    'suggest problems, medications, allergies, vitals and histories of notes, with what the note says of each',
  arguments: [['<file...>', 'notes as plain text; - for the standard input']],
  options: [
    {
      flags: '--mention <text>',
      description: 'also what is said of every occurrence of these words (repeatable)',
      repeatable: true,
    },
    {
      flags: '--connector [url]',
      description: "also ask a language model on this machine (OpenAI's API; else connector: in chartlift.yaml)",
    },
    { flags: '--connector-model <name>', description: 'its name, as its server knows it' },
  ],
  after: `
Suggestions are a help to the person who keys: each has its place in the text, and whether the note says that it is so, when, and of whom.`,
  load: async () => (await import('./commands/abstract.js')).abstract,
};

const ARTEFACTS: CommandEntry = {
  usage: 'artefacts',
  description: "HL7's XSD and Schematron for validate and run: fetch them, add them from a folder or zip, list them",
  subcommands: [
    {
      usage: 'add',
      description: 'take them from folders or zips as HL7 publishes them, after checking that they compile',
      arguments: [['<path...>', 'folder, zip or file']],
      load: async () => (await import('./commands/artefacts.js')).addFiles,
    },
    {
      usage: 'fetch',
      description: 'download them from HL7 on GitHub; the only thing that Chartlift ever contacts by itself',
      options: [
        { flags: '--yes', description: "download, and accept HL7's terms" },
        { flags: '--from <url>', description: 'a mirror laid out as raw.githubusercontent.com' },
      ],
      load: async () => (await import('./commands/artefacts.js')).fetchFiles,
    },
    {
      usage: 'list',
      description: 'show what there is, what it hashes to and where it came from; check that nothing was changed',
      load: async () => (await import('./commands/artefacts.js')).listFiles,
    },
  ],
};

const INIT: CommandEntry = {
  usage: 'init <dir>',
  description: 'make a workspace: settings, scope plan, mapping folders and the encrypted vault',
  options: [
    { flags: '--name <name>', description: "name of the migration (default: the folder's name)" },
    {
      flags: '--preset <preset>',
      description: 'fill mapping/ and scope.yaml for a known system (`map preset` lists them)',
    },
  ],
  after: `
The vault opens with the file of --key-file FILE, outside DIR, which is made
where it is not there; or with a passphrase, which is asked for.`,
  load: async () => (await import('./commands/init.js')).init,
};

const STAGE: CommandEntry = {
  usage: 'stage',
  arguments: [SOURCE],
  description:
    'read a source whole into the vault; goes on where it was broken off; the same source again changes nothing',
  options: [
    { flags: '--name <name>', description: "name of the source (default: its database's, else its file's)" },
    { flags: '--replace', description: 'take out a source of this name that was staged from other files' },
    ...SOURCE_OPTIONS,
  ],
  load: async () => (await import('./commands/stage.js')).stage,
};

/** Windows of time, and which source: of every command that proposes a scope. */
const PROPOSE_OPTIONS: readonly OptionEntry[] = [
  { flags: '--source <name>', description: 'only this one of several staged sources (default: all of them)' },
  { flags: '--results-years <n>', description: 'years of results and orders to migrate (default: all)' },
  {
    flags: '--years <domain=n>',
    description: 'years of another domain, e.g. vitals=5 (repeatable)',
    repeatable: true,
  },
  {
    flags: '--patients-since <years>',
    description: 'migrate patients seen in so many years, or since a day (YYYY-MM-DD); the others are archived whole',
  },
];

const ASSESS: CommandEntry = {
  usage: 'assess',
  arguments: [['[source...]', 'a source to assess where it lies, without a workspace']],
  description:
    'say what is in a staged source: patients, domains, joins, PHI columns, what is wrong with it, what to move, what it costs',
  options: [
    { flags: '-o, --output <file>', description: 'write the whole of it: .html (to print), .md or .json' },
    ...PROPOSE_OPTIONS,
    {
      flags: '--show-phi',
      description: 'show examples of PHI columns too; in a workspace this is written to the audit log',
    },
    ...SOURCE_OPTIONS,
  ],
  load: async () => (await import('./commands/assess.js')).assess,
};

const SCOPE: CommandEntry = {
  usage: 'scope',
  description: 'the scope plan: what moves, what is archived, what is dropped',
  subcommands: [
    {
      usage: 'show',
      description:
        'every staged table with its rows, the decision, the specs that start from it and, in parentheses, those that read it beside',
      options: [{ flags: '--all', description: 'tables without rows too' }],
      load: async () => (await import('./commands/scope.js')).showPlan,
    },
    {
      usage: 'check',
      description:
        'check the plan against what is staged, and warn of references that leave it; exit code 1 when something is wrong',
      load: async () => (await import('./commands/scope.js')).checkPlan,
    },
    {
      usage: 'propose',
      description:
        'propose what becomes of every table, by what it is about, with counts; written to scope.yaml, where what a person decided stays',
      options: [
        ...PROPOSE_OPTIONS,
        {
          flags: '--override <whose>',
          description:
            'propose also for tables that are decided: `preset` (just as the preset brought them) or `all` (by people too)',
        },
        { flags: '--dry-run', description: 'show the proposal and write nothing' },
      ],
      load: async () => (await import('./commands/scope-propose.js')).proposeScopePlan,
    },
    {
      usage: 'set',
      arguments: [
        ['<table>', 'a staged table, or source/table'],
        ['<decision>', 'migrate, archive, drop or reference'],
      ],
      description: 'decide for one table in scope.yaml; its comments stay, and no proposal changes it again',
      options: [
        { flags: '--reason <text>', description: 'why; needed for drop' },
        {
          flags: '--window <column:years>',
          description:
            'archive rows older than so many years, or than a day (COLUMN:YYYY-MM-DD); `none` takes a window out',
        },
      ],
      load: async () => (await import('./commands/scope-propose.js')).setTable,
    },
    {
      usage: 'estimate',
      description: 'hours, weeks and a quote for the plan: counts times the rates of estimate.yaml',
      options: PROPOSE_OPTIONS,
      load: async () => (await import('./commands/scope-propose.js')).estimateScope,
    },
  ],
};

const MAP: CommandEntry = {
  usage: 'map',
  description: 'mapping specs: suggested, from a preset, checked, shown',
  subcommands: [
    {
      usage: 'suggest',
      description:
        'for each column of a source the best FHIR elements with score and reasons, or an abstention; in a workspace, without a source: mapping specs for what is staged',
      arguments: [['[source...]', 'files or folders of a source, or a data dictionary (JSON, CSV)']],
      options: [
        { flags: '--no-memory', description: 'leave out what was confirmed in earlier projects' },
        { flags: '--no-presets', description: 'leave out what presets know of their systems' },
        ...SOURCE_OPTIONS,
      ],
      load: async () => (await import('./commands/map-suggest.js')).suggest,
    },
    {
      usage: 'confirm <spec> [element]',
      description: 'mark a suggested line, or all open lines of a spec, as confirmed; it is never overwritten again',
      options: [{ flags: '--by <name>', description: 'who decides (default: the user)' }],
      load: async () => (await import('./commands/map-review.js')).confirm,
    },
    {
      usage: 'reject <spec> <element>',
      description: 'take a suggested line out of its spec; it is not suggested again',
      options: [{ flags: '--by <name>', description: 'who decides (default: the user)' }],
      load: async () => (await import('./commands/map-review.js')).reject,
    },
    {
      usage: 'preset [name]',
      description:
        'copy a preset into the workspace; without a name, list the presets and say which fits what is staged',
      options: [{ flags: '--force', description: 'overwrite files that were changed by hand' }],
      load: async () => (await import('./commands/map-preset.js')).preset,
    },
    {
      usage: 'check',
      description:
        'check the mapping against the staged tables, with hints from their foreign keys; exit code 1 when something is wrong',
      load: async () => (await import('./commands/map.js')).checkMapping,
    },
    {
      usage: 'show [spec]',
      description: 'which element comes from which column',
      load: async () => (await import('./commands/map.js')).showMapping,
    },
  ],
};

const RUN: CommandEntry = {
  usage: 'run',
  description:
    'make the charts, write the targets, validate, read back and close the ledger; a run never overwrites a run',
  options: [
    { flags: '--sample <n>', description: 'only so many patients, spread evenly' },
    { flags: '--patients <ids>', description: 'only these patient keys, separated by commas' },
    { flags: '--target <names>', description: 'targets to write, separated by commas', fallback: 'ccda,fhir' },
    {
      flags: '--plain-output',
      description: 'readable files instead of age packages (PHI in the clear: use an encrypted disk)',
    },
    { flags: '--workers <n>', description: 'worker threads (default: one for each processor; 0: none)' },
    ARTEFACTS_OF_RUNS,
  ],
  load: async () => (await import('./commands/run.js')).run,
};

const RECONCILE: CommandEntry = {
  usage: 'reconcile',
  description: 'the ledger of a run, and its files hashed again; exit code 1 when anything differs',
  arguments: [['<run>', RUN_ARGUMENT]],
  load: async () => (await import('./commands/reconcile.js')).reconcile,
};

const RUNS: CommandEntry = {
  usage: 'runs',
  description: 'list the runs of this workspace',
  load: async () => (await import('./commands/runs.js')).runs,
};

const DIFF: CommandEntry = {
  usage: 'diff',
  description: 'what changed from one run to another: files by content, rows by where they ended',
  arguments: [
    ['<from>', RUN_ARGUMENT],
    ['<to>', 'another one'],
  ],
  load: async () => (await import('./commands/diff.js')).diff,
};

const WHY: CommandEntry = {
  usage: 'why <place>',
  description: 'where a source cell went, or which cells a value was made of; shows no value unless asked',
  options: [
    { flags: '--run <run>', description: 'the run to look at (default: the newest that was finished)' },
    { flags: '--show-values', description: 'show the values too; this is written to the audit log' },
  ],
  after: `
A place is one of
  source/table/row           a source row, as the report and issues.ndjson name it
  source/table/row/column    one cell of it
  Condition/ID               a resource of the newest mapping, by type and id
  Condition/ID#code.text     one element of it`,
  load: async () => (await import('./commands/why.js')).why,
};

const KEY: CommandEntry = {
  usage: 'key',
  description: 'key slots: the ways to open the vault',
  subcommands: [
    {
      usage: 'list',
      description: 'show the slots; needs no key',
      load: async () => (await import('./commands/key.js')).list,
    },
    {
      usage: 'add',
      description: 'add a slot: another passphrase or key file',
      options: [
        { flags: '--new-key-file <file>', description: 'key file of the new slot; made when it is not there' },
        { flags: '--new-passphrase-fd <n>', description: 'read the new passphrase from this file descriptor' },
        { flags: '--label <text>', description: 'what to call it in the list' },
      ],
      load: async () => (await import('./commands/key.js')).add,
    },
    {
      usage: 'remove <slot>',
      description: 'remove a slot; the last one stays',
      load: async () => (await import('./commands/key.js')).remove,
    },
    {
      usage: 'rotate',
      description: 'give the vault a new key and write it anew under it; every old slot becomes useless',
      options: [
        {
          flags: '--new-key-file <file>',
          description: 'key file of the one slot that remains (default: the key shown)',
        },
        { flags: '--new-passphrase-fd <n>', description: 'read the passphrase of the one slot that remains' },
        { flags: '--new-passphrase', description: 'ask for the passphrase of the one slot that remains' },
        { flags: '--drop-other-slots', description: 'go on although other slots are lost' },
      ],
      load: async () => (await import('./commands/key.js')).rotate,
    },
    {
      usage: 'identity',
      description: 'show to whom packages of this workspace are encrypted; with -o, write the identity that opens them',
      options: [
        {
          flags: '-o, --output <file>',
          description: 'new file outside the workspace; who has it can open every package',
        },
      ],
      load: async () => (await import('./commands/key-identity.js')).identity,
    },
    {
      usage: 'shred',
      description: 'destroy all slots: nobody can read the vault again',
      options: [{ flags: '--yes', description: 'do not ask' }],
      load: async () => (await import('./commands/key.js')).shredSlots,
    },
  ],
};

const AUDIT: CommandEntry = {
  usage: 'audit',
  description: 'the hash-chained audit log',
  subcommands: [
    {
      usage: 'verify',
      description: 'check the chain, and with --anchor against a report kept elsewhere; exit code 1 when it is broken',
      options: [{ flags: '--anchor <file>', description: 'output of an earlier `audit report --json`' }],
      load: async () => (await import('./commands/audit.js')).verify,
    },
    {
      usage: 'report',
      description: 'all events, with the head of the chain: keep it elsewhere for a later verify --anchor',
      load: async () => (await import('./commands/audit.js')).report,
    },
  ],
};

/**
 * Every command, in the order of a migration; the help shows them under these heads. Names, texts and options only: what a command does, and the part of the
 * engine that it needs, is loaded when it is asked for.
 */
export const COMMANDS: Readonly<Record<string, readonly CommandEntry[]>> = {
  'To see it work:': [DEMO],
  'Without a workspace:': [INSPECT, EXPORT, OCR, ABSTRACT, VALIDATE, CONVERT, RENDER, UNPACK, ARTEFACTS, TERMINOLOGY],
  'A migration, in order:': [
    ...[INIT, STAGE, ASSESS, SCOPE, MAP, CROSSWALK, DOCUMENTS, ROUTE, WORK],
    ...[RUN, RECONCILE, RUNS, DIFF, WHY],
  ],
  'Keys and the audit log:': [KEY, AUDIT],
};
