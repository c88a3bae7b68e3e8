/**
 * What lies over what, from the ground up. A layer names its slot and never another layer, so that capabilities
 * cannot disagree about the order.
 */
export const SLOTS = [
  "ground", // land, water, green, buildings
  "surface", // choropleths: streets stay readable on them
  "streets",
  "reach", // service areas, tinted over the streets
  "heat",
  "boundaries",
  "routes",
  "labels", // names on the base map
  "halos",
  "aggregates",
  "points",
  "selection",
] as const;

export type Slot = (typeof SLOTS)[number];
