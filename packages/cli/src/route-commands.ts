import type { CommandEntry } from './command.js';

/** What goes by electronic ways and what people key. */
export const ROUTE: CommandEntry = {
  usage: 'route',
  description:
    'which patients, documents and tables people key, by the rules of routing.yaml: counted, then made into work',
  subcommands: [
    {
      usage: 'plan',
      description:
        'what each rule takes, in patients, documents, pages, items and hours; and what keying everything or nothing would cost',
      load: async () => (await import('./commands/route.js')).plan,
    },
    {
      usage: 'apply',
      description:
        'make the items of the plan; made again, nothing that people did is changed, and what is routed no longer is withdrawn',
      load: async () => (await import('./commands/route.js')).apply,
    },
  ],
};
