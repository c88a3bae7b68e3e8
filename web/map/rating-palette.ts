import type { Flavor } from "./palette.ts";

/** Colours of stars, and of what stands where there are none. */
export type RatingColors = {
  /** One star to five: even steps of lightness (OKLab), also under the common colour blindnesses. */
  readonly stars: readonly [string, string, string, string, string];
  /** Outlines, and the number on what is pale. */
  readonly ink: string;
  /** Inside of what holds no star, and the number on what is deep. */
  readonly paper: string;
  /** A small sample: grey and no colour of the ramp. */
  readonly small: string;
  readonly warning: string;
  /** The sign within a warning. */
  readonly onWarning: string;
};

export const ratingPalettes: Readonly<Record<Flavor, RatingColors>> = {
  light: {
    stars: ["#ebd994", "#dbaf4e", "#c6841b", "#a75e0f", "#813f17"],
    ink: "#24221d",
    paper: "#ffffff",
    small: "#c3c7ca",
    warning: "#b3261e",
    onWarning: "#ffffff",
  },
  dark: {
    stars: ["#683a21", "#90582a", "#b67b31", "#d7a23e", "#f0ce65"],
    ink: "#f1ecdf",
    paper: "#0f1a26",
    small: "#4b5763",
    warning: "#ff8f7a",
    onWarning: "#2b0b06",
  },
};

/** Whether paper, and not ink, is read on so many stars. */
export const isOnPaper = (flavor: Flavor, stars: number) => stars >= (flavor === "light" ? 4 : 3);

const declared = ({ stars, ...others }: RatingColors) =>
  [
    ...stars.map((color, at) => `--rating-${at + 1}: ${color};`),
    ...Object.entries(others).map(
      ([name, color]) =>
        `--rating-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${color};`,
    ),
  ].join("");

/** The same colours for lists: by screen and theme, and on paper as by day. */
export const ratingStyle = (noData: Readonly<Record<Flavor, string>>) =>
  `:root{${declared(ratingPalettes.light)}--rating-no-data:${noData.light};}` +
  `@media screen{[data-theme="dark"]{${declared(ratingPalettes.dark)}--rating-no-data:${noData.dark};}}`;
