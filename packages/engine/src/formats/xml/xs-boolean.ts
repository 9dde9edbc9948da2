/** An xs:boolean: `1` and `0` are one too, with blanks around or not (XSD 1.0 part 2, 3.2.2). undefined where it is none, as of an absent attribute. */
export function xsBoolean(value: string | undefined): boolean | undefined {
  switch (value?.trim()) {
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      return undefined;
  }
}

/** An xs:boolean that is true. undefined, as of an absent attribute, is not. */
export const isTrue = (value: string | undefined): boolean => value === 'true' || xsBoolean(value) === true;
