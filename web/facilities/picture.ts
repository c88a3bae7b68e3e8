import type { Flavor } from "../map/palette.ts";
import { palettes } from "../map/palette.ts";
import { drawPlaceSign, placeSignName } from "../map/place-symbols.ts";
import { drawSymbol, type FacilityState, SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";
import { formatCount } from "../ui/format.ts";
import type { Language } from "../ui/language.ts";
import type { LegendLine, Sign } from "./legend.ts";

/** Everything a picture says beside the map. */
export type Caption = {
  readonly title: string;
  /** Day, period, who asks. */
  readonly subtitle: string;
  readonly legendTitle: string;
  readonly legend: readonly LegendLine[];
  readonly scale: { readonly width: number; readonly label: string };
  /** 演示数据 with its sentence; null where the data is real. */
  readonly demo: string | null;
  readonly foot: string;
};

const MARGIN = 24;
const HEAD = 64;
const FOOT = 40;
const LEGEND_WIDTH = 232;
const LINE = 22;
const FONT = `"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif`;

/**
 * The map as a sheet: title above, legend with counts beside, scale, date and whose data it is beneath.
 *
 * @param map  The map's canvas, drawn in this very task: its buffer is not kept.
 * @param width  Width of the map on screen, in CSS pixels; so is `height`.
 */
export function drawSheet(
  map: HTMLCanvasElement,
  width: number,
  height: number,
  caption: Caption,
  flavor: Flavor,
  language: Language,
): HTMLCanvasElement {
  const ratio = Math.max(2, map.width / width);
  const legendHeight = caption.legend.length * LINE + 48;
  const bodyHeight = Math.max(height, legendHeight);
  const sheetWidth = MARGIN * 2 + width + LEGEND_WIDTH;
  const sheetHeight = HEAD + bodyHeight + FOOT;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(sheetWidth * ratio);
  canvas.height = Math.round(sheetHeight * ratio);
  const draw = canvas.getContext("2d");
  if (!draw) throw new TypeError("this browser gives no 2D canvas");
  const { label: ink, labelQuiet: quiet, symbolHalo: paper } = palettes[flavor];
  draw.scale(ratio, ratio);
  draw.fillStyle = paper;
  draw.fillRect(0, 0, sheetWidth, sheetHeight);
  draw.textBaseline = "middle";

  draw.fillStyle = ink;
  draw.font = `700 22px ${FONT}`;
  draw.fillText(caption.title, MARGIN, 26);
  draw.fillStyle = quiet;
  draw.font = `13px ${FONT}`;
  draw.fillText(caption.subtitle, MARGIN, 49);
  if (caption.demo) drawDemo(draw, caption.demo, sheetWidth - MARGIN, palettes[flavor].star);

  draw.drawImage(map, MARGIN, HEAD, width, height);
  draw.strokeStyle = quiet;
  draw.lineWidth = 0.5;
  draw.strokeRect(MARGIN, HEAD, width, height);
  drawLegend(draw, caption, MARGIN + width + 20, HEAD + 12, { ink, quiet, flavor, language });
  drawScale(draw, caption.scale, MARGIN, HEAD + bodyHeight + 22, ink);
  draw.fillStyle = quiet;
  draw.font = `12px ${FONT}`;
  draw.textAlign = "right";
  draw.fillText(caption.foot, sheetWidth - MARGIN, HEAD + bodyHeight + 22);
  return canvas;
}

function drawDemo(draw: CanvasRenderingContext2D, text: string, right: number, ink: string) {
  draw.font = `600 13px ${FONT}`;
  const width = draw.measureText(text).width + 20;
  draw.strokeStyle = ink;
  draw.lineWidth = 1.5;
  draw.beginPath();
  draw.roundRect(right - width, 18, width, 28, 5);
  draw.stroke();
  draw.fillStyle = ink;
  draw.fillText(text, right - width + 10, 32);
}

function drawScale(
  draw: CanvasRenderingContext2D,
  { width, label }: Caption["scale"],
  x: number,
  y: number,
  ink: string,
) {
  draw.strokeStyle = ink;
  draw.lineWidth = 1.5;
  draw.beginPath();
  draw.moveTo(x, y - 5);
  draw.lineTo(x, y + 1);
  draw.lineTo(x + width, y + 1);
  draw.lineTo(x + width, y - 5);
  draw.stroke();
  draw.fillStyle = ink;
  draw.font = `12px ${FONT}`;
  draw.fillText(label, x + width + 8, y - 2);
}

function drawLegend(
  draw: CanvasRenderingContext2D,
  caption: Caption,
  x: number,
  top: number,
  look: { ink: string; quiet: string; flavor: Flavor; language: Language },
) {
  draw.fillStyle = look.quiet;
  draw.font = `600 13px ${FONT}`;
  draw.fillText(caption.legendTitle, x, top);
  for (const [index, line] of caption.legend.entries()) {
    const y = top + 28 + index * LINE;
    const indent = line.depth * 14;
    drawSign(draw, line.sign, x + indent + 10, y, look.flavor);
    const count = line.count === null ? "" : formatCount(line.count, look.language);
    draw.font = `${line.depth === 0 ? "13px" : "12px"} ${FONT}`;
    draw.fillStyle = line.depth === 0 ? look.ink : look.quiet;
    const room = LEGEND_WIDTH - 20 - indent - 28 - draw.measureText(count).width - 8;
    draw.fillText(fitted(draw, line.title, room), x + indent + 28, y);
    draw.textAlign = "right";
    draw.fillText(count, x + LEGEND_WIDTH - 20, y);
    draw.textAlign = "left";
  }
}

/** The text, cut with an ellipsis where it would not fit. */
function fitted(draw: CanvasRenderingContext2D, text: string, room: number): string {
  if (draw.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 1 && draw.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return `${text.slice(0, length)}…`;
}

/** The map's own image of a facility or a place. */
function imageOf(sign: Extract<Sign, { type: "symbol" | "place" }>, flavor: Flavor) {
  if (sign.type === "place") return drawPlaceSign(placeSignName(flavor, sign.kind));
  // a state the map does not know is drawn as the map draws it: open
  const state = sign.state as FacilityState;
  return drawSymbol({ flavor, kind: sign.kind, state, stars: null });
}

function drawSign(
  draw: CanvasRenderingContext2D,
  sign: Sign,
  x: number,
  y: number,
  flavor: Flavor,
) {
  if (sign.type === "symbol" || sign.type === "place") {
    const image = imageOf(sign, flavor);
    if (!image) return;
    const stamp = document.createElement("canvas");
    stamp.width = image.width;
    stamp.height = image.height;
    stamp.getContext("2d")?.putImageData(image, 0, 0);
    const width = image.width / SYMBOL_PIXEL_RATIO;
    const height = image.height / SYMBOL_PIXEL_RATIO;
    draw.drawImage(stamp, x - width / 2, y - height / 2, width, height);
    return;
  }
  if (sign.type === "line") {
    draw.strokeStyle = sign.color;
    draw.lineWidth = 4;
    draw.lineCap = "round";
    draw.beginPath();
    draw.moveTo(x - 9, y);
    draw.lineTo(x + 9, y);
    draw.stroke();
    draw.lineCap = "butt";
  } else if (sign.type === "dot") {
    draw.fillStyle = sign.color;
    draw.beginPath();
    draw.arc(x, y, 5, 0, Math.PI * 2);
    draw.fill();
  } else if (sign.type === "fill") {
    draw.fillStyle = sign.color;
    draw.fillRect(x - 8, y - 7, 16, 14);
    draw.strokeStyle = palettes[flavor].casing;
    draw.lineWidth = 0.5;
    draw.strokeRect(x - 8, y - 7, 16, 14);
  } else if (sign.type === "ramp") {
    const step = 20 / sign.colors.length;
    for (const [index, color] of sign.colors.entries()) {
      draw.fillStyle = color;
      draw.fillRect(x - 10 + index * step, y - 5, step + 0.3, 10);
    }
  }
}
