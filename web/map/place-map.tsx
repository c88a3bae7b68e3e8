import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../ui/language.ts";
import { Atlas } from "./atlas.ts";
import { AtlasContext, useAtlas } from "./atlas-context.ts";
import { type Basemap, useBaseDrawing } from "./basemap.ts";
import { useFlavor } from "./flavor.ts";
import type { LngLat } from "./geometry.ts";
import { usePin } from "./pin.ts";
import "./place-map.css";
import { useView } from "./view.ts";

/** From here one house is told from the next. */
const NEAR_ZOOM = 17;

type Props = {
  /** null: nowhere yet. */
  at: LngLat | null;
  label: string;
  onPlace: (position: LngLat) => void;
};

/** A small map with one pin, for a form that has no map beside it. Nothing where the browser cannot draw one. */
export function PlaceMap({ basemap, ...pin }: Props & { basemap: Basemap | null }) {
  const language = useLanguage();
  const flavor = useFlavor();
  const { view } = useView();
  const { districtId, bbox } = view.district;
  const base = useBaseDrawing(basemap, flavor);
  const container = useRef<HTMLDivElement>(null);
  const [atlas, setAtlas] = useState<Atlas | null>(null);
  const setting = { flavor, language, districtId, base };
  const camera = pin.at
    ? { center: pin.at, zoom: NEAR_ZOOM, bearing: 0, pitch: 0 }
    : (view.camera ?? bbox);
  const first = useRef({ setting, camera });
  useEffect(() => {
    const { setting: begun, camera: seen } = first.current;
    const isUnable = document.createElement("canvas").getContext("webgl2") === null;
    if (!container.current || !seen || isUnable) return;
    const made = new Atlas(container.current, begun, seen);
    setAtlas(made);
    return () => made.destroy();
  }, []);
  useEffect(() => {
    atlas?.set({ flavor, language, districtId, base });
  }, [atlas, flavor, language, districtId, base]);
  return (
    <AtlasContext value={atlas}>
      <div className="place-map" ref={container} />
      {atlas && <Pin {...pin} />}
    </AtlasContext>
  );
}

/** The pin; a place that was not set on this map is brought into its middle. */
function Pin({ at, label, onPlace }: Props) {
  const atlas = useAtlas();
  const own = useRef(at);
  usePin({
    ...{ at, label, hasFocus: false },
    onPlace: (position) => {
      own.current = position;
      onPlace(position);
    },
  });
  useEffect(() => {
    if (!at || String(at) === String(own.current)) return;
    own.current = at;
    atlas?.goTo(at, NEAR_ZOOM);
  }, [atlas, at]);
  return null;
}
