import type { CdaElement } from '../cda-element.js';

export interface Code {
  readonly code: string;
  readonly system: string;
}

/** The code of an element and those of its translations; what has no code or no system is left out. */
export function codesOf(element: CdaElement): Code[] {
  return [element, ...element.at('translation')].flatMap((one) => {
    const [code, system] = [one.attr('code'), one.attr('codeSystem')];
    return code === undefined || system === undefined ? [] : [{ code, system }];
  });
}
