import { cellToBoundary } from "h3-js";
import type { ReachPalette } from "../map/reach-palette.ts";
import type { CoverageAnswer, CoverageTrialAnswer } from "./queries.ts";

type Cells = CoverageAnswer["cells"];

/** Cells as deck.gl draws them: their corners once, their colours as often as something changes. */
export type DrawnCells = {
  readonly cells: Cells;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
  /** Four bytes a cell. */
  readonly colors: Uint8ClampedArray;
  /** Of each cell: how strong its colour is, by how many people there are. */
  readonly strengths: Uint8ClampedArray;
};

const ringByCell = new Map<string, readonly (readonly [number, number])[]>();
function ringOf(cell: string) {
  const known = ringByCell.get(cell);
  if (known) return known;
  const ring = cellToBoundary(cell, true) as [number, number][]; // pairs, as h3-js says of GeoJSON order
  ringByCell.set(cell, ring);
  return ring;
}

/** Faintest and strongest alpha of a cell. */
const [FAINT, STRONG] = [40, 178];

const statesOf = ({ served, withoutRoom, outside, rejected }: ReachPalette) =>
  [outside, served, withoutRoom, rejected] as const; // as the contract numbers them

/** Cells of an answer. */
export function drawnCells(cells: Cells, palette: ReachPalette): DrawnCells {
  const sorted = cells.demand.filter((demand) => demand > 0).sort((a, b) => a - b);
  const much = sorted[Math.floor(sorted.length * 0.9)] ?? 1;
  const strengths = Uint8ClampedArray.from(cells.demand, (demand) =>
    demand === 0 ? 0 : FAINT + (STRONG - FAINT) * Math.min(1, demand / much),
  );
  const colors = new Uint8ClampedArray(cells.cell.length * 4);
  const drawn = { cells, rings: cells.cell.map(ringOf), colors, strengths };
  for (let i = 0; i < cells.cell.length; i++) paint(drawn, i, cells.state[i]!, palette);
  return drawn;
}

function paint(
  { colors, strengths }: DrawnCells,
  cell: number,
  state: number,
  palette: ReachPalette,
) {
  const [red, green, blue] = statesOf(palette)[state] ?? palette.rejected;
  colors[4 * cell] = red;
  colors[4 * cell + 1] = green;
  colors[4 * cell + 2] = blue;
  colors[4 * cell + 3] = strengths[cell]!;
}

/** The same cells as a trial changes them. */
export function triedCells(
  drawn: DrawnCells,
  { changed }: CoverageTrialAnswer,
  palette: ReachPalette,
): DrawnCells {
  const tried = { ...drawn, colors: drawn.colors.slice() };
  for (const [i, cell] of changed.index.entries())
    if (cell < drawn.rings.length) paint(tried, cell, changed.state[i]!, palette);
  return tried;
}

/** Makes the layer; deck.gl comes with the first. */
export async function cellsLayer({ rings, colors }: DrawnCells) {
  const { SolidPolygonLayer } = await import("@deck.gl/layers");
  return [
    new SolidPolygonLayer({
      id: "coverage-cells",
      data: rings,
      getPolygon: (ring: (typeof rings)[number]) => ring as [number, number][], // deck.gl's own type is mutable
      getFillColor: (_: unknown, { index }: { index: number }) => [
        colors[4 * index]!,
        colors[4 * index + 1]!,
        colors[4 * index + 2]!,
        colors[4 * index + 3]!,
      ],
      updateTriggers: { getFillColor: colors },
      pickable: false,
      // of the map's layers, which deck.gl's own types do not know
      ...{ beforeId: LOWEST_LINE },
    }),
  ];
}

/** The lowest layer of this capability's drawing: cells lie under it, streets and names stay readable. */
export const LOWEST_LINE = "coverage-streets-outside";
