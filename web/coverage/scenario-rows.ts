import type { ComparisonColumn, Figures } from "./scenario-queries.ts";

/** A figure in a cell: how much, and of how many. */
export type Cell = {
  /** null: not known. */
  readonly value: number | null;
  /** What it is a part of, where it is. */
  readonly whole?: number;
  /** How many it speaks of, where it is a mean. */
  readonly n?: number;
};

export type RowId = ComparisonColumn["differs"][number];

/** One row of the comparison. */
export type Row = {
  readonly id: RowId;
  readonly read: (figures: Figures) => Cell;
  readonly unit: "amount" | "count" | "km" | "m" | "stars" | "yuan";
  /** Which way is for the better; null: neither. */
  readonly better: "more" | "less" | null;
};

const quantile =
  (share: number) =>
  ({ distances }: Figures): Cell => ({
    value: distances.quantiles.find((each) => each.share === share)?.meters ?? null,
    n: distances.reached,
  });
const ofDemand =
  (read: (figures: Figures) => number) =>
  (figures: Figures): Cell => ({ value: read(figures), whole: figures.totals.demand });

/** The rows, in the order they are told. */
export const ROWS: readonly Row[] = [
  { id: "served", unit: "amount", better: "more", read: ofDemand(({ totals }) => totals.served) },
  {
    ...{ id: "withoutRoom", unit: "amount", better: "less" },
    read: ofDemand(({ totals }) => totals.withoutRoom),
  },
  { id: "outside", unit: "amount", better: "less", read: ofDemand(({ totals }) => totals.outside) },
  { id: "straight", unit: "amount", better: "more", read: ofDemand(({ straight }) => straight) },
  { id: "backedUp", unit: "amount", better: "more", read: ofDemand((figures) => figures.backedUp) },
  {
    ...{ id: "streets", unit: "km", better: "more" },
    read: ({ streets }) => ({ value: streets.servedMeters / 1000, whole: streets.meters / 1000 }),
  },
  {
    ...{ id: "mean", unit: "m", better: "less" },
    read: ({ distances }) => ({ value: distances.meanMeters, n: distances.reached }),
  },
  { id: "median", unit: "m", better: "less", read: quantile(0.5) },
  { id: "ninth", unit: "m", better: "less", read: quantile(0.9) },
  {
    ...{ id: "compliance", unit: "count", better: "more" },
    read: ({ compliance }) =>
      compliance ? { value: compliance.within, whole: compliance.total } : { value: null },
  },
  {
    ...{ id: "stars", unit: "stars", better: "more" },
    read: ({ stars }) => ({
      value: stars.rated > 0 ? stars.sum / stars.rated : null,
      n: stars.rated,
    }),
  },
  { id: "sites", unit: "count", better: null, read: ({ sites }) => ({ value: sites.count }) },
  { id: "gaps", unit: "count", better: "less", read: ({ gaps }) => ({ value: gaps.count }) },
  {
    ...{ id: "largestGap", unit: "amount", better: "less" },
    read: ({ gaps }) => ({ value: gaps.largest }),
  },
  {
    ...{ id: "cost", unit: "yuan", better: null },
    read: ({ cost }) => ({
      value: cost.known + cost.unknown === 0 ? 0 : cost.known > 0 ? cost.yuan : null,
    }),
  },
];

/** Rows that say something: nobody is without room where no room is asked for. */
export const shownRows = (columns: readonly ComparisonColumn[]) =>
  ROWS.filter(
    ({ id }) => id !== "withoutRoom" || columns.some(({ asked }) => asked?.hasCapacity === true),
  );

/** How much more than the register as it is; null where either is unknown, and for the register itself. */
export function differenceIn(
  { read }: Row,
  column: ComparisonColumn,
  columns: readonly ComparisonColumn[],
): number | null {
  const base = columns[column.baseline];
  if (!base?.now || !column.now || column.scenarioId === null) return null;
  const [value, before] = [read(column.now).value, read(base.now).value];
  return value === null || before === null ? null : value - before;
}
