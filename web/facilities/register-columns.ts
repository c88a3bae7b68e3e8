import type { LayerInfo } from "../layers/queries.ts";
import type { Title } from "../ui/language.ts";
import { KIND_OF_LAYER } from "./kind-mark.tsx";
import type { ColumnInfo, Facility, Value } from "./queries.ts";
import { KIND_TITLES } from "./words.ts";

/** A column of the register's table. */
export type RegisterColumn = {
  readonly name: string;
  readonly title: Title;
  readonly leastPixels: number;
  /** Of the width that is left over. */
  readonly share: number;
  readonly values?: ColumnInfo["values"];
  readonly isNumber: boolean;
};

/** Columns of the list beside the map. */
const NARROW = [
  { name: "name", title: { zh: "名称", en: "Name" }, leastPixels: 0, share: 1 },
  { name: "code", title: { zh: "编号", en: "Code" }, leastPixels: 112, share: 0 },
  { name: "status", title: { zh: "状态", en: "State" }, leastPixels: 76, share: 0 },
  { name: "stars", title: { zh: "星级", en: "Stars" }, leastPixels: 84, share: 0 },
].map((column) => ({ ...column, isNumber: false }));

/** Said in another column, or what a table of the living does not need. */
const LEFT_OUT: ReadonlySet<string> = new Set(["nameEn", "starsValidTo", "closedOn"]);

/** Least pixels and share of what is left; days and others have their own below. */
const WIDTHS: Readonly<Record<string, readonly [leastPixels: number, share: number]>> = {
  name: [240, 2],
  address: [180, 1],
  owner: [150, 1],
  code: [100, 0],
  status: [84, 0],
  stars: [88, 0],
};

const KIND: RegisterColumn = {
  name: "kind",
  title: { zh: "类别", en: "Kind" },
  leastPixels: 120,
  share: 0,
  values: { ...KIND_TITLES },
  isNumber: false,
};

/**
 * The columns of the register: few in the list beside the map; in the wide table all that is recorded of the kind that
 * is asked for, and of several kinds what every kind has.
 */
export function columnsOf(
  layers: readonly LayerInfo[],
  kind: string | undefined,
  isWide: boolean,
): readonly RegisterColumn[] {
  if (!isWide) return NARROW;
  const ofKinds = layers.filter(({ layerId }) => layerId in KIND_OF_LAYER);
  const ofKind = ofKinds.find(({ layerId }) => KIND_OF_LAYER[layerId] === kind);
  const all = (ofKind ?? ofKinds[0])?.columns ?? [];
  const known = all.filter(
    ({ name }) =>
      !LEFT_OUT.has(name) &&
      (ofKind || ofKinds.every(({ columns }) => columns.some((one) => one.name === name))),
  );
  if (known.length === 0) return NARROW;
  const wide = known.map(({ name, title, type, values }) => {
    const [leastPixels, share] = WIDTHS[name] ?? (type === "date" ? [128, 0] : [104, 0.5]);
    return {
      ...{ name, title, leastPixels, share },
      ...(values && name !== "stars" ? { values } : {}),
      isNumber: (type === "integer" || type === "number") && !values,
    };
  });
  const first = ["name", "code"].flatMap((name) => wide.filter((one) => one.name === name));
  const rest = wide.filter((one) => !first.includes(one));
  return [...first, ...(ofKind ? [] : [KIND]), ...rest];
}

/** What a facility says in a column; null where it is not known. */
export function valueIn(facility: Facility, name: string): Value {
  const known: Readonly<Record<string, unknown>> = { ...facility.attributes, ...facility };
  return (known[name] as Value | undefined) ?? null; // every field and attribute but the position is a plain value
}
