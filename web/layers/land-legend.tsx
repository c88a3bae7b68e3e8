import { useEffect, useRef } from "react";
import { useFlavor } from "../map/flavor.ts";
import { type LandUse, landPalettes } from "../map/land-palette.ts";
import { drawPlaceSign, placeSignName } from "../map/place-symbols.ts";
import { SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";
import { formatCount } from "../ui/format.ts";
import { dictionary, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { LayerInfo } from "./queries.ts";

const words = dictionary({ free: "可建设（粗边）" }, { free: "May be built on (dark edge)" });

/** The sign of places or of plots in the tree; with `info` what each of their signs means, and how many there are. */
export function LandLegend(props: { entry: "places" | "plots"; info?: LayerInfo | undefined }) {
  const { entry, info } = props;
  const language = useLanguage();
  const say = useWords(words);
  if (!info) return entry === "places" ? <PlaceSwatch kind="market" /> : <PlotSwatch />;
  const classes = info.classes[entry === "places" ? "kind" : "landUse"] ?? [];
  const free = info.classes.isAvailable?.find(({ value }) => value === true)?.count ?? 0;
  return (
    <div className="legend">
      {classes.map(({ value, title, count }) => (
        <p className="legend-row" key={String(value)}>
          {entry === "places" ? (
            <PlaceSwatch kind={String(value)} />
          ) : (
            <PlotSwatch use={String(value)} />
          )}
          <span>{titleIn(language, title)}</span>
          <small>{formatCount(count, language)}</small>
        </p>
      ))}
      {free > 0 && (
        <p className="legend-row">
          <PlotSwatch isFree />
          <span>{say.free}</span>
          <small>{formatCount(free, language)}</small>
        </p>
      )}
    </div>
  );
}

/** The map's own sign of a kind of place. */
function PlaceSwatch({ kind }: { kind: string }) {
  const flavor = useFlavor();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = drawPlaceSign(placeSignName(flavor, kind));
    const element = canvas.current;
    if (!image || !element) return;
    element.width = image.width;
    element.height = image.height;
    element.style.width = `${image.width / SYMBOL_PIXEL_RATIO}px`;
    element.getContext("2d")?.putImageData(image, 0, 0);
  }, [flavor, kind]);
  return (
    <span className="swatch">
      <canvas ref={canvas} width={0} height={0} />
    </span>
  );
}

/** A plot as it lies on the map: of a use, or with the edge of what may be built on. */
function PlotSwatch({ use, isFree = false }: { use?: string; isFree?: boolean }) {
  const { use: colors, free } = landPalettes[useFlavor()];
  const [fill, line] = colors[use as LandUse] ?? colors.utility; // one the page does not know looks like any plot
  const edge = isFree ? `2px solid ${free}` : `1px solid ${line}`;
  return (
    <span className="swatch">
      <span
        className="swatch-fill"
        style={{ background: fill, border: edge, boxSizing: "border-box" }}
      />
    </span>
  );
}
