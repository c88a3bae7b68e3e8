import type { Flavor } from "./palette.ts";

/** Colours of vehicles, of the ways they went, and of nothing else. */
export type FleetPalette = {
  /** By how a vehicle stands; what is not known is grey and never a colour. */
  readonly state: Readonly<Record<VehicleLook, string>>;
  /** Inside of what is not filled. */
  readonly paper: string;
  /** Speed, slow to fast, at `SPEED_BREAKS`. */
  readonly speed: readonly string[];
  readonly working: string;
  readonly notWorking: string;
  readonly unknown: string;
};

/** How a vehicle looks: what its state comes to on the map. */
export type VehicleLook = "working" | "moving" | "standing" | "located" | "silent" | "out";

/** km/h at which the colour of speed changes: walking, sweeping, slow, town, faster. */
export const SPEED_BREAKS = [5, 15, 30, 50] as const;

export const fleetPalettes: Readonly<Record<Flavor, FleetPalette>> = {
  light: {
    state: {
      working: "#0b7a4b",
      moving: "#1f5fbf",
      standing: "#3d4852",
      located: "#1f5fbf",
      silent: "#6d757b",
      out: "#8c9298",
    },
    paper: "#ffffff",
    speed: ["#7fc4b8", "#45a3ad", "#26799f", "#1d5089", "#1b2a63"],
    working: "#0b7a4b",
    notWorking: "#56718f",
    unknown: "#9aa0a5",
  },
  dark: {
    state: {
      working: "#58d69a",
      moving: "#7fb2ff",
      standing: "#c9d3dc",
      located: "#7fb2ff",
      silent: "#97a3af",
      out: "#76828e",
    },
    paper: "#0f1a26",
    speed: ["#2f6f74", "#3793a3", "#56b4cf", "#93d0ee", "#d9f0ff"],
    working: "#58d69a",
    notWorking: "#8aa0ba",
    unknown: "#6f7b87",
  },
};
