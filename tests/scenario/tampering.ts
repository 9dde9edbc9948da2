import { cpSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { main } from '../../packages/cli/src/main.js';
import { seededRandom } from '../../packages/engine/src/testing/dump-generator.js';
import { PAGE_SIZE } from '../../packages/engine/src/vault/page-mac.js';

/** What a command in this process said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the CLI in this process: a hundred broken vaults in the time of ten processes. */
export async function command(args: readonly string[]): Promise<Said> {
  const text = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): PassThrough => {
    const through = new PassThrough();
    through.on('data', (chunk: Buffer) => {
      text[name] += chunk.toString();
    });
    return through;
  };
  const umask = process.umask();
  try {
    const code = await main(args, { stdout: stream('stdout'), stderr: stream('stderr'), interactive: false });
    await new Promise((resolve) => setImmediate(resolve));
    return { code, ...text };
  } finally {
    process.umask(umask);
  }
}

export const VAULT_FILES = ['vault.db', 'vault.keys.json', 'vault.anchor'] as const;

/** One wrong thing done to a copy of a workspace, and what it is called. */
export interface Damage {
  readonly name: string;
  do(dir: string): void;
}

/** `count` flips of one bit in each of the vault's files, swaps of two pages and cuts; the same for the same seed. */
export function damages(workspace: string, count: number, seed = 3): Damage[] {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const list: Damage[] = [];
  for (const file of VAULT_FILES) {
    const size = statSync(join(workspace, file)).size;
    for (let i = 0; i < count; i++) {
      const at = below(size);
      const bit = 1 << below(8);
      list.push({
        name: `bit ${bit} of byte ${at} of ${file} flipped`,
        do: (dir) => {
          const bytes = readFileSync(join(dir, file));
          bytes[at]! ^= bit;
          writeFileSync(join(dir, file), bytes);
        },
      });
    }
    for (let i = 0; i < Math.ceil(count / 4); i++) {
      const to = below(size);
      list.push({ name: `${file} cut to ${to} bytes`, do: (dir) => truncateSync(join(dir, file), to) });
    }
    list.push({ name: `${file} gone`, do: (dir) => rmSync(join(dir, file)) });
  }
  const pages = statSync(join(workspace, 'vault.db')).size / PAGE_SIZE;
  for (let i = 0; i < Math.ceil(count / 2); i++) {
    const a = below(pages);
    const b = (a + 1 + below(pages - 1)) % pages;
    list.push({
      name: `pages ${a + 1} and ${b + 1} swapped`,
      do: (dir) => {
        const bytes = readFileSync(join(dir, 'vault.db'));
        const page = (n: number): Buffer => Buffer.from(bytes.subarray(n * PAGE_SIZE, (n + 1) * PAGE_SIZE));
        const [first, second] = [page(a), page(b)];
        second.copy(bytes, a * PAGE_SIZE);
        first.copy(bytes, b * PAGE_SIZE);
        writeFileSync(join(dir, 'vault.db'), bytes);
      },
    });
  }
  return list;
}

/** What each damage gives with `runs`; only those that are not exit 4 with a clear text. */
export async function unnoticed(
  workspace: string,
  key: string,
  scratch: string,
  list: readonly Damage[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const damage of list) {
    rmSync(scratch, { recursive: true, force: true });
    cpSync(workspace, scratch, { recursive: true });
    damage.do(scratch);
    const said = await command(['-w', scratch, '--key-file', key, 'runs']);
    if (!isClear(said)) wrong.push(`${damage.name}: exit ${said.code}\n${said.stdout}${said.stderr}`);
  }
  return wrong;
}

/** Exit 4, nothing on stdout, one message with place and code, one next step. */
export function isClear({ code, stdout, stderr }: Said): boolean {
  return (
    code === 4 && stdout === '' && /^chartlift: [^\n]+ \([^)]+\) \[VAULT_[A-Z_]+\]\n {2}-> [^\n]{20,}\n$/.test(stderr)
  );
}
