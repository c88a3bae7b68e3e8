import type { Flavor } from "./palette.ts";

/** What land is used for, as the register has it. */
export type LandUse =
  | "residential"
  | "public"
  | "commercial"
  | "industrial"
  | "warehouse"
  | "road_transport"
  | "utility"
  | "green_square";

/** Colours of places and plots: a part of the palette that is fetched with what it colours. */
export type LandPalette = {
  readonly place: string;
  /** A surface and its edge, by use. */
  readonly use: Readonly<Record<LandUse, readonly [fill: string, line: string]>>;
  /** The edge of what may be built on. */
  readonly free: string;
};

/*
 * Hues of land use are those that Chinese land-use plans have (yellow to live, pink to serve, red to sell, brown to
 * make…), so faint that streets and figures are read on them.
 */
export const landPalettes: Readonly<Record<Flavor, LandPalette>> = {
  light: {
    place: "#7d4164",
    use: {
      residential: ["#f0dd8c", "#b0942f"],
      public: ["#e3aac8", "#a95c88"],
      commercial: ["#e39a86", "#b0553c"],
      industrial: ["#bd9f80", "#7d6045"],
      warehouse: ["#b3a3d2", "#705ca0"],
      road_transport: ["#b1b7bd", "#727a82"],
      utility: ["#93c0d6", "#41809f"],
      green_square: ["#a3cc92", "#578b43"],
    },
    free: "#22303b",
  },
  dark: {
    place: "#e3b4cd",
    use: {
      residential: ["#6d6029", "#b9a24a"],
      public: ["#6d3f59", "#c283a6"],
      commercial: ["#743f31", "#d4886c"],
      industrial: ["#574531", "#b19069"],
      warehouse: ["#483d6a", "#a08cd2"],
      road_transport: ["#3d4751", "#8b96a1"],
      utility: ["#2a5368", "#63a5c7"],
      green_square: ["#2f5c35", "#73ae68"],
    },
    free: "#eef3f7",
  },
};
