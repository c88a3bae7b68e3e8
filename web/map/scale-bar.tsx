import { useEffect, useState } from "react";
import { formatLength } from "../ui/format.ts";
import { useLanguage } from "../ui/language.ts";
import { useAtlas } from "./atlas-context.ts";
import { metersPerPixel } from "./geometry.ts";

const MAX_WIDTH = 96;

/**
 * The longest bar of a round length that fits: 1, 2 or 5 times a power of ten meters.
 *
 * @returns its length on the ground and its width on screen, in meters and pixels.
 */
export function scaleBarOf(perPixelMeters: number, maxWidth: number) {
  const most = perPixelMeters * maxWidth;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthMeters = [5, 2, 1].map((step) => step * power).find((each) => each <= most) ?? power;
  return { lengthMeters, width: lengthMeters / perPixelMeters };
}

/** How long things are at the middle of the map. */
export function ScaleBar() {
  const atlas = useAtlas();
  const language = useLanguage();
  const [bar, setBar] = useState<{ lengthMeters: number; width: number } | null>(null);

  useEffect(() => {
    if (!atlas) return;
    const read = () => {
      const { center, zoom } = atlas.camera();
      setBar(scaleBarOf(metersPerPixel(center[1], zoom), MAX_WIDTH));
    };
    read();
    atlas.map.on("move", read);
    return () => void atlas.map.off("move", read);
  }, [atlas]);

  if (!bar) return null;
  return (
    <div className="scale-bar" style={{ width: bar.width }}>
      {formatLength(bar.lengthMeters, language)}
    </div>
  );
}
