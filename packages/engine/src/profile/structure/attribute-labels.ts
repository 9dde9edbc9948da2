import type { EavShape, Join } from '../../artifacts/source-profile.js';
import type { TableRows } from '../input.js';
import type { LookAgain } from './second-look.js';
import type { ModelColumn, ModelTable, StructureModel } from './structure-model.js';
import { mayBeTold } from './told-text.js';

/** Larger tables are no dictionaries; their texts are not gathered. */
const MOST_ROWS = 500_000;
const LABEL_LENGTH = 120;
/** Last words of columns with a text for people, the best first. */
const LABEL_WORDS = ['label', 'title', 'name', 'display', 'description', 'desc', 'text', 'caption', 'fieldname', 'lbl'];

/** Where the text of an attribute stands: rows of a table, by the column that holds the attribute. */
interface LabelPlace {
  readonly table: ModelTable;
  readonly key: ModelColumn;
  readonly label: ModelColumn;
}

/** Puts the texts of look-up tables, or of a column beside the attribute, to the attributes of EAV tables. */
export async function labelled(
  shapes: ReadonlyMap<string, EavShape>,
  model: StructureModel,
  joins: readonly Join[],
  look: LookAgain,
): Promise<ReadonlyMap<string, EavShape>> {
  const places = new Map<string, LabelPlace>();
  for (const [name, shape] of shapes) {
    const place = placeOf(name, shape, model, joins);
    if (place !== null) places.set(name, place);
  }
  const wanted = new Set([...places.values()].map((place) => place.table.name));
  const texts = new Map<LabelPlace, Map<string, string>>([...places.values()].map((place) => [place, new Map()]));
  if (wanted.size > 0)
    for await (const batch of look([...wanted]))
      for (const [place, found] of texts) if (place.table.name === batch.table) gather(batch, place, found);
  return new Map(
    [...shapes].map(([name, shape]) => {
      const found = texts.get(places.get(name) ?? ({} as LabelPlace));
      return [name, found === undefined ? shape : withTexts(shape, found)];
    }),
  );
}

const withTexts = (shape: EavShape, texts: ReadonlyMap<string, string>): EavShape => ({
  ...shape,
  attributes: shape.attributes.map((one) => ({ ...one, label: texts.get(one.attribute) ?? null })),
});

function gather(batch: TableRows, place: LabelPlace, found: Map<string, string>): void {
  const keys = batch.columns[place.table.columns.indexOf(place.key)] ?? [];
  const labels = batch.columns[place.table.columns.indexOf(place.label)] ?? [];
  for (let row = 0; row < batch.rowCount; row++) {
    const [key, label] = [keys[row], labels[row]];
    if (key === null || key === undefined || typeof label !== 'string') continue;
    const name = String(key).trim();
    if (label.trim() !== '' && mayBeTold(label.trim()) && !found.has(name))
      found.set(name, label.trim().slice(0, LABEL_LENGTH));
  }
}

function placeOf(name: string, shape: EavShape, model: StructureModel, joins: readonly Join[]): LabelPlace | null {
  const own = model.table(name);
  const attribute = model.column(name, shape.attribute);
  if (own === undefined || attribute === undefined) return null;
  const join = joins.find(
    (one) => one.from.table === name && one.from.columns.length === 1 && one.from.columns[0] === shape.attribute,
  );
  if (join !== undefined) {
    const found = inLookUp(join, model, joins);
    if (found !== null) return found;
  }
  // A text beside each code: `CODE` and `DESCRIPTION`. Where every row has a text of its own, it is none.
  const beside = own.columns.find(
    (column) =>
      column !== attribute &&
      !shape.value.includes(column.name) &&
      labelRank(column) >= 0 &&
      isOfThings(column) &&
      column.profile.distinct.count <= attribute.profile.distinct.count * 1.5 &&
      column.profile.filled > 0,
  );
  return beside === undefined || own.profile.rows > MOST_ROWS ? null : { table: own, key: attribute, label: beside };
}

/** In the table that the attribute is a key of, else in one that names rows of it (`concept_name` of `concept`). */
function inLookUp(join: Join, model: StructureModel, joins: readonly Join[]): LabelPlace | null {
  const direct = labelIn(join.to.table, join.to.columns[0] ?? '', model);
  if (direct !== null) return direct;
  const places = joins.flatMap((one) => {
    if (one.to.table !== join.to.table || one.to.columns[0] !== join.to.columns[0] || one.from.columns.length !== 1)
      return [];
    if (!one.from.table.toLowerCase().startsWith(join.to.table.toLowerCase())) return [];
    const place = labelIn(one.from.table, one.from.columns[0] ?? '', model);
    return place === null ? [] : [place];
  });
  return places.sort((a, b) => labelRank(a.label) - labelRank(b.label))[0] ?? null;
}

function labelIn(tableName: string, keyName: string, model: StructureModel): LabelPlace | null {
  const table = model.table(tableName);
  const key = model.column(tableName, keyName);
  if (table === undefined || key === undefined || table.profile.rows > MOST_ROWS) return null;
  const labels = table.columns
    .filter((column) => column !== key && labelRank(column) >= 0 && column.profile.filled > 0 && isOfThings(column))
    .filter((column) => /^(?:word|text|code)$/.test(column.profile.kind))
    .sort((a, b) => labelRank(a) - labelRank(b));
  const label = labels[0];
  return label === undefined ? null : { table, key, label };
}

/** Labels are texts of things: none of a column with what people are told by. */
const isOfThings = ({ profile: { phi } }: ModelColumn): boolean => phi === null;

const labelRank = (column: ModelColumn): number => LABEL_WORDS.indexOf(column.words.at(-1) ?? '');
