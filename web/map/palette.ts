/** Paper by day, ink blue by night. */
export type Flavor = "light" | "dark";

/** What a symbol's shape tells apart. */
export type FacilityKind =
  | "transfer_station"
  | "toilet"
  | "bin"
  | "collection_point"
  | "rest_stop"
  | "depot";

/** Full sweep, fine sweep, wash, patrol cleaning, collection: how a cleaning route is drawn. */
export type RouteKind = "full_sweep" | "fine_sweep" | "wash" | "patrol" | "collection";

type Ramp = readonly string[];

/** Every colour on the map but those of places and plots (`land-palette.ts`). Nothing outside these files names one. */
export type Palette = {
  readonly land: string;
  readonly water: string;
  readonly waterLabel: string;
  readonly green: string;
  readonly greenLabel: string;
  readonly building: string;
  readonly buildingLine: string;
  readonly rail: string;
  readonly railGap: string;
  readonly street: string;
  readonly streetMajor: string;
  readonly casing: string;
  readonly path: string;
  readonly label: string;
  readonly labelQuiet: string;
  readonly halo: string;
  readonly area: string;
  readonly areaLabel: string;
  readonly facility: Readonly<Record<FacilityKind, string>>;
  readonly symbolHalo: string;
  readonly star: string;
  readonly route: Readonly<Record<RouteKind, string>>;
  /** Passes due per day, few to many. */
  readonly due: Ramp;
  readonly complaint: string;
  /** Few to many complaints; a picture of density, never of significance. */
  readonly heat: Ramp;
  /** Beyond chance, weakly to strongly; told apart from each other by lightness too. */
  readonly hot: Ramp;
  readonly cold: Ramp;
  /** Counted, and not told from chance. */
  readonly byChance: string;
  /** Residents, few to many. */
  readonly residents: Ramp;
  readonly starRamp: Ramp;
  readonly radius: string;
  readonly selection: string;
  readonly noData: string;
  readonly noDataGround: string;
};

/*
 * Kinds are told apart by shape first; their hues keep apart under the common colour blindnesses (checked with the
 * Machado matrices) and stay clear of the meanings of design §7: hot, cold, served, no capacity, outside.
 */
export const palettes: Readonly<Record<Flavor, Palette>> = {
  light: {
    land: "#f3f1eb",
    water: "#c8dde8",
    waterLabel: "#3f6f8a",
    green: "#dbe7d0",
    greenLabel: "#51704a",
    building: "#e7e2d8",
    buildingLine: "#d8d1c4",
    rail: "#a9a59c",
    railGap: "#f3f1eb",
    street: "#ffffff",
    streetMajor: "#fffdf7",
    casing: "#d3cdc1",
    path: "#d9d3c7",
    label: "#4c5257",
    labelQuiet: "#767a7d",
    halo: "#faf9f6",
    area: "#7d7a86",
    areaLabel: "#5f5c6b",
    facility: {
      transfer_station: "#6a3d9a",
      toilet: "#1261a8",
      bin: "#5c6670",
      collection_point: "#8a5a12",
      rest_stop: "#19724a",
      depot: "#37424d",
    },
    symbolHalo: "#ffffff",
    star: "#b7791f",
    route: {
      full_sweep: "#1c6dd0",
      fine_sweep: "#7b3fb5",
      wash: "#0f8a92",
      patrol: "#c2541b",
      collection: "#6b6f2a",
    },
    due: ["#c9d7ea", "#93b3dd", "#5b8bcb", "#2f63ad", "#123c7c"],
    complaint: "#b3321f",
    heat: ["#f9d9a8", "#f6b36c", "#ec7e45", "#cf4a2d", "#97201c"],
    hot: ["#f3a15c", "#dd5a24", "#9c1f0a"],
    cold: ["#a3c5e2", "#4e8dc2", "#1b548f"],
    byChance: "#8c9298",
    residents: ["#eceaf3", "#cfcbe3", "#a9a5cf", "#827cb6", "#5d5597", "#3a3170"],
    starRamp: ["#d9d3c4", "#dcc78e", "#d2ab57", "#bd8a2c", "#9a6a16"],
    radius: "#0b7285",
    selection: "#0a58ca",
    noData: "#9aa0a5",
    noDataGround: "#e9e8e4",
  },
  dark: {
    land: "#0e1722",
    water: "#0c2a3f",
    waterLabel: "#6fa3c4",
    green: "#11291f",
    greenLabel: "#79a584",
    building: "#17222f",
    buildingLine: "#202d3c",
    rail: "#4a5868",
    railGap: "#0e1722",
    street: "#26333f",
    streetMajor: "#31404e",
    casing: "#0a121b",
    path: "#222e3a",
    label: "#b3c0cc",
    labelQuiet: "#8593a1",
    halo: "#0b131c",
    area: "#7c8796",
    areaLabel: "#a7b3c0",
    facility: {
      transfer_station: "#c4a2ee",
      toilet: "#7fbcf5",
      bin: "#b3bec8",
      collection_point: "#e2b366",
      rest_stop: "#7fd3a7",
      depot: "#d5dde4",
    },
    symbolHalo: "#0b131c",
    star: "#f2c14e",
    route: {
      full_sweep: "#6aa9f5",
      fine_sweep: "#c296ee",
      wash: "#52c9cf",
      patrol: "#f29a66",
      collection: "#c3c76b",
    },
    due: ["#2b3f5c", "#3d5f92", "#5484c4", "#82acdf", "#bcd5f3"],
    complaint: "#ff8b73",
    heat: ["#4a2420", "#8a3524", "#cb5530", "#f08c4a", "#fcd08a"],
    hot: ["#9a4a1d", "#e0662b", "#ffb27d"],
    cold: ["#26517c", "#4283bd", "#9ac8f2"],
    byChance: "#7c8894",
    residents: ["#1c2136", "#2e3358", "#474a7d", "#6b6aa6", "#9794ca", "#c9c6ea"],
    starRamp: ["#3a3c3a", "#5f5536", "#8a7335", "#bd9638", "#f2c14e"],
    radius: "#4cc3d6",
    selection: "#7db4ff",
    noData: "#6f7b87",
    noDataGround: "#18222d",
  },
};
