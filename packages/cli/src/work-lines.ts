import { type AskedField, type ItemView, KEYING_FORMS, type ShownEvent, type WorkStatus } from '@chartlift/engine/work';
import { textTable, wrap } from './text-table.js';

const STAGES = {
  first: 'first answer',
  second: 'second answer, blind',
  adjudication: 'answers differ: decide',
} as const;

/** Text of a page for a terminal: nothing in it can move the cursor. */
const printable = (text: string): string => text.replace(/[^\n\P{Cc}]/gu, ' ');
const indented = (text: string): string[] =>
  printable(text)
    .split('\n')
    .map((line) => `    ${line}`.trimEnd());

/** An item for a person at a terminal: what it is about, the page, what a machine suggests, the forms or choices. */
export function itemLines(view: ItemView, pageText: string | null): string[] {
  const { id, type, task, state, stage, patient, due, assignee } = view;
  const about = [
    'document' in task ? `document ${task.document}, page ${task.page}` : view.subject,
    patient === null ? 'patient not known' : `patient ${patient}`,
    due === null ? '' : `needed by ${due}`,
    assignee === null ? '' : `assigned to ${assignee}`,
  ];
  return [
    `${id}  ${type}: ${stage === null || state === 'asked' ? state : STAGES[stage]}`,
    `  ${printable(about.filter((part) => part !== '').join('; '))}`,
    ...(pageText === null ? [] : ['', '  The page:', ...indented(pageText)]),
    ...taskLines(view),
    ...askedLines(view),
    ...keyLines(view),
    ...(view.remarks.length === 0 ? [] : ['', '  Said about it:']),
    ...view.remarks.map(({ kind, who, text }) => `    ${kind}, ${who}: ${printable(text)}`),
  ];
}

function taskLines({ task, stage }: ItemView): string[] {
  if (task.kind === 'verify')
    return [
      '',
      `  What stands at ${task.box.join(', ')}? Read as:`,
      ...task.reads.map((read) => `    ${printable(read)}`),
    ];
  if (task.kind === 'choose')
    return [
      ...[
        '',
        `  ${printable(task.question)}`,
        ...task.choices.map(({ value, label }) => printable(`    ${value}  ${label}`)),
      ],
      ...(task.evidence.length === 0 ? [] : [`  Look at: ${printable(task.evidence.join(', '))}`]),
    ];
  const suggested = task.suggestions.map(
    ({ kind, text, negation }) => `    ${kind}${negation === 'affirmed' ? '' : ` (${negation})`}: ${printable(text)}`,
  );
  const forms = task.forms.length === 0 ? (Object.keys(KEYING_FORMS) as (keyof typeof KEYING_FORMS)[]) : task.forms;
  const fields = forms.flatMap((form) => {
    const names = KEYING_FORMS[form].map(({ name, required }) => (required ? `${name}*` : name));
    return wrap(`${form}: ${names.join(' ')}`, 96, '    ');
  });
  return [
    ...(suggested.length === 0 ? [] : ['', '  Suggested (a help, no facts):', ...suggested]),
    ...(stage === null ? [] : ['', '  Forms (* must be filled; leave out what the page does not state):', ...fields]),
  ];
}

function askedLines({ fields, stage, countEntries }: ItemView): string[] {
  if (fields.length === 0) return [];
  const line = ({ entry, kind, field, place, candidates, anchor }: AskedField): string => {
    const meant = Object.entries(anchor ?? {}).map(([name, value]) => ` ${name}="${printable(value)}"`);
    const where = place.box === null ? `page ${place.page}` : `page ${place.page} at ${place.box.join(', ')}`;
    const keyed = candidates.map((one) => (one === null ? 'not stated' : `"${printable(one)}"`)).join(' or ');
    return `    entry ${entry + 1}, ${kind} ${field ?? '(whole)'}${meant.length === 0 ? '' : ` of${meant.join('')}`}, ${where}${keyed === '' ? '' : `: ${keyed}`}`;
  };
  const heading = stage === 'adjudication' ? '  To be decided:' : '  To be keyed:';
  const count = countEntries ? ['    and "counts": how many entries of each kind stand on the page'] : [];
  return ['', heading, ...fields.map(line), ...count];
}

function keyLines({ keys, unreadable }: ItemView): string[] {
  if (keys.length === 0 && unreadable.length === 0) return [];
  const lines = keys.flatMap(({ seq, key, who, answer }) => [
    `    ${seq}  ${key}${who === null ? '' : `, ${who}`}${answer.kind === 'value' ? `: ${printable(answer.value)}` : ''}`,
    ...(answer.kind === 'entries'
      ? answer.entries.map(({ kind, fields }) => {
          const stated = Object.entries(fields).map(([name, value]) => `${name}="${printable(value)}"`);
          return `        ${kind}: ${stated.join(' ')}`;
        })
      : []),
  ]);
  return [
    ...['', '  Answers:', ...lines],
    ...unreadable.map(({ seq, reason }) => `    ${seq}  unreadable: ${printable(reason)}`),
  ];
}

export function eventLines(events: readonly ShownEvent[]): string[] {
  if (events.length === 0) return [];
  const rows = events.map(({ seq, at, who, event }) => [String(seq), at.slice(0, 16), who, event]);
  return ['', ...textTable(['event', 'when', 'who', 'what'], rows).map((line) => `  ${line}`)];
}

export function statusLines({ states, types, withdrawn, due, people, left, oldest }: WorkStatus): string[] {
  const total = Object.values(states).reduce((a, b) => a + b, 0);
  if (total === 0) return ['There is no work.'];
  const names = (Object.keys(states) as (keyof typeof states)[]).filter((name) => states[name] > 0);
  const rows = types.map(({ type, states: own }) => [type, ...names.map((name) => own[name] ?? 0)]);
  const needed = [
    [due.overdue, 'overdue'],
    [due.within7, 'within 7 days'],
    [due.within30, 'within 30 days'],
    [due.later, 'later'],
    [due.none, 'by no day'],
  ] as const;
  const work = left.hours === null ? 'hours not known yet' : `about ${left.hours} h`;
  return [
    ...textTable(['', ...names], rows),
    ...(withdrawn > 0 ? [`${withdrawn} were withdrawn by the rules that had made them`] : []),
    '',
    `waiting     ${left.items}${oldest === null ? '' : `, the oldest since ${oldest.slice(0, 10)}`}`,
    `needed      ${
      needed
        .filter(([n]) => n > 0)
        .map(([n, when]) => `${n} ${when}`)
        .join(', ') || 'nothing'
    }`,
    `still to do ${left.answers} answers, ${work}${left.untimed.length === 0 ? '' : ` without ${left.untimed.join(', ')}, of which no time is known`}`,
    ...(people.length === 0 ? [] : ['']),
    ...(people.length === 0
      ? []
      : textTable(
          ['who', 'answers', 'an hour', 'held', 'assigned'],
          people.map((one) => [one.who, one.answers, one.perHour ?? '', one.held, one.assigned]),
        )),
  ];
}
