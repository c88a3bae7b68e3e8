import { ScaleBar } from "../map/scale-bar.tsx";
import { useView } from "../map/view.ts";
import { DemoBadge } from "../ui/figure.tsx";

/** What stands in the map's lower corner, on screen and on paper: the scale, and whose data it is. */
export function MapMargin({ attribution }: { attribution: string }) {
  const { view } = useView();
  return (
    <div className="map-margin">
      <ScaleBar />
      {view.district.isDemo && <DemoBadge />}
      {attribution && <span className="attribution">{attribution}</span>}
    </div>
  );
}
