import { charsetOf } from '../text/charset.js';
import type { StringMode } from './tuple.js';

/** What SET and USE statements have established by a place in the dump. */
export class DumpSession implements StringMode {
  backslashEscapes = true;
  ansiQuotes = false;
  isLead: ((byte: number) => boolean) | null = null;
  /** Connection character set as SET NAMES gives it; null while the dump has not said. */
  charset: string | null = null;
  database: string | null = null;

  /** Applies a SET statement; others are left alone. */
  set(statement: string): void {
    const names = /^SET\s+(?:NAMES|CHARACTER\s+SET|CHARSET)\s+['"]?([A-Za-z0-9_]+)/i.exec(statement);
    if (names) {
      this.charset = names[1]!.toLowerCase();
      const known = charsetOf(this.charset);
      this.isLead = known?.hasTrails ? known.isLead : null;
      return;
    }
    const mode = /(?:^|[\s,.])@?@?(?:session\.|global\.)?sql_mode\s*=\s*(?:'([^']*)'|"([^"]*)"|(@?\w+))/i.exec(
      statement.replace(/@OLD_SQL_MODE\s*=\s*@@SQL_MODE\s*,?/i, ''),
    );
    if (!mode) return;
    const flags = (mode[1] ?? mode[2] ?? mode[3] ?? '').toUpperCase();
    this.backslashEscapes = !flags.includes('NO_BACKSLASH_ESCAPES');
    this.ansiQuotes = /\bANSI(_QUOTES)?\b/.test(flags);
  }
}
