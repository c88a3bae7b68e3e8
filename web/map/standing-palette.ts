import type { Flavor } from "./palette.ts";

/** How a street stands, and what became of a pass: what has a colour. What nobody can know has none: it is hatched. */
export type StandingColors = {
  readonly behind: string;
  readonly could_not: string;
  readonly on_time: string;
  readonly done: string;
  readonly suspended: string;
  readonly nothing_due: string;
};

/** Told apart under the common colour blindnesses by lightness too: behind is the darkest of the warm, on time the lightest. */
export const standingPalettes: Readonly<Record<Flavor, StandingColors>> = {
  light: {
    behind: "#c8370d",
    could_not: "#c98512",
    on_time: "#7fb0e0",
    done: "#17857a",
    suspended: "#8d74b8",
    nothing_due: "#c6bfae",
  },
  dark: {
    behind: "#ff7a45",
    could_not: "#f0b642",
    on_time: "#4f7fb8",
    done: "#3fbfae",
    suspended: "#a48ad6",
    nothing_due: "#3a4654",
  },
};

const declared = (colors: object) =>
  Object.entries(colors)
    .map(([name, color]) => `--standing-${name.replace("_", "-")}: ${color};`)
    .join("");

/** The same colours for lists and tables: by screen and theme, and on paper as by day. */
export const standingStyle = (noData: Readonly<Record<Flavor, string>>) =>
  `:root{${declared({ ...standingPalettes.light, hatch: noData.light })}}` +
  `@media screen{[data-theme="dark"]{${declared({ ...standingPalettes.dark, hatch: noData.dark })}}}`;
