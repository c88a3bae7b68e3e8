import { useEffect, useRef, useState } from "react";
import type { Atlas } from "../map/atlas.ts";
import { useAtlas } from "../map/atlas-context.ts";
import { holdClicks } from "../map/hold-clicks.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { formatLength } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { Finder } from "./search-box.tsx";
import type { Shape } from "./shape.ts";
import { StepBar, useKeysFirst } from "./step-bar.tsx";
import { words } from "./words.ts";

/** Distances one asks for along a street, in meters: a carriageway, a pavement's reach, a block. */
export const WITHIN_METERS = ["20", "50", "100", "200"] as const;

/** How far beside a street a click still means it, in pixels. */
const REACH_PIXELS = 6;

/** The street under a place on screen; null where there is none, or none with a name of its own. */
function streetAt({ map }: Atlas, x: number, y: number): string | null {
  const found = map.queryRenderedFeatures([
    [x - REACH_PIXELS, y - REACH_PIXELS],
    [x + REACH_PIXELS, y + REACH_PIXELS],
  ]);
  for (const { sourceLayer, properties } of found) {
    const streetId: unknown = sourceLayer === "streets" ? properties.streetId : null;
    if (typeof streetId === "string" && streetId !== "") return streetId;
  }
  return null;
}

/** Somebody chooses a street, on the map or by name, and how far to either side. */
export function StreetStep(props: { onDone: (shape: Shape) => void; onCancel: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const [within, setWithin] = useState<(typeof WITHIN_METERS)[number]>("50");
  const choose = (streetId: string) =>
    props.onDone({ kind: "street", streetId, withinMeters: Number(within) });
  const atlas = useAtlas();
  const latest = useRef(choose);
  latest.current = choose;
  useEffect(() => {
    if (!atlas) return;
    const { map } = atlas;
    const release = holdClicks(map.getContainer(), (event) => {
      const { left, top } = map.getContainer().getBoundingClientRect();
      const streetId = streetAt(atlas, event.clientX - left, event.clientY - top);
      if (streetId) latest.current(streetId);
    });
    map.getCanvas().style.cursor = "crosshair";
    return () => {
      release();
      map.getCanvas().style.removeProperty("cursor");
    };
  }, [atlas]);
  useKeysFirst({ Escape: props.onCancel });
  return (
    <StepBar title={say.picking} hint={say.pickingHint}>
      <Finder
        label={say.streetName}
        hint={say.pickingHint}
        layerId="streets"
        onPick={(hit) => choose(hit.id)}
      />
      <Segmented
        label={say.within}
        value={within}
        options={WITHIN_METERS.map((value) => ({
          value,
          title: formatLength(Number(value), language),
        }))}
        onChange={setWithin}
      />
      <Button onPress={props.onCancel} isQuiet>
        {say.cancel}
      </Button>
    </StepBar>
  );
}
