import { landPalettes } from "./land-palette.ts";
import { type Flavor, palettes } from "./palette.ts";
import { SYMBOL_PIXEL_RATIO } from "./symbols.ts";

/** Side of a sign in screen pixels, and the room for its halo around it. */
const SIDE = 16;
const ROOM = 2;

/** A sign for each kind of place on a grid of 16, filled by the even-odd rule. */
const SIGNS: Readonly<Record<string, string>> = {
  // a house of offices with its windows
  work: "M4 2h8v12H9.2v-2.6H6.8V14H4zM5.6 4h1.6v1.6H5.6zM8.8 4h1.6v1.6H8.8zM5.6 7.4h1.6V9H5.6zM8.8 7.4h1.6V9H8.8z",
  // a stall under its awning
  market:
    "M2.8 2.6h10.4l1.2 3.8a1.7 1.7 0 0 1-3.2.5 2 2 0 0 1-3.2 0 2 2 0 0 1-3.2 0 1.7 1.7 0 0 1-3.2-.5zM3.2 9.2h9.6v4.6H3.2z",
  // a bag
  shopping: "M2.8 5.4h10.4l.8 8.6H2zM5 5.4V4.6a3 3 0 0 1 6 0v.8H9.6v-.8a1.6 1.6 0 0 0-3.2 0v.8z",
  // a bus from the front
  transport:
    "M4.2 2h7.6a1.8 1.8 0 0 1 1.8 1.8v8.1h-1.2V14h-2v-2.1H5.6V14h-2v-2.1H2.4V3.8A1.8 1.8 0 0 1 4.2 2zM4.2 3.9v3.8h7.6V3.9zM4.3 9.2v1.4h1.6V9.2zM10.1 9.2v1.4h1.6V9.2z",
  // a mortar-board
  school:
    "M8 2.8l7.2 3.3L8 9.4.8 6.1zM3.8 8.7L8 10.7l4.2-2v3.1c-1.2 1.1-2.7 1.6-4.2 1.6s-3-.5-4.2-1.6z",
  hospital: "M6 2.2h4V6h3.8v4H10v3.8H6V10H2.2V6H6z",
  // a place within its houses
  square: "M2.4 2.4h11.2v11.2H2.4zM4.4 4.4v7.2h7.2V4.4zM6.4 6.4h3.2v3.2H6.4z",
  // a tree
  park: "M8 1.4l4 4.8h-2l2.9 3.8H8.9v4H7.1v-4H3.1L6 6.2H4z",
  // a mountain and the sun
  scenic:
    "M1 13.4L5.8 4.8l2.6 4.4 1.8-2.6L15 13.4zM10.4 3.4a1.6 1.6 0 1 1 3.2 0 1.6 1.6 0 1 1-3.2 0z",
  // a house with columns
  culture_sport:
    "M8 1.8l6.2 3.3v1.4H1.8V5.1zM3.2 7.5h2v4h-2zM7 7.5h2v4H7zM10.8 7.5h2v4h-2zM1.8 12.4h12.4V14H1.8z",
};

/** The image name of a place's sign; style expressions build the same text from a feature's kind. */
export const placeSignName = (flavor: Flavor, kind: string) => `place|${flavor}|${kind}`;

/**
 * Draws a sign that is named as `placeSignName` names it: a plain figure with a halo, quieter than any facility.
 *
 * @returns null where the name is none of these, or there is no canvas to draw on.
 */
export function drawPlaceSign(name: string): ImageData | null {
  const [prefix, flavor, kind = ""] = name.split("|");
  if (prefix !== "place" || (flavor !== "light" && flavor !== "dark")) return null;
  const canvas = document.createElement("canvas");
  canvas.width = (SIDE + 2 * ROOM) * SYMBOL_PIXEL_RATIO;
  canvas.height = canvas.width;
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  draw.scale(SYMBOL_PIXEL_RATIO, SYMBOL_PIXEL_RATIO);
  draw.translate(ROOM, ROOM);
  const sign = new Path2D(SIGNS[kind] ?? SIGNS.square);
  draw.lineJoin = "round";
  draw.strokeStyle = palettes[flavor].symbolHalo;
  draw.lineWidth = 3;
  draw.stroke(sign);
  draw.fillStyle = landPalettes[flavor].place;
  draw.fill(sign, "evenodd");
  return draw.getImageData(0, 0, canvas.width, canvas.height);
}
