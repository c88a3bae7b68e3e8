import { type Flavor, palettes } from "../map/palette.ts";
import { standingPalettes } from "../map/standing-palette.ts";
import { SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";
import { HATCH, SIGN_SIDE, STOP_LOOKS } from "./stop-signs.ts";
import type { PassState } from "./titles.ts";

/** The first word of the names of these images. */
export const STOP_SIGN = "round-stop";

/** Room for the halo, in pixels of the screen. */
const ROOM = 3;

/** The sign of a stop by its name, see `stopSignName`; null where there is nothing to draw on. */
export function drawStopSign(name: string): ImageData | null {
  const [, flavorName, state, number = ""] = name.split("|");
  const flavor: Flavor = flavorName === "dark" ? "dark" : "light";
  const look = STOP_LOOKS[state as PassState]; // the name is our own
  const canvas = document.createElement("canvas");
  canvas.width = (SIGN_SIDE + 2 * ROOM) * SYMBOL_PIXEL_RATIO;
  canvas.height = canvas.width;
  const draw = canvas.getContext("2d");
  if (!draw || !look) return null;
  const colors = palettes[flavor];
  const color =
    look.color !== null
      ? standingPalettes[flavor][look.color]
      : look.ground === "hatched"
        ? colors.noData
        : colors.labelQuiet;
  draw.scale(SYMBOL_PIXEL_RATIO, SYMBOL_PIXEL_RATIO);
  draw.translate(ROOM, ROOM);
  draw.lineJoin = "round";
  draw.lineCap = "round";
  const stroke = (path: string, style: string, width: number) => {
    draw.strokeStyle = style;
    draw.lineWidth = width;
    draw.stroke(new Path2D(path));
  };
  const isFilled = look.ground === "filled";
  stroke(look.shape, colors.symbolHalo, 5);
  draw.fillStyle = isFilled ? color : colors.symbolHalo;
  draw.fill(new Path2D(look.shape));
  if (look.ground === "hatched") stroke(HATCH, color, 1.4);
  if (look.isDashed) draw.setLineDash([2.6, 2.6]);
  stroke(look.shape, color, isFilled ? 1.4 : 2.2);
  draw.setLineDash([]);
  const ink = isFilled ? colors.symbolHalo : colors.label;
  if (number === "") {
    if (!isFilled) stroke(look.mark, colors.symbolHalo, 4.4);
    stroke(look.mark, ink, 2.2);
  } else writeNumber(draw, number, { ink, halo: isFilled ? null : colors.symbolHalo });
  return draw.getImageData(0, 0, canvas.width, canvas.height);
}

function writeNumber(
  draw: CanvasRenderingContext2D,
  number: string,
  { ink, halo }: { ink: string; halo: string | null },
) {
  draw.font = `700 ${number.length > 2 ? 8 : 10.5}px system-ui, sans-serif`;
  draw.textAlign = "center";
  draw.textBaseline = "middle";
  const at = [SIGN_SIDE / 2, SIGN_SIDE / 2 + 0.5] as const;
  if (halo) {
    draw.strokeStyle = halo;
    draw.lineWidth = 3.5;
    draw.strokeText(number, ...at);
  }
  draw.fillStyle = ink;
  draw.fillText(number, ...at);
}
