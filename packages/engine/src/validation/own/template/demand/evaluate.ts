import type { CdaElement } from '../../cda-element.js';
import type { Demand, Path, Paths, Step } from './demand.js';
import { VALUE_SETS } from './value-sets.js';

/** Says whether an element does what is asked. */
export type Judge = (element: CdaElement) => boolean;
/** Where a path leads: elements, and values of attributes. */
type Found = CdaElement | string;
type Walk = (element: CdaElement) => readonly Found[];

/** A demand made ready to be asked of many elements. */
export function compileDemand(demand: Demand): Judge {
  switch (demand.kind) {
    case 'and':
    case 'or': {
      const judges = demand.all.map(compileDemand);
      return demand.kind === 'and'
        ? (element) => judges.every((judge) => judge(element))
        : (element) => judges.some((judge) => judge(element));
    }
    case 'not': {
      const judge = compileDemand(demand.of);
      return (element) => !judge(element);
    }
    case 'exists': {
      const walk = walkOf(demand.paths);
      return (element) => walk(element).length > 0;
    }
    case 'times': {
      const walk = walkOf(demand.paths);
      const { least, most } = demand;
      return (element) => {
        const count = walk(element).length;
        return count >= least && (most === null || count <= most);
      };
    }
    case 'is': {
      const { paths, value, other } = demand;
      return someText(paths, (text) => (text === value) !== other);
    }
    case 'in': {
      const codes = VALUE_SETS[demand.set];
      if (!codes) throw new Error(`No value set ${demand.set}`);
      return someText(demand.paths, (text) => codes.has(text));
    }
    case 'when': {
      const walk = walkOf(demand.paths);
      const judge = compileDemand(demand.asks);
      return (element) => {
        const found = walk(element);
        return found.length === 0 || found.some((one) => typeof one !== 'string' && judge(one));
      };
    }
    case 'counts': {
      const left = walkOf(demand.left);
      const right = walkOf(demand.right);
      return demand.equal
        ? (element) => left(element).length === right(element).length
        : (element) => left(element).length <= right(element).length;
    }
    case 'length': {
      const { characters, below } = demand;
      return firstText(demand.paths, (text) => [...text].length >= characters !== below);
    }
    case 'starts':
      return firstText(demand.paths, (text) => text.startsWith(demand.text));
    case 'contains':
      return firstText(demand.paths, (text) => text.includes(demand.text));
  }
}

const textOf = (found: Found): string => (typeof found === 'string' ? found : found.content);

function someText(paths: Paths, fits: (text: string) => boolean): Judge {
  const walk = walkOf(paths);
  return (element) => walk(element).some((found) => fits(textOf(found)));
}

/** Of the first at the end; '' where there is none. */
function firstText(paths: Paths, fits: (text: string) => boolean): Judge {
  const walk = walkOf(paths);
  return (element) => {
    const [first] = walk(element);
    return fits(first === undefined ? '' : textOf(first));
  };
}

/** What several paths lead to; the tables never let two of them lead to the same. */
export function walkOf(paths: Paths): Walk {
  const walks = paths.map(walkOne);
  const [only] = walks;
  return walks.length === 1 && only ? only : (element) => walks.flatMap((walk) => walk(element));
}

function walkOne({ from, steps }: Path): Walk {
  const [first, ...rest] = steps.map(moveOf);
  const name = steps[0]!.name;
  const keeps = steps[0]!.where.map(compileDemand);
  const isKept: Judge = (element) => keeps.every((keep) => keep(element));
  return (element) => {
    let here: readonly Found[];
    if (from === 'here') here = first!(element);
    else here = [...(from === 'below' ? element : rootOf(element)).below(name)].filter(isKept);
    for (const move of rest) here = here.flatMap((one) => (typeof one === 'string' ? [] : move(one)));
    return here;
  };
}

function rootOf(element: CdaElement): CdaElement {
  let root = element;
  while (root.parent) root = root.parent;
  return root;
}

function moveOf({ name, where }: Step): Walk {
  if (name.startsWith('@')) {
    const attribute = name.slice(1);
    return (element) => {
      const value = element.attr(attribute);
      return value === undefined ? [] : [value];
    };
  }
  if (name === 'text()') return (element) => (/[^ \t\r\n]/.test(element.text) ? [element.text] : []);
  if (name === '..') return (element) => (element.parent ? [element.parent] : []);
  const judges = where.map(compileDemand);
  return (element) =>
    element.children.filter((child) => (name === '*' || child.name === name) && judges.every((judge) => judge(child)));
}
