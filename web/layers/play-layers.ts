import type { OverlayLayers } from "../map/overlay.ts";
import type { ComplaintColumns } from "./complaint-columns.ts";

/**
 * The complaints of some rows as dots, from memory: while time is played there is no waiting for tiles.
 *
 * deck.gl is fetched here, when somebody first presses play.
 *
 * @param rows  Half-open range of rows, from `rowsOf`.
 * @param color  `#rrggbb`.
 */
export function playLayers(
  columns: ComplaintColumns,
  [start, end]: readonly [number, number],
  color: string,
): OverlayLayers {
  return async () => {
    const { ScatterplotLayer } = await import("@deck.gl/layers");
    const positions = columns.positions.subarray(start * 2, end * 2);
    return [
      new ScatterplotLayer({
        id: "complaints-played",
        // binary columns: deck.gl uploads them as they are, its types know only rows
        data: {
          length: end - start,
          attributes: { getPosition: { value: positions, size: 2 } },
        } as unknown as [],
        getRadius: 3,
        radiusUnits: "pixels",
        getFillColor: rgbOf(color),
        opacity: 0.7,
        pickable: false,
      }),
    ];
  };
}

const rgbOf = (color: string): [number, number, number] => [
  Number.parseInt(color.slice(1, 3), 16),
  Number.parseInt(color.slice(3, 5), 16),
  Number.parseInt(color.slice(5, 7), 16),
];
