import { codeProblem } from '../../terminology/code-forms.js';
import { codeSystem } from '../../terminology/code-systems.js';

/** A code whose system stands before it. */
export interface PrefixedCode {
  readonly system: string;
  readonly code: string;
}

const LONGEST = 200;
const part =
  /^\s*([A-Za-z][A-Za-z0-9 .-]{2,19}?)\s*(?::{1,2}|\|)\s*([A-Za-z0-9][A-Za-z0-9.\-/^]{0,29})(?:\|[^|;]*)*\s*$/;

/** Codes of `ICD10:E11.9`, `CPT4|99213|`, `ICD10:E11.9;ICD10:I10`; none where a part names no known system or its code cannot be one. */
export function unprefixed(value: string): PrefixedCode[] {
  if (value.length > LONGEST || !/[:|]/.test(value)) return [];
  const found: PrefixedCode[] = [];
  for (const text of value.split(/[;,]/)) {
    if (text.trim() === '') continue;
    const match = part.exec(text);
    const system = match?.[1] === undefined ? null : codeSystem(match[1]);
    const code = match?.[2];
    if (system === null || code === undefined || !/\d/.test(code) || codeProblem(system.uri, code) !== null) return [];
    found.push({ system: system.uri, code });
  }
  return found;
}
