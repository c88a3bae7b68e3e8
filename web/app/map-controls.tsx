import { type ReactNode, useEffect, useState } from "react";
import { useAtlas } from "../map/atlas-context.ts";
import { useView } from "../map/view.ts";
import { IconButton } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { words } from "./language.ts";

/** Buttons over the map: the capabilities' tools, then zoom, north and the whole district. */
export function MapControls({ children }: { children: ReactNode }) {
  const say = useWords(words);
  const atlas = useAtlas();
  const { view } = useView();
  const [isTurned, setTurned] = useState(false);
  useEffect(() => {
    if (!atlas) return;
    const read = () => {
      const { bearing, pitch } = atlas.camera();
      setTurned(Math.abs(bearing) > 0.5 || pitch > 0.5);
    };
    read();
    atlas.map.on("moveend", read);
    return () => void atlas.map.off("moveend", read);
  }, [atlas]);
  if (!atlas) return null;
  const { bbox } = view.district;
  return (
    <div className="map-controls" data-print="hide">
      <div className="control-group">{children}</div>
      <div className="control-group">
        <IconButton icon="plus" label={say.zoomIn} tip="left" onPress={() => atlas.map.zoomIn()} />
        <IconButton
          icon="minus"
          label={say.zoomOut}
          tip="left"
          onPress={() => atlas.map.zoomOut()}
        />
        {bbox && (
          <IconButton
            icon="home"
            label={say.wholeDistrict}
            tip="left"
            onPress={() => atlas.fit(bbox)}
          />
        )}
        {isTurned && (
          <IconButton
            icon="compass"
            label={say.north}
            tip="left"
            onPress={() => atlas.map.resetNorthPitch()}
          />
        )}
      </div>
    </div>
  );
}
