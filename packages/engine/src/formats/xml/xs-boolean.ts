/** An xs:boolean that is true: `1` is one too. undefined, as of an absent attribute, is not. */
export const isTrue = (value: string | undefined): boolean =>
  value === 'true' || (value !== undefined && /^\s*(true|1)\s*$/.test(value));
