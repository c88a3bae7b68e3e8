import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { layersQuery } from "../layers/queries.ts";
import { shownEntries } from "../layers/tree.ts";
import { useAtlas } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { metersPerPixel } from "../map/geometry.ts";
import { palettes } from "../map/palette.ts";
import { scaleBarOf } from "../map/scale-bar.tsx";
import { useView } from "../map/view.ts";
import { formatDay, formatLength, formatPeriod } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { legendLines } from "./legend.ts";
import { drawSheet } from "./picture.ts";
import { words } from "./words.ts";

const SCALE_PIXELS = 140;

/**
 * Draws what is on screen as a sheet to keep or print.
 *
 * @returns null while the counts of the legend are not there yet, and where there is no map.
 */
export function useSheet(isWanted: boolean): (() => HTMLCanvasElement) | null {
  const say = useWords(words);
  const language = useLanguage();
  const flavor = useFlavor();
  const atlas = useAtlas();
  const { view } = useView();
  const { district, date, period } = view;
  const catalog = useQuery({
    ...layersQuery(district.districtId, { date, ...period }),
    enabled: isWanted,
  });
  const layers = catalog.data?.layers;
  const draw = useCallback(() => {
    if (!atlas || !layers) throw new TypeError("a sheet is drawn once map and counts are there");
    const { center, zoom } = atlas.camera();
    const { lengthMeters, width } = scaleBarOf(metersPerPixel(center[1], zoom), SCALE_PIXELS);
    const { clientWidth, clientHeight } = atlas.map.getContainer();
    atlas.map.redraw(); // the buffer lives only until this task ends
    return drawSheet(
      atlas.map.getCanvas(),
      clientWidth,
      clientHeight,
      {
        title: `${nameIn(language, district)} · ${say.product}`,
        subtitle: `${say.asOf(formatDay(date, language))} · ${say.period} ${formatPeriod(period, language)}`,
        legendTitle: say.legend,
        legend: legendLines(shownEntries(view.layers), layers, palettes[flavor], language),
        scale: { width, label: formatLength(lengthMeters, language) },
        demo: district.isDemo ? `${say.demo} · ${say.demoSentence}` : null,
        foot: [say.printedOn(formatDay(district.today, language)), ...district.attributions].join(
          " · ",
        ),
      },
      flavor,
      language,
    );
  }, [atlas, layers, language, say, district, date, period, view.layers, flavor]);
  return atlas && layers ? draw : null;
}
