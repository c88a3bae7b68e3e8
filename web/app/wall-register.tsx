import { useQuery } from "@tanstack/react-query";
import type { ExpressionSpecification } from "maplibre-gl";
import { useMemo } from "react";
import { complaintsDrawing } from "../layers/complaint-drawing.ts";
import { type DrawingState, facilityDrawing } from "../layers/facility-drawing.ts";
import { areaNamesDrawing } from "../layers/name-drawing.ts";
import { areasDrawing } from "../layers/people-drawing.ts";
import { namedAreasQuery } from "../layers/record-queries.ts";
import { starFacilitiesDrawing, starStreetsDrawing } from "../layers/star-drawing.ts";
import type { EntryId } from "../layers/tree.ts";
import { useDrawing } from "../map/atlas-context.ts";
import { labelText } from "../map/base.ts";
import type { Bbox } from "../map/geometry.ts";
import type { Drawing } from "../map/style.ts";
import { useView } from "../map/view.ts";
import { addDays } from "../ui/format.ts";
import { type Language, useLanguage } from "../ui/language.ts";
import { useFeed } from "../wall/feeds.ts";
import type { WallLayerId } from "../wall/queries.ts";
import { useWallDay } from "./wall-day.ts";
import { ifAlive } from "./wall-grey.ts";

/** Complaints of these days are drawn. */
export const COMPLAINT_DAYS = 7;
/** Where stars are what one looks at, symbols carry them and their names from afar. */
const STARS_FROM_ZOOM = 11;

/** What of the layer tree each layer of a scene shows; bins are too many to be told apart from across a room. */
const ENTRIES: Partial<Record<WallLayerId, readonly EntryId[]>> = {
  areas: ["areas"],
  complaints: ["complaints"],
  stars: ["transfer-stations", "toilets", "star-facilities", "star-streets"],
  facilities: ["transfer-stations", "toilets", "collection-points", "rest-stops", "depots"],
  stations: ["transfer-stations"],
};

const IS_RATED: ExpressionSpecification = [">", ["coalesce", ["get", "stars"], 0], 0];

/** Of the district's width, from where on names stand to the left of their places: panels stand at its right. */
const EAST = 0.6;
const BESIDE = 1.3;

/** To which side of a place its name goes first, and where else: towards the middle, and not under a panel. */
function nameSides(bbox: Bbox | null): ExpressionSpecification {
  const sides = (first: "left" | "right", second: "left" | "right"): ExpressionSpecification => {
    const beside = (anchor: string) => [anchor, [anchor === "left" ? BESIDE : -BESIDE, 0]];
    const others = ["bottom", [0, -BESIDE], "top", [0, BESIDE]];
    return ["literal", [...beside(first), ...others, ...beside(second)]];
  };
  if (bbox === null) return sides("left", "right");
  const [west, south, east, north] = bbox;
  const from = west + EAST * (east - west);
  const ring: number[][] = [
    [from, south],
    [east, south],
    [east, north],
    [from, north],
    [from, south],
  ];
  const isEast: ExpressionSpecification = ["within", { type: "Polygon", coordinates: [ring] }];
  return ["case", isEast, sides("right", "left"), sides("left", "right")];
}

/** Facilities where stars are what one looks at: those that have some are named with them, the others step back. */
function ratedFirst(drawing: Drawing, language: Language, bbox: Bbox | null): Drawing {
  const name: ExpressionSpecification = [
    "concat",
    labelText(language),
    " ★",
    ["to-string", ["get", "stars"]],
  ];
  return {
    ...drawing,
    layers: drawing.layers.map((slotted) => {
      const { layer } = slotted;
      if (layer.type !== "symbol" || !layer.layout?.["icon-image"]) return slotted;
      const { "text-anchor": _, "text-offset": __, ...own } = layer.layout;
      const layout = {
        ...own,
        "text-variable-anchor-offset": nameSides(bbox),
        ...{ "text-field": ["case", IS_RATED, name, ""], "text-size": 14 },
        "symbol-sort-key": ["-", 0, ["coalesce", ["get", "stars"], 0]],
      };
      const paint = { ...layer.paint, "icon-opacity": ["case", IS_RATED, 1, 0.35] };
      return { ...slotted, layer: { ...layer, layout, paint } as typeof layer }; // the same layer
    }),
  };
}

/** What a scene shows of the register: areas, facilities, stars and complaints, from the map's own tiles. */
export function RegisterLayers({ layers }: { layers: readonly WallLayerId[] }) {
  const { districtId, bbox } = useView().view.district;
  const language = useLanguage();
  const date = useWallDay();
  const key = layers.join();
  const state = useMemo((): DrawingState => {
    const shown = new Set(
      key.split(",").flatMap((layer) => ENTRIES[layer as WallLayerId] ?? []), // they were joined just above
    );
    const own = { origin: location.origin, districtId, date, language, shown };
    return {
      ...own,
      flavor: "dark",
      ...(shown.has("star-streets") ? { nearZoom: STARS_FROM_ZOOM } : {}),
    };
  }, [key, districtId, date, language]);
  const isComplaintsDead = useFeed("complaints")?.isSilent === true;
  useDrawing(
    "areas",
    useMemo(() => areasDrawing(state), [state]),
  );
  useDrawing(
    "facilities",
    useMemo(() => {
      const drawing = facilityDrawing(state);
      return drawing && state.shown.has("star-facilities")
        ? ratedFirst(drawing, state.language, bbox)
        : drawing;
    }, [state, bbox]),
  );
  useDrawing(
    "star-streets",
    useMemo(() => starStreetsDrawing(state), [state]),
  );
  useDrawing(
    "star-facilities",
    useMemo(() => starFacilitiesDrawing(state), [state]),
  );
  useDrawing(
    "complaints",
    useMemo(() => {
      const period = { from: addDays(date, 1 - COMPLAINT_DAYS), to: date };
      return ifAlive(complaintsDrawing(state, period), isComplaintsDead);
    }, [state, date, isComplaintsDead]),
  );
  const named = useQuery({
    ...namedAreasQuery(districtId, date),
    enabled: state.shown.has("areas"),
  }).data;
  useDrawing(
    "area-names",
    useMemo(
      () => (named && state.shown.has("areas") ? areaNamesDrawing(state, named) : null),
      [state, named],
    ),
  );
  return null;
}
