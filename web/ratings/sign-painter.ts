import { type Flavor, palettes } from "../map/palette.ts";
import { isOnPaper, type RatingColors, ratingPalettes } from "../map/rating-palette.ts";
import { SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";
import {
  SIGN_DASH,
  SIGN_HATCH,
  SIGN_SIDE,
  type Standing,
  shapeOf,
  WARNING_MARK,
  WARNING_SHAPE,
} from "./signs.ts";

/** Room for the halo and the warning, in pixels of the screen. */
const ROOM = 6;

/** The sign with a name, see `signName`; null where there is nothing to draw on. */
export function drawRatingSign(name: string): ImageData | null {
  const [, flavorName, kind = "", standing, stars = "", written = "", warning] = name.split("|");
  const flavor: Flavor = flavorName === "dark" ? "dark" : "light";
  const canvas = document.createElement("canvas");
  canvas.width = (SIGN_SIDE + 2 * ROOM) * SYMBOL_PIXEL_RATIO;
  canvas.height = canvas.width;
  const draw = canvas.getContext("2d");
  if (!draw) return null;
  draw.scale(SYMBOL_PIXEL_RATIO, SYMBOL_PIXEL_RATIO);
  draw.translate(ROOM, ROOM);
  draw.lineJoin = "round";
  draw.lineCap = "round";
  // the name is our own
  drawBody(draw, flavor, { kind, standing: standing as Standing, stars: Number(stars || 0) });
  if (written !== "") write(draw, written, inkOn(flavor, standing as Standing, Number(stars || 0)));
  if (warning === "!") drawWarning(draw, ratingPalettes[flavor]);
  return draw.getImageData(0, 0, canvas.width, canvas.height);
}

const inkOn = (flavor: Flavor, standing: Standing, stars: number) =>
  standing === "stars" && isOnPaper(flavor, stars)
    ? ratingPalettes[flavor].paper
    : ratingPalettes[flavor].ink;

type Pen = CanvasRenderingContext2D;

function drawBody(
  draw: Pen,
  flavor: Flavor,
  { kind, standing, stars }: { kind: string; standing: Standing; stars: number },
) {
  const colors = ratingPalettes[flavor];
  const { symbolHalo, noData } = palettes[flavor];
  const outline = new Path2D(shapeOf(kind));
  stroke(draw, outline, symbolHalo, 5);
  draw.fillStyle =
    standing === "stars" && stars > 0
      ? colors.stars[stars - 1]!
      : standing === "small"
        ? colors.small
        : colors.paper;
  draw.fill(outline);
  if (standing === "unknown") {
    draw.save();
    draw.clip(outline);
    stroke(draw, new Path2D(SIGN_HATCH), noData, 1.5);
    draw.restore();
  }
  if (standing === "trial") {
    // what holds is a full ground, what is tried a broken ring of the same colour
    draw.lineCap = "butt";
    draw.setLineDash([...SIGN_DASH]);
    stroke(draw, outline, colors.ink, 4.2);
    stroke(draw, outline, stars > 0 ? colors.stars[stars - 1]! : colors.small, 2.6);
    draw.setLineDash([]);
    return;
  }
  const isGrey = standing === "unknown" || standing === "small";
  stroke(draw, outline, isGrey ? noData : colors.ink, standing === "none" ? 2 : 1.5);
}

function drawWarning(draw: Pen, { paper, warning, onWarning }: RatingColors) {
  const shape = new Path2D(WARNING_SHAPE);
  stroke(draw, shape, paper, 4);
  draw.fillStyle = warning;
  draw.fill(shape);
  stroke(draw, shape, warning, 1.5);
  stroke(draw, new Path2D(WARNING_MARK), onWarning, 1.7);
}

function stroke(draw: Pen, path: Path2D, style: string, width: number) {
  draw.strokeStyle = style;
  draw.lineWidth = width;
  draw.stroke(path);
}

function write(draw: Pen, text: string, ink: string) {
  draw.font = `700 ${text.length > 2 ? 8 : text.length > 1 ? 9 : 12}px system-ui, sans-serif`;
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  draw.fillStyle = ink;
  draw.fillText(text, SIGN_SIDE / 2, SIGN_SIDE / 2 + 0.8);
}
