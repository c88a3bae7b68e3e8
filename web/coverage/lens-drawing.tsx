import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { reachPalettes } from "../map/reach-palette.ts";
import { useView } from "../map/view.ts";
import { LENS_GAPS, marksDrawing } from "./lens-marks.ts";
import { type LensTold, NAMELESS, useLensAnswer } from "./lens-queries.ts";
import { useCoverageLink, useSetCoverageLink } from "./params.ts";
import type { Lens } from "./settings-words.ts";

/** What a lens that measures no radius calls a gap, on the map; a click marks it in the list. */
export function LensDrawing({ lens }: { lens: Lens }) {
  const { data } = useLensAnswer(lens.id).answer;
  return data ? <Marks key={lens.id} told={data} /> : null;
}

function Marks({ told }: { told: LensTold }) {
  const flavor = useFlavor();
  const atlas = useAtlas();
  const { districtId } = useView().view.district;
  const { gap } = useCoverageLink();
  const set = useSetCoverageLink();
  useDrawing(
    "coverage-lens",
    useMemo(
      () =>
        marksDrawing(told, {
          ...{ districtId, chosen: gap ?? null, flavor },
          ...{ colors: palettes[flavor], palette: reachPalettes[flavor] },
        }),
      [told, districtId, gap, flavor],
    ),
  );
  // what was clicked on the map is in sight already
  const last = useRef<string | undefined>(undefined);
  useHit((hit) => {
    if (hit?.layerId !== LENS_GAPS) return;
    last.current = hit.id;
    set({ gap: hit.id === gap ? undefined : hit.id }, true);
  });
  useEffect(() => {
    if (gap === last.current) return;
    last.current = gap;
    const place = gap === undefined ? null : placeOf(told, gap);
    if (place) atlas?.goTo(place.position, place.zoom);
  }, [atlas, told, gap]);
  return null;
}

/** Where what the link names is, and from how near one looks at it. */
function placeOf({ result }: LensTold, id: string) {
  const found =
    "gaps" in result
      ? { at: result.streets.find(({ streetId }) => (streetId ?? NAMELESS) === id), zoom: 15.5 }
      : "areas" in result
        ? { at: result.areas.find(({ areaId }) => areaId === id), zoom: 13 }
        : "facilities" in result
          ? { at: result.facilities.find((one) => one.id === id), zoom: 17 }
          : null;
  const position = found?.at?.position;
  return found && position
    ? { position: [position[0]!, position[1]!] as const, zoom: found.zoom }
    : null;
}
