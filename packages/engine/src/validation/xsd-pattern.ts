/** Index behind the group or class that starts at `from`. */
function closing(pattern: string, from: number): number {
  let depth = 0;
  for (let i = from; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === '\\') i += 1;
    else if (c === '[') i = classEnd(pattern, i);
    else if (c === '(') depth += 1;
    else if (c === ')') {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return -1;
}

/** Index of the `]` that closes the class starting at `from`; the end of the text when there is none. */
function classEnd(pattern: string, from: number): number {
  let depth = 0;
  for (let i = from; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === '\\') i += 1;
    else if (c === '[') depth += 1;
    else if (c === ']') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return pattern.length;
}

function topLevelBranches(pattern: string): string[] {
  const branches: string[] = [];
  let from = 0;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i];
    if (c === '\\') i += 1;
    else if (c === '[') i = classEnd(pattern, i);
    else if (c === '(') {
      const end = closing(pattern, i);
      if (end < 0) return [pattern];
      i = end - 1;
    } else if (c === '|') {
      branches.push(pattern.slice(from, i));
      from = i + 1;
    }
  }
  branches.push(pattern.slice(from));
  return branches;
}

/**
 * A schema pattern as several patterns that together allow the same texts: top-level branches apart, and a leading group of
 * branches multiplied out. Needed because libxml2 accepts texts that it must not when counted ranges share a prefix across
 * branches: HL7's time stamp, `[0-9]{1,8}|([0-9]{9,14}|[0-9]{14,14}\.[0-9]+)([+\-][0-9]{1,4})?`, lets 22 digits through.
 */
export function splitPattern(pattern: string): string[] {
  return topLevelBranches(pattern).flatMap((branch) => {
    if (!branch.startsWith('(')) return [branch];
    const end = closing(branch, 0);
    if (end < 0 || /^[*+?{]/.test(branch.slice(end))) return [branch];
    const inner = topLevelBranches(branch.slice(1, end - 1));
    return inner.length === 1 ? [branch] : inner.flatMap((one) => splitPattern(`${one}${branch.slice(end)}`));
  });
}

/** The same schema text with every pattern facet split; patterns beside each other in one restriction are alternatives. */
export function splitPatternsInSchema(xsd: string): string {
  return xsd.replace(/<((?:\w+:)?pattern)\s+value="([^"]*)"\s*\/>/g, (_, tag: string, value: string) =>
    splitPattern(value)
      .map((one) => `<${tag} value="${one}"/>`)
      .join(''),
  );
}
