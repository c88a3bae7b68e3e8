import { useEffect, useRef } from "react";
import { useFlavor } from "../map/flavor.ts";
import type { FacilityKind } from "../map/palette.ts";
import { drawSymbol, type FacilityState, SYMBOL_PIXEL_RATIO } from "../map/symbols.ts";
import { Icon, type IconName } from "../ui/icon.tsx";

/** The kind of facility each layer of the register holds. */
export const KIND_OF_LAYER: Readonly<Record<string, FacilityKind>> = {
  "transfer-stations": "transfer_station",
  toilets: "toilet",
  bins: "bin",
  "collection-points": "collection_point",
  "rest-stops": "rest_stop",
  depots: "depot",
};

/** The layer that holds the facilities of a kind; null of a kind the page does not know. */
export const layerOfKind = (kind: string): string | null =>
  Object.keys(KIND_OF_LAYER).find((layerId) => KIND_OF_LAYER[layerId] === kind) ?? null;

const ICON_OF_LAYER: Readonly<Record<string, IconName>> = {
  streets: "line",
  "cleaning-routes": "line",
  complaints: "warning",
  areas: "polygon",
  residents: "home",
};

/** The sign of a layer beside a word: a facility's own symbol as on the map, a line drawing for the rest. */
export function LayerMark(props: { layerId: string; state?: string | null | undefined }) {
  const kind = KIND_OF_LAYER[props.layerId];
  if (kind) return <KindMark kind={kind} state={props.state ?? "open"} />;
  return (
    <span className="layer-mark">
      <Icon name={ICON_OF_LAYER[props.layerId] ?? "layers"} size={16} />
    </span>
  );
}

function KindMark(props: { kind: FacilityKind; state: string }) {
  const { kind, state } = props;
  const flavor = useFlavor();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const target = canvas.current;
    // a state the map does not know is drawn as the map draws it: open
    const image = drawSymbol({ flavor, kind, state: state as FacilityState, stars: null });
    if (!target || !image) return;
    target.width = image.width;
    target.height = image.height;
    target.style.width = `${image.width / SYMBOL_PIXEL_RATIO}px`;
    target.getContext("2d")?.putImageData(image, 0, 0);
  }, [flavor, kind, state]);
  return (
    <span className="layer-mark" aria-hidden="true">
      <canvas ref={canvas} width={0} height={0} />
    </span>
  );
}
