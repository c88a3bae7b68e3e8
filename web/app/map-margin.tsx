import { ScaleBar } from "../map/scale-bar.tsx";
import { useView } from "../map/view.ts";
import { DemoBadge } from "../ui/figure.tsx";

/** What stands in the map's lower corner, on screen and on paper: the scale, and whose data it is. */
export function MapMargin({ attribution }: { attribution: string }) {
  const { view } = useView();
  const credits = [...view.district.attributions, attribution].filter(Boolean);
  return (
    <div className="map-margin">
      <ScaleBar />
      {view.district.isDemo && <DemoBadge />}
      {credits.length > 0 && <span className="attribution">{credits.join(" · ")}</span>}
    </div>
  );
}
