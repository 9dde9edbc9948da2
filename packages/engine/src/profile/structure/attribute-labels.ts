import type { EavShape, Join } from '../../artifacts/source-profile.js';
import type { TableRows } from '../input.js';
import type { ProfiledSource } from '../profile-source.js';
import type { RowReader } from './second-look.js';
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

/** Gathers the texts of look-up tables, or of a column beside the attribute, for the attributes of one EAV table. */
export class LabelReader implements RowReader {
  readonly table: string;
  private readonly texts = new Map<string, string>();
  private readonly wanted: ReadonlySet<string>;

  private constructor(
    private readonly shape: EavShape,
    private readonly place: LabelPlace,
    private readonly people: ProfiledSource['people'],
  ) {
    this.table = place.table.name;
    this.wanted = new Set(shape.attributes.map(({ attribute }) => attribute));
  }

  /** null where no text can be told. */
  static of(
    name: string,
    shape: EavShape,
    model: StructureModel,
    joins: readonly Join[],
    people: ProfiledSource['people'],
  ): LabelReader | null {
    const place = shape.attributes.length === 0 ? null : placeOf(name, shape, model, joins);
    return place === null ? null : new LabelReader(shape, place, people);
  }

  read(batch: TableRows): void {
    const { columns } = this.place.table;
    const keys = batch.columns[columns.indexOf(this.place.key)] ?? [];
    const labels = batch.columns[columns.indexOf(this.place.label)] ?? [];
    for (let row = 0; row < batch.rowCount; row++) {
      const [key, label] = [keys[row], labels[row]];
      if (key === null || key === undefined || typeof label !== 'string') continue;
      const name = String(key).trim();
      const text = label.trim();
      if (!this.wanted.has(name) || this.texts.has(name) || text === '') continue;
      if (mayBeTold(text) && !this.people.tells(text)) this.texts.set(name, text.slice(0, LABEL_LENGTH));
    }
  }

  labelled(): EavShape {
    const attributes = this.shape.attributes.map((one) => ({ ...one, label: this.texts.get(one.attribute) ?? null }));
    return { ...this.shape, attributes };
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
