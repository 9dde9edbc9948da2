import type { CommandEntry, OptionEntry } from './command.js';

/** Releases of code systems, for every workspace of a user. */
export const TERMINOLOGY: CommandEntry = {
  usage: 'terminology',
  description:
    'official code releases (ICD-10-CM, LOINC, RxNorm, SNOMED CT ...) from your own downloads: add, list, search, remove',
  subcommands: [
    {
      usage: 'add',
      description: 'loads releases, recognised by file names and columns; plain, .gz, .zip or a folder of them',
      arguments: [['<file...>', 'files of one or more releases, as published']],
      options: [
        {
          flags: '--system <uri>',
          description: 'take tables with the columns code and display as codes of this system',
        },
        { flags: '--release <version>', description: 'version of such a table (default: the date of the file)' },
      ],
      load: async () => (await import('./commands/terminology.js')).addReleases,
    },
    {
      usage: 'list',
      description: 'what is loaded, the newest of each first',
      load: async () => (await import('./commands/terminology.js')).listReleases,
    },
    {
      usage: 'search',
      description: 'finds concepts by words, beginnings of words, words spelt wrongly, or by code',
      arguments: [
        ['<system>', 'name, URI or OID of the code system, e.g. loinc'],
        ['<text...>', 'what to look for'],
      ],
      options: [{ flags: '--limit <n>', description: 'how many', fallback: '10' }],
      load: async () => (await import('./commands/terminology.js')).searchReleases,
    },
    {
      usage: 'remove <release> [version]',
      description: 'takes a release out, by its name as listed; with a version that one only',
      load: async () => (await import('./commands/terminology.js')).removeRelease,
    },
  ],
};

const SUGGESTION_OPTIONS: readonly OptionEntry[] = [
  {
    flags: '--system <system>',
    description: 'code system, by name, URI or OID (default: the best loaded one of the element)',
  },
  {
    flags: '--kind <kind>',
    description: 'how names are compared: drug, lab, problem, other (default: by the element)',
  },
  { flags: '--limit <n>', description: 'values of one column, most frequent first' },
  { flags: '--all', description: 'also values that may be about one person' },
];

/** Local values to codes of these releases. */
export const CROSSWALK: CommandEntry = {
  usage: 'crosswalk',
  description: 'local values to standard codes: suggested from loaded releases, accepted, reviewed, exchanged',
  subcommands: [
    {
      usage: 'suggest [name]',
      description: 'codes for the values of columns that want one, with reasons; writes nothing',
      options: [
        ...SUGGESTION_OPTIONS,
        {
          flags: '--from <file>',
          description: 'values of a CSV, without a workspace; units, specimens, routes beside them are looked at',
        },
        { flags: '--column <name>', description: 'with --from: the column with the names' },
      ],
      load: async () => (await import('./commands/crosswalk.js')).suggest,
    },
    {
      usage: 'show',
      description:
        'crosswalks of the workspace: rows, who signed, codes retired or unknown in the loaded releases (exit code 1)',
      load: async () => (await import('./commands/crosswalk.js')).show,
    },
    {
      usage: 'accept <name>',
      description:
        'writes decisions into crosswalk/NAME.csv: one code, the good suggestions together, or a second look',
      options: [
        { flags: '--value <value>', description: 'the local value' },
        { flags: '--code <code>', description: 'its code, of a loaded release' },
        { flags: '--unmatched', description: 'no code fits the value' },
        {
          flags: '--equivalence <e>',
          description: 'the code beside the value: equivalent, equal, wider, narrower, inexact',
          fallback: 'equivalent',
        },
        {
          flags: '--at-least <score>',
          description: 'first suggestions with this score, that say neither more nor less than the source',
        },
        { flags: '--wider', description: 'with --at-least: also codes that say less than the source' },
        { flags: '--review', description: 'mark what another person decided as seen: one value, or all' },
        { flags: '--by <name>', description: 'who decides (default: the user of the process)' },
        { flags: '--note <text>', description: 'why' },
        ...SUGGESTION_OPTIONS,
      ],
      load: async () => (await import('./commands/crosswalk.js')).accept,
    },
    {
      usage: 'import <name> <file>',
      description:
        'takes decisions from a crosswalk CSV, a FHIR ConceptMap or a Usagi export; recognised by what is in it',
      options: [
        { flags: '--system <system>', description: 'where Usagi names concepts only: the system of their names' },
        { flags: '--by <name>', description: 'who decided rows that do not say' },
      ],
      load: async () => (await import('./commands/crosswalk.js')).importOne,
    },
    {
      usage: 'export <name>',
      description: 'writes a crosswalk for others',
      options: [
        { flags: '--format <format>', description: 'csv, conceptmap (FHIR R4), usagi', fallback: 'csv' },
        { flags: '-o, --output <file>', description: 'file (default: stdout)' },
        { flags: '--suggestions', description: 'with usagi: also what is suggested and not decided' },
        ...SUGGESTION_OPTIONS,
      ],
      load: async () => (await import('./commands/crosswalk.js')).exportOne,
    },
  ],
};
