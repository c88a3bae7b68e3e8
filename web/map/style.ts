import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Language } from "../ui/language.ts";
import { GROUND_LAYERS, GROUND_SOURCE, groundLayers, labelLayers, streetLayers } from "./base.ts";
import { fontFaces } from "./fonts.ts";
import { SLOTS, type Slot } from "./order.ts";
import { type Flavor, palettes } from "./palette.ts";

/**
 * A map layer and the slot it lies in. Where it stands for records, `picks` is the server's id of their layer, and
 * `pickBy` the property that is their id: `id` unless it is named.
 */
export type SlottedLayer = {
  readonly slot: Slot;
  readonly layer: LayerSpecification;
  readonly picks?: string;
  readonly pickBy?: string;
};

/** What one drawing adds to the map: its map sources and its layers, bottom to top within each slot. */
export type Drawing = {
  /** Kinds of the change log its tiles show: when one changes, they are asked for again. */
  readonly kinds?: readonly string[];
  /** It belongs to our own ground, and is not shown over a configured base map. */
  readonly isGround?: boolean;
  readonly sources: Readonly<Record<string, SourceSpecification>>;
  readonly layers: readonly SlottedLayer[];
};

/** A base map from outside, laid under our streets in place of our ground. */
export type BaseDrawing = {
  readonly sources: Drawing["sources"];
  readonly layers: readonly LayerSpecification[];
};

/** Everything the style depends on. */
export type StyleState = {
  readonly flavor: Flavor;
  readonly language: Language;
  readonly districtId: string;
  /** Where tiles and fonts come from: `https://host:port`. */
  readonly origin: string;
  readonly base: BaseDrawing | null;
  readonly drawings: readonly Drawing[];
};

/** The deepest zoom tiles are asked for; beyond it the same tiles are drawn larger. */
export const TILE_MAX_ZOOM = 16;

/** The address of the tiles of some layers of a district. */
export const tilesUrl = (
  origin: string,
  districtId: string,
  layerIds: readonly string[],
  query: Readonly<Record<string, string>> = {},
) => {
  const text = new URLSearchParams(query).toString();
  const ids = layerIds.join(",");
  return `${origin}/tiles/${encodeURIComponent(districtId)}/${ids}/{z}/{x}/{y}.mvt${text ? `?${text}` : ""}`;
};

/**
 * The whole style for a state: pure, so that MapLibre's own difference between two styles is all that ever changes
 * on screen, and the camera and loaded tiles stay.
 */
export function styleOf(state: StyleState): StyleSpecification {
  const { flavor, language, districtId, origin, base } = state;
  const drawings = state.drawings.filter(({ isGround }) => !(base && isGround));
  const inSlot = (slot: Slot) =>
    drawings.flatMap((drawing) =>
      drawing.layers.filter((each) => each.slot === slot).map((each) => each.layer),
    );
  const own: Partial<Record<Slot, LayerSpecification[]>> = base
    ? { ground: [...base.layers] }
    : {
        ground: groundLayers(flavor),
        streets: streetLayers(flavor),
        labels: labelLayers(flavor, language),
      };
  return {
    version: 8,
    "font-faces": fontFaces(`${origin}/fonts/`),
    sources: {
      ...(base
        ? base.sources
        : {
            [GROUND_SOURCE]: {
              type: "vector" as const,
              tiles: [tilesUrl(origin, districtId, GROUND_LAYERS)],
              maxzoom: TILE_MAX_ZOOM,
            },
          }),
      ...Object.assign({}, ...drawings.map((drawing) => drawing.sources)),
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": palettes[flavor].land } },
      ...SLOTS.flatMap((slot) => [...(own[slot] ?? []), ...inSlot(slot)]),
    ],
  };
}
