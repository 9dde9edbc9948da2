// Checks layers.json: who may import whom (type imports included), no import cycle, no file over 500 lines that is not a table.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOST_LINES = 500;
const IMPORT =
  /(?:^|[^.\w])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+\.js)['"]/g;

/** Source files below `dir`, tests apart. */
function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesBelow(path);
    return /\.(ts|tsx|mts)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

/** Import specifiers of a file; comments are left out so that an example in a docstring is no import. */
function importsOf(text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3]);
}

/** All breaches of the law in `root/layers.json`, as sentences; empty when it is kept. */
export function checkLayers(root) {
  const law = JSON.parse(readFileSync(join(root, 'layers.json'), 'utf8'));
  const tables = new Set(law.tables ?? []);
  const problems = [];
  const graph = new Map();
  const packages = Object.entries(law.packages).map(([name, { dir, mayImport }]) => ({
    name,
    dir: resolve(root, dir),
    mayImport,
  }));
  for (const pkg of packages) {
    const folders = law[pkg.name];
    for (const file of filesBelow(pkg.dir)) {
      const name = relative(root, file).split(sep).join('/');
      const text = readFileSync(file, 'utf8');
      const lines = text.split('\n').length;
      if (lines > MOST_LINES && !tables.has(name))
        problems.push(`${name}: ${lines} lines; split it, or list it under "tables" in layers.json if it is a table`);
      const isTest = /\.test\.tsx?$/.test(name);
      const from = relative(pkg.dir, file).split(sep);
      const fromFolder = from.length > 1 ? from[0] : null;
      if (folders && fromFolder && !folders[fromFolder])
        problems.push(`${name}: folder ${fromFolder} is not in layers.json`);
      const edges = [];
      for (const specifier of importsOf(text)) {
        const scoped = packages.find(
          (other) => specifier === `@chartlift/${other.name}` || specifier.startsWith(`@chartlift/${other.name}/`),
        );
        if (scoped && scoped.name !== pkg.name && !pkg.mayImport.includes(scoped.name))
          problems.push(`${name}: package ${pkg.name} may not import package ${scoped.name}`);
        const door = scoped && specifier.slice(`@chartlift/${scoped.name}/`.length);
        if (door && door !== 'package.json' && !existsSync(join(scoped.dir, 'doors', `${door}.ts`)))
          problems.push(`${name}: import ${scoped.name} through its index or a door, not ${specifier}`);
        if (!specifier.startsWith('.')) continue;
        const target = resolve(dirname(file), specifier).replace(/\.js$/, '.ts');
        const inside = relative(pkg.dir, target);
        if (inside.startsWith('..')) {
          const home = packages.find((other) => other !== pkg && !relative(other.dir, target).startsWith('..'));
          if (home && !isTest) problems.push(`${name}: reaches into package ${home.name} by path`);
          continue;
        }
        if (existsSync(target) && statSync(target).isFile()) edges.push(target);
        const toParts = inside.split(sep);
        const toFolder = toParts.length > 1 ? toParts[0] : null;
        if (!folders || isTest || fromFolder === null || fromFolder === toFolder) continue;
        if (folders[fromFolder]?.includes('*')) continue;
        if (toFolder === null) problems.push(`${name}: ${fromFolder} may not import the root file ${inside}`);
        else if (!(folders[fromFolder] ?? []).includes(toFolder))
          problems.push(`${name}: ${fromFolder} may not import ${toFolder}`);
      }
      graph.set(file, edges);
    }
  }
  return [...problems, ...cycles(graph, root)].sort();
}

function cycles(graph, root) {
  const state = new Map();
  const found = [];
  const visit = (file, path) => {
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) {
      if (state.get(next) === 'open') {
        const loop = [...path.slice(path.indexOf(next)), next].map((p) => relative(root, p).split(sep).join('/'));
        found.push(`import cycle: ${loop.join(' -> ')}`);
      } else if (!state.has(next)) visit(next, [...path, next]);
    }
    state.set(file, 'done');
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file, [file]);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkLayers(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'layers: kept' : `layers: ${problems.length} problem(s)`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
