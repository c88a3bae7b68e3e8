import type { Flavor } from "./palette.ts";

type Rgb = readonly [red: number, green: number, blue: number];

/** What becomes of people, as design §7 has it: served blue-green, no room amber, outside magenta, no data grey. */
export type ReachPalette = {
  readonly served: Rgb;
  readonly withoutRoom: Rgb;
  readonly outside: Rgb;
  readonly rejected: Rgb;
  readonly site: string;
  readonly siteNew: string;
  readonly gap: string;
};

/** Apart from each other under the common colour blindnesses by lightness too: magenta is the darkest, amber the lightest. */
export const reachPalettes: Readonly<Record<Flavor, ReachPalette>> = {
  light: {
    served: [33, 145, 140],
    withoutRoom: [224, 158, 28],
    outside: [176, 32, 112],
    rejected: [140, 140, 140],
    site: "#0c5a58",
    siteNew: "#d9480f",
    gap: "#8a1259",
  },
  dark: {
    served: [64, 190, 180],
    withoutRoom: [240, 182, 66],
    outside: [232, 92, 168],
    rejected: [130, 138, 148],
    site: "#8fe3dc",
    siteNew: "#ff9a5c",
    gap: "#ff9dd0",
  },
};

export const cssOf = ([red, green, blue]: Rgb, alpha = 1) =>
  `rgb(${red} ${green} ${blue} / ${alpha})`;
