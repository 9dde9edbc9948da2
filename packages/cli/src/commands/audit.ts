import { readFileSync } from 'node:fs';
import { MigrationError } from '@chartlift/engine/base';
import type { AuditHead } from '@chartlift/engine/vault';
import type { CommandContext } from '../command.js';
import { printJson, printLine } from '../terminal.js';
import { openWorkspaceVault } from '../unlock.js';

/** `audit verify`: whether the chain holds. */
export async function verify(context: CommandContext, given: { anchor?: string }): Promise<void> {
  const known = given.anchor === undefined ? [] : [readHead(given.anchor)];
  using vault = await openWorkspaceVault(context, 'read', { anchor: 'report' });
  const verdict = vault.verifyAudit(known);
  if (!verdict.ok) context.fail(1);
  if (context.options().json) return printJson(context.terminal, verdict);
  printLine(
    context.terminal,
    context.options(),
    verdict.ok
      ? `${verdict.events} events, the chain holds; head ${verdict.head}`
      : `BROKEN: ${verdict.problem} (${verdict.events} events; head ${verdict.head})`,
  );
}

/** `audit report`: every event, and the head of the chain. */
export async function report(context: CommandContext): Promise<void> {
  using vault = await openWorkspaceVault(context, 'read');
  const { ok, events, head, problem } = vault.verifyAudit();
  if (!ok) context.fail(1);
  if (context.options().json) {
    const anchor: AuditHead = { seq: events, head };
    const list = [...vault.auditEvents()];
    return printJson(context.terminal, { ok, ...(problem === undefined ? {} : { problem }), anchor, events: list });
  }
  for (const e of vault.auditEvents()) {
    const detail = e.detail ? ` ${JSON.stringify(e.detail)}` : '';
    const text = `${e.seq}  ${e.at}  ${e.who}  ${e.action}  ${e.object}  ${e.outcome}${detail}`;
    printLine(context.terminal, context.options(), text);
  }
  printLine(context.terminal, context.options(), ok ? `Head of the chain: ${head}` : `BROKEN: ${problem}`);
}

function readHead(file: string): AuditHead {
  try {
    const { anchor } = JSON.parse(readFileSync(file, 'utf8')) as { anchor?: Partial<AuditHead> };
    if (typeof anchor?.seq === 'number' && typeof anchor.head === 'string')
      return { seq: anchor.seq, head: anchor.head };
  } catch (cause) {
    throw notAReport(file, cause);
  }
  throw notAReport(file, undefined);
}

const notAReport = (file: string, cause: unknown): MigrationError =>
  new MigrationError('The anchor file cannot be read as an audit report', {
    code: 'ANCHOR_UNFIT',
    where: file,
    hint: 'Give the file that an earlier `chartlift audit report --json` wrote.',
    cause,
  });
