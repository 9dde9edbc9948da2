/** A token of a SQL fragment. `name` is the identifier without its quotes. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'operator';
  readonly text: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with a fragment, and where in its text. */
export class SqlTextError extends Error {
  constructor(
    readonly offset: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

const TOKEN =
  /(\s+)|('(?:[^']|'')*')|("(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|(->>|->|\|\||<>|<=|>=|!=|==|<<|>>|[-+*/%&|~<>=(),.])/y;

/** A fragment is one expression: statements, side effects, the clock and randomness have no place in it (results must be repeatable). */
const FORBIDDEN = new Set(
  'pragma attach detach insert update delete drop create alter vacuum reindex analyze begin commit rollback savepoint release explain returning'.split(
    ' ',
  ),
);
const FORBIDDEN_FUNCTIONS = new Set(
  'random randomblob load_extension readfile writefile edit fts3_tokenizer sqlite_source_id last_insert_rowid changes total_changes'.split(
    ' ',
  ),
);
const CLOCK = new Set(['current_date', 'current_time', 'current_timestamp']);

/** Splits one SQL expression or condition into tokens. Throws {@link SqlTextError} for what a spec may not hold. */
export function tokenizeSql(text: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let at = 0;
  let depth = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) {
      const char = text[at]!;
      if (char === ';')
        throw new SqlTextError(
          at,
          'A fragment is one expression; it may not hold a semicolon.',
          'Take the semicolon out.',
        );
      if ('?:@$'.includes(char))
        throw new SqlTextError(at, `A fragment may not hold the parameter sign ${char}.`, 'Write the value itself.');
      if (char === "'" || char === '"')
        throw new SqlTextError(at, 'A quote is not closed.', 'Close it; inside text, write the quote twice.');
      throw new SqlTextError(at, `The character ${char} has no place in SQL.`, 'Take it out.');
    }
    const start = at;
    at = TOKEN.lastIndex;
    const [whole, space, string, quoted, word, number] = match;
    if (space !== undefined) continue;
    if (whole === '-' && text[at] === '-')
      throw new SqlTextError(start, 'A fragment may not hold a comment.', 'Write it in note.');
    if (whole === '/' && text[at] === '*')
      throw new SqlTextError(start, 'A fragment may not hold a comment.', 'Write it in note.');
    if (whole === '(') depth += 1;
    if (whole === ')') depth -= 1;
    if (depth < 0)
      throw new SqlTextError(start, 'A closing parenthesis has no opening one.', 'Balance the parentheses.');
    const kind =
      string !== undefined
        ? 'string'
        : quoted !== undefined
          ? 'quoted'
          : word !== undefined
            ? 'word'
            : number !== undefined
              ? 'number'
              : 'operator';
    const name =
      quoted === undefined
        ? whole
        : quoted[0] === '['
          ? quoted.slice(1, -1)
          : quoted.slice(1, -1).replaceAll(quoted[0]! + quoted[0]!, quoted[0]!);
    tokens.push({ kind, text: whole, name, start, end: at });
  }
  if (depth > 0) throw new SqlTextError(text.length - 1, 'A parenthesis is not closed.', 'Balance the parentheses.');
  if (tokens.length === 0)
    throw new SqlTextError(0, 'The fragment is empty.', 'Write an expression, or take the key out.');
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word') {
      if (token.kind === 'string' && /^'now'$/i.test(token.text)) {
        throw new SqlTextError(
          token.start,
          'A fragment may not ask for the time of day.',
          'Results must be the same on every run.',
        );
      }
      continue;
    }
    const word = token.name.toLowerCase();
    const called = tokens[i + 1]?.text === '(';
    const qualified = tokens[i - 1]?.text === '.' || tokens[i + 1]?.text === '.';
    if (!qualified && FORBIDDEN.has(word) && !called)
      throw new SqlTextError(
        token.start,
        `${token.name} has no place in a fragment.`,
        'Write one expression or condition; quote the word if it is a column.',
      );
    if (called && FORBIDDEN_FUNCTIONS.has(word))
      throw new SqlTextError(
        token.start,
        `The function ${token.name} may not be used.`,
        'Results must be the same on every run.',
      );
    if (!qualified && CLOCK.has(word))
      throw new SqlTextError(
        token.start,
        'A fragment may not ask for the time of day.',
        'Results must be the same on every run.',
      );
  }
  return tokens;
}

/** The one way a name gets into SQL. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
/** A text literal. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Words that are never a column unless quoted or qualified. */
export const KEYWORDS = new Set(
  `and or not in is null like glob regexp match between case when then else end exists select from where order by group having limit offset as on join
left right full inner cross outer natural using distinct all union except intersect asc desc collate cast escape isnull notnull true false with recursive over
partition filter values default window`.split(/\s+/),
);
