import type { CommandEntry, OptionEntry } from './command.js';

const AS: OptionEntry = {
  flags: '--as <name>',
  description: 'who acts, a name of staff (default: the user of the process)',
};
const TYPE: OptionEntry = {
  flags: '--type <types>',
  description:
    'of these types, comma-separated: transcribe, verify-ocr, resolve-value, resolve-code, link-document, compare-duplicates, review-chart',
};
const ITEM = ['<id>', 'an item, as `work list` and `work next` name it'] as const;
const TEXT = ['[text...]', 'the words; else --from, which keeps them out of the list of processes'] as const;
const FROM: OptionEntry = { flags: '--from <file>', description: 'file with the words; - for stdin' };
const REASON: OptionEntry = { flags: '--reason <text>', description: 'why', required: true };

/** The queue of the manual lane: what people are asked, and what they answered. */
export const WORK: CommandEntry = {
  usage: 'work',
  description: 'the queue of work for people: take an item, answer it, ask, undo; who has done what and what is left',
  subcommands: [
    {
      usage: 'list',
      description:
        'items in the order of turns, without their tasks; those that wait for somebody where no state is said',
      options: [
        {
          flags: '--state <states>',
          description: 'open, second, adjudicate, asked, done, unreadable, cancelled (comma-separated), or all',
        },
        TYPE,
        { flags: '--mine', description: 'assigned to or held by who asks' },
        { flags: '--due <day>', description: 'needed by this day (YYYY-MM-DD), or within so many days' },
        { flags: '--limit <n>', description: 'how many', fallback: '50' },
        { flags: '--after <id>', description: 'go on behind this item' },
        AS,
      ],
      load: async () => (await import('./commands/work.js')).list,
    },
    {
      usage: 'next',
      description: 'takes the item whose turn it is and shows it; for half an hour nobody else is given it',
      options: [TYPE, AS],
      load: async () => (await import('./commands/work.js')).next,
    },
    {
      usage: 'show',
      description: 'an item as one person may see it, and its events; no earlier answer to who may still key it',
      arguments: [ITEM],
      options: [AS],
      load: async () => (await import('./commands/work.js')).show,
    },
    {
      usage: 'answer',
      description: 'answers an item that is held: entries, a value, unreadable or a question, as JSON',
      arguments: [ITEM],
      options: [
        { flags: '--from <file>', description: 'file with the answer; - for stdin', required: true },
        { flags: '--seconds <n>', description: 'how long it took' },
        { flags: '--keystrokes <n>', description: 'how many keys were pressed' },
        AS,
      ],
      load: async () => (await import('./commands/work-acts.js')).answer,
    },
    {
      usage: 'ask',
      description: 'asks about an item that is held, in place of an answer',
      arguments: [ITEM, TEXT],
      options: [FROM, AS],
      load: async () => (await import('./commands/work-acts.js')).ask,
    },
    {
      usage: 'reply',
      description: 'answers the question that an item waits on',
      arguments: [ITEM, TEXT],
      options: [FROM, AS],
      load: async () => (await import('./commands/work-acts.js')).reply,
    },
    {
      usage: 'note',
      description: 'writes a note to an item',
      arguments: [ITEM, TEXT],
      options: [FROM, AS],
      load: async () => (await import('./commands/work-acts.js')).note,
    },
    {
      usage: 'assign',
      description: 'gives an item to one person alone; without a name to anybody again',
      arguments: [ITEM, ['[name]', 'a name of staff']],
      options: [AS],
      load: async () => (await import('./commands/work-acts.js')).assign,
    },
    {
      usage: 'renew',
      description: 'holds an item for another half hour',
      arguments: [ITEM],
      options: [AS],
      load: async () => (await import('./commands/work-acts.js')).renew,
    },
    {
      usage: 'release',
      description: 'gives an item back unanswered',
      arguments: [ITEM],
      options: [AS],
      load: async () => (await import('./commands/work-acts.js')).release,
    },
    {
      usage: 'cancel',
      description: 'takes an item out of the queue',
      arguments: [ITEM],
      options: [REASON, AS],
      load: async () => (await import('./commands/work-acts.js')).cancel,
    },
    {
      usage: 'undo',
      description: 'takes back an event of an item, and what followed from it',
      arguments: [ITEM, ['<event>', 'its number, as `work show` lists it']],
      options: [REASON, AS],
      load: async () => (await import('./commands/work-acts.js')).undo,
    },
    {
      usage: 'status',
      description: 'the queue in figures: states, days, people, hours left',
      load: async () => (await import('./commands/work.js')).status,
    },
    {
      usage: 'rebuild',
      description: 'makes the states of all items again from what people did; after a change of the rules of keying',
      load: async () => (await import('./commands/work-acts.js')).rebuild,
    },
  ],
};
