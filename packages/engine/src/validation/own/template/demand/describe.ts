import type { Demand, Path, Paths } from './demand.js';

/** What a demand asks in words, to stand behind "SHALL" or "SHOULD". No value of a document is in it. */
export function describeDemand(demand: Demand): string {
  switch (demand.kind) {
    case 'and':
      return demand.all.map(nested).join(' and ');
    case 'or':
      return demand.all.map(nested).join(' or ');
    case 'not':
      return `not ${nested(demand.of)}`;
    case 'exists':
      return `have ${names(demand.paths)}`;
    case 'times':
      return `contain ${times(demand.least, demand.most)} ${names(demand.paths)}`;
    case 'is':
      return `have ${names(demand.paths)} ${demand.other ? 'other than' : 'equal to'} "${demand.value}"`;
    case 'in':
      return `have ${names(demand.paths)} of the value set ${demand.set}`;
    case 'when':
      return `${describeDemand(demand.asks)} in ${names(demand.paths)}, where that is there`;
    case 'counts':
      return demand.equal
        ? `have as many ${names(demand.left)} as ${names(demand.right)}`
        : `have ${names(demand.right)} for each ${names(demand.left)}`;
    case 'length':
      return `have ${demand.below ? 'fewer than' : 'at least'} ${demand.characters} characters in ${names(demand.paths)}`;
    case 'starts':
      return `have ${names(demand.paths)} starting with "${demand.text}"`;
    case 'contains':
      return `have "${demand.text}" in ${names(demand.paths)}`;
  }
}

/** Alternatives within alternatives need brackets to be read. */
const nested = (demand: Demand): string =>
  demand.kind === 'and' || demand.kind === 'or' ? `(${describeDemand(demand)})` : describeDemand(demand);

const times = (least: number, most: number | null): string => {
  if (most === null) return `at least ${least}`;
  return least === most ? `exactly ${least}` : `${least} to ${most}`;
};

const names = (paths: Paths): string => paths.map(name).join(' or ');

function name({ from, steps }: Path): string {
  const way = steps.map((step) => step.name + step.where.map((one) => ` (${condition(one)})`).join('')).join('/');
  return from === 'here' ? way : from === 'below' ? `${way} below it` : `${way} in the document`;
}

/** Conditions are mostly of one kind: an attribute with its value, a template, a part. */
function condition(demand: Demand): string {
  if (demand.kind === 'is' && !demand.other) return `${names(demand.paths)} "${demand.value}"`;
  if (demand.kind === 'exists') {
    const [path] = demand.paths;
    const where = path?.steps.length === 1 && path.steps[0]?.name === 'templateId' ? path.steps[0].where : [];
    if (where.length > 0)
      return `template ${where.map((one) => (one.kind === 'is' ? one.value : describeDemand(one))).join(':')}`;
    return `with ${names(demand.paths)}`;
  }
  if (demand.kind === 'times') return `with ${times(demand.least, demand.most)} ${names(demand.paths)}`;
  return describeDemand(demand);
}
