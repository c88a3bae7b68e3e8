import { palettes } from "../map/palette.ts";
import type { Drawing } from "../map/style.ts";

/** How strongly symbols are drawn that nobody vouches for any more. */
const FAINT = 0.4;

/** A drawing whose data are dead: everything in the grey of what is not known, halos aside. */
export function greyed(drawing: Drawing): Drawing {
  const { noData, halo } = palettes.dark;
  const grey = (layer: Drawing["layers"][number]["layer"]) => {
    const paint = Object.entries(layer.paint ?? {}).map(([name, value]) => [
      name,
      !name.endsWith("-color") ? value : /halo|stroke/.test(name) ? halo : noData,
    ]);
    const own = layer.type === "symbol" ? { "icon-opacity": FAINT } : {};
    return { ...layer, paint: { ...Object.fromEntries(paint), ...own } };
  };
  return {
    ...drawing,
    layers: drawing.layers.map((slotted) => ({
      ...slotted,
      layer: grey(slotted.layer) as typeof slotted.layer, // the same layer with other colours
    })),
  };
}

/** The drawing as it is, or grey where its data are dead. */
export const ifAlive = (drawing: Drawing | null, isDead: boolean) =>
  drawing && isDead ? greyed(drawing) : drawing;
