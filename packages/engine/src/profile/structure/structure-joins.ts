import type { Join } from '../../artifacts/source-profile.js';
import { compositeJoins } from './composite-joins.js';
import { findJoins, joinOf } from './find-joins.js';
import { polymorphicJoins } from './polymorphic-joins.js';
import type { StructureModel } from './structure-model.js';

/** Every join found, the surest first. What another column says of a column's table goes before what its values look like. */
export function structureJoins(model: StructureModel): Join[] {
  const polymorphic = polymorphicJoins(model);
  const composite = compositeJoins(model);
  const settled = new Set(polymorphic.map((join) => `${join.from.table}\n${join.from.columns[0]}`));
  const parts = new Set(
    composite.flatMap((join) => join.from.columns.map((name) => `${join.from.table}\n${name}\n${join.to.table}`)),
  );
  const single = findJoins(model)
    .map(joinOf)
    .filter(({ from, to }) => {
      const column = `${from.table}\n${from.columns[0]}`;
      return !settled.has(column) && !parts.has(`${column}\n${to.table}`);
    });
  return [...polymorphic, ...composite, ...single].sort((a, b) => b.score - a.score || compare(a, b));
}

const compare = (a: Join, b: Join): number => {
  const [x, y] = [`${a.from.table}.${a.from.columns.join()}`, `${b.from.table}.${b.from.columns.join()}`];
  return x < y ? -1 : x > y ? 1 : 0;
};
