import type { WorkItem, WorkState, WorkType } from '../artifacts/work-item.js';
import type { Statement, VaultDatabase } from './database.js';

/** An item as kept: what its maker said of it, where its events have brought it, and who holds it. */
export interface StoredItem extends WorkItem {
  /** Who makes it: a rule's name. */
  readonly maker: string;
  /** RFC 3339, UTC: when it was first made. */
  readonly madeAt: string;
  /** Its maker no longer makes it, and nobody has answered it. */
  readonly withdrawn: boolean;
  /** Seeded to measure clerks. Never shown to who takes it. */
  readonly gold: boolean;
  readonly standing: StoredStanding;
  /** Who has taken it, and until when (RFC 3339, UTC; may have passed); null: nobody. */
  readonly lease: Lease | null;
}

export interface Lease {
  readonly holder: string;
  readonly until: string;
}

/** What the queue must know of an item without reading its events. */
export interface StoredStanding {
  readonly state: WorkState;
  /** Only this person is given the item; null: anybody. */
  readonly assignee: string | null;
  /** Who answered it, in order: none of them is given it again. */
  readonly keyers: readonly string[];
}

/** An item in a list: no task. */
export type ListedItem = Omit<StoredItem, 'task'>;

export interface ItemFilter {
  readonly states: readonly WorkState[];
  readonly types?: readonly WorkType[];
  /** Assigned to this person, or held at this moment (RFC 3339, UTC). */
  readonly person?: { readonly name: string; readonly now: string };
  /** Needed by this day or before it, YYYY-MM-DD. */
  readonly dueBy?: string;
  readonly patient?: string;
  /** Id of the last item of the page before. */
  readonly after?: string;
  readonly limit: number;
}

interface Row {
  readonly id: string;
  readonly maker: string;
  readonly made_at: string;
  readonly withdrawn: number;
  readonly type: WorkType;
  readonly subject: string;
  readonly patient: string | null;
  readonly priority: number;
  readonly due: string | null;
  readonly batch: string | null;
  readonly gold: number;
  readonly state: WorkState;
  readonly assignee: string | null;
  readonly keyers: string;
  readonly holder: string | null;
  readonly held_until: string | null;
  readonly task?: string;
}

const LISTED =
  'id, maker, made_at, withdrawn, type, subject, patient, priority, due, batch, gold, state, assignee, keyers, holder, held_until';
/** As the index vault_work_queue has it: items without a day come after those with one. */
const ORDER = "priority DESC, ifnull(due, '9999-12-31'), id";
/** Whose turn it can be: not assigned to another, not held by another, not answered by the same person before. */
const FREE = `(assignee IS NULL OR assignee = @who) AND (held_until IS NULL OR held_until <= @now OR holder = @who) AND instr(keyers, @quoted) = 0`;

/** The rows of vault_work. Knows no rules: what may happen to an item is decided above it, and every change is made inside a transaction of the caller's. */
export class WorkItemStore {
  private readonly statements = new Map<string, Statement<unknown[]>>();

  constructor(private readonly db: VaultDatabase) {}

  /** Compiled once: items come by the hundred thousand. */
  private sql(text: string): Statement<unknown[]> {
    let statement = this.statements.get(text);
    if (statement === undefined) {
      statement = this.db.prepare(text);
      this.statements.set(text, statement);
    }
    return statement;
  }

  get(id: string): StoredItem | undefined {
    const row = this.sql(`SELECT ${LISTED}, task FROM vault_work WHERE id = ?`).get(id) as Row | undefined;
    return row && itemOf(row);
  }

  /** A new row where there is none of that id; else all but when it was made, and its lease, is written over. */
  put(item: Omit<StoredItem, 'lease'>): void {
    this.sql(
      `INSERT INTO vault_work (id, maker, made_at, withdrawn, type, subject, patient, priority, due, batch, gold, state, assignee, keyers, task)
         VALUES (@id, @maker, @madeAt, @withdrawn, @type, @subject, @patient, @priority, @due, @batch, @gold, @state, @assignee, @keyers, @task)
         ON CONFLICT (id) DO UPDATE SET maker = @maker, withdrawn = @withdrawn, patient = @patient, priority = @priority, due = @due, batch = @batch,
           gold = @gold, state = @state, assignee = @assignee, keyers = @keyers, task = @task`,
    ).run({
      ...{ id: item.id, maker: item.maker, madeAt: item.madeAt, type: item.type, subject: item.subject },
      ...{ patient: item.patient, priority: item.priority, due: item.due, batch: item.batch },
      ...{ withdrawn: Number(item.withdrawn), gold: Number(item.gold), task: JSON.stringify(item.task) },
      ...standingColumns(item.standing),
    });
  }

  setStanding(id: string, standing: StoredStanding): void {
    this.sql('UPDATE vault_work SET state = @state, assignee = @assignee, keyers = @keyers WHERE id = @id').run({
      id,
      ...standingColumns(standing),
    });
  }

  setLease(id: string, lease: Lease | null): void {
    this.sql('UPDATE vault_work SET holder = ?, held_until = ? WHERE id = ?').run(
      lease?.holder ?? null,
      lease?.until ?? null,
      id,
    );
  }

  /** The item that `who` holds already, of these types (all where empty). */
  held(who: string, now: string, types: readonly WorkType[]): string | undefined {
    return this.sql(
      `SELECT id FROM vault_work WHERE holder = @who AND held_until > @now AND state IN ('open', 'second', 'adjudicate') ${typeTerm(types)} ORDER BY ${ORDER} LIMIT 1`,
    )
      .pluck()
      .get({ who, now, types: JSON.stringify(types) }) as string | undefined;
  }

  /** The item whose turn it is for `who`, of these types (all where empty); undefined: none is left for this person. */
  nextFree(who: string, now: string, types: readonly WorkType[]): string | undefined {
    const statement = this.sql(
      `SELECT id, priority, ifnull(due, '9999-12-31') AS due FROM vault_work WHERE state = @state AND ${FREE} ${typeTerm(types)} ORDER BY ${ORDER} LIMIT 1`,
    );
    const bound = { who, now, quoted: JSON.stringify(who), types: JSON.stringify(types) };
    const found = ['adjudicate', 'second', 'open'].flatMap((state) => statement.all({ ...bound, state })) as Turn[];
    return found.sort(byTurn)[0]?.id;
  }

  /** In the order of turns. */
  list(filter: ItemFilter): ListedItem[] {
    const start =
      filter.after === undefined
        ? undefined
        : (this.sql('SELECT id, priority, due FROM vault_work WHERE id = ?').get(filter.after) as Turn | undefined);
    if (filter.after !== undefined && start === undefined) return [];
    const terms = [
      typeTerm(filter.types ?? []),
      filter.person === undefined ? '' : 'AND (assignee = @person OR (holder = @person AND held_until > @now))',
      filter.dueBy === undefined ? '' : 'AND due <= @dueBy',
      filter.patient === undefined ? '' : 'AND patient = @patient',
      start === undefined
        ? ''
        : `AND priority <= @priority AND (priority < @priority OR ifnull(due, '9999-12-31') > @due OR (ifnull(due, '9999-12-31') = @due AND id > @id))`,
    ];
    // State by state, so that each is read in the order of its index.
    const statement = this.sql(
      `SELECT ${LISTED} FROM vault_work WHERE state = @state ${terms.join(' ')} ORDER BY ${ORDER} LIMIT @limit`,
    );
    const bound = {
      ...{
        types: JSON.stringify(filter.types ?? []),
        person: filter.person?.name,
        now: filter.person?.now,
        dueBy: filter.dueBy,
      },
      ...{ patient: filter.patient, limit: filter.limit },
      ...{ priority: start?.priority, due: start?.due ?? '9999-12-31', id: start?.id },
    };
    const rows = filter.states.flatMap((state) => statement.all({ ...bound, state }) as Row[]);
    return rows.sort(byTurn).slice(0, filter.limit).map(listedOf);
  }

  /** Ids of what a maker has made and did not withdraw, and that nobody has answered. */
  unanswered(maker: string): { readonly id: string; readonly lease: Lease | null }[] {
    const rows = this.sql(
      `SELECT id, holder, held_until FROM vault_work WHERE maker = ? AND withdrawn = 0 AND keyers = '[]' AND state <> 'asked'`,
    ).all(maker) as Pick<Row, 'id' | 'holder' | 'held_until'>[];
    return rows.map((row) => ({ id: row.id, lease: leaseOf(row) }));
  }

  withdraw(id: string): void {
    this.sql(
      `UPDATE vault_work SET withdrawn = 1, state = 'cancelled', holder = NULL, held_until = NULL WHERE id = ?`,
    ).run(id);
  }

  /** Every item, or those in one state, by id. */
  *all(state?: WorkState): Iterable<StoredItem> {
    const page = this.sql(
      `SELECT ${LISTED}, task FROM vault_work WHERE id > @last AND (@state IS NULL OR state = @state) ORDER BY id LIMIT 500`,
    );
    // In pages, for SQLite takes no change while a statement is being read.
    for (let last = ''; ; ) {
      const rows = page.all({ last, state: state ?? null }) as Row[];
      for (const row of rows) yield itemOf(row);
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.id;
    }
  }
}

interface Turn {
  readonly id: string;
  readonly priority: number;
  readonly due: string | null;
}

/** As {@link ORDER}. */
function byTurn(a: Turn, b: Turn): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const [dueA, dueB] = [a.due ?? '9999-12-31', b.due ?? '9999-12-31'];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

const typeTerm = (types: readonly WorkType[]): string =>
  types.length === 0 ? '' : 'AND type IN (SELECT value FROM json_each(@types))';

const standingColumns = ({ state, assignee, keyers }: StoredStanding) => ({
  ...{ state, assignee, keyers: JSON.stringify(keyers) },
});

const leaseOf = ({ holder, held_until }: Pick<Row, 'holder' | 'held_until'>): Lease | null =>
  holder === null || held_until === null ? null : { holder, until: held_until };

function listedOf(row: Row): ListedItem {
  const { id, maker, type, subject, patient, priority, due, batch, state, assignee } = row;
  return {
    ...{ id, maker, madeAt: row.made_at, type, subject, patient, priority, due, batch },
    ...{ withdrawn: row.withdrawn === 1, gold: row.gold === 1 },
    standing: { state, assignee, keyers: JSON.parse(row.keyers) as string[] },
    lease: leaseOf(row),
  };
}

const itemOf = (row: Row): StoredItem => ({
  ...listedOf(row),
  task: JSON.parse(row.task ?? 'null') as WorkItem['task'],
});
