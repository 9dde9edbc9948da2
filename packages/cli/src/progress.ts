import type { GlobalOptions, Terminal } from './terminal.js';

/** A progress line on a terminal (rate, remaining time, rows); nothing on a pipe, with --quiet, --json or --no-progress. */
export class Progress {
  private last = 0;
  private readonly started = performance.now();
  private readonly shown: boolean;

  constructor(
    private readonly terminal: Terminal,
    options: GlobalOptions,
    private readonly label: string,
  ) {
    this.shown = terminal.interactive && options.progress && !options.quiet && !options.json;
  }

  /** `done` of `total` in one unit (bytes, patients); total 0: nobody knows, and there is no bar. `note` is short and without PHI. */
  update(done: number, total: number, note = ''): void {
    if (!this.shown) return;
    const now = performance.now();
    if (now - this.last < 100 && (done < total || total === 0)) return;
    this.last = now;
    if (total === 0) {
      this.terminal.stderr.write(`\r\x1b[K${this.label} ${note}`);
      return;
    }
    const seconds = (now - this.started) / 1000;
    const share = Math.min(1, done / total);
    const remaining = share > 0.01 ? ` ${Math.ceil((seconds * (1 - share)) / share)} s left` : '';
    const width = 24;
    const bar = '#'.repeat(Math.round(share * width)).padEnd(width, '.');
    this.terminal.stderr.write(`\r\x1b[K${this.label} [${bar}] ${(share * 100).toFixed(0)}%${remaining} ${note}`);
  }

  end(): void {
    if (this.shown && this.last > 0) this.terminal.stderr.write('\r\x1b[K');
  }
}
