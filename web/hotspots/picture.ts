import { drawSheet } from "../facilities/picture.ts";
import type { Atlas } from "../map/atlas.ts";
import { metersPerPixel } from "../map/geometry.ts";
import { type Flavor, palettes } from "../map/palette.ts";
import { scaleBarOf } from "../map/scale-bar.tsx";
import type { View } from "../map/view.ts";
import { formatDay, formatLength, formatPeriod } from "../ui/format.ts";
import { type Language, nameIn, titleIn } from "../ui/language.ts";
import type { Hotspots } from "./queries.ts";
import { words } from "./words.ts";

const SCALE_PIXELS = 140;

/** The map with the spots as a sheet to keep: what was asked, what the colours mean, how many there are. */
export function hotspotSheet(
  atlas: Atlas,
  { district }: View,
  hotspots: Hotspots,
  { flavor, language }: { flavor: Flavor; language: Language },
): HTMLCanvasElement {
  const say = words[language];
  const colors = palettes[flavor];
  const { asked, period, cells } = hotspots;
  const { center, zoom } = atlas.camera();
  const { lengthMeters, width } = scaleBarOf(metersPerPixel(center[1], zoom), SCALE_PIXELS);
  const { clientWidth, clientHeight } = atlas.map.getContainer();
  const counted = (state: number) => cells.state.filter((each) => each === state).length;
  const line = (title: string, color: string, count: number | null, depth: 0 | 1 = 0) => ({
    ...{ title, count, depth },
    sign: { type: "fill" as const, color },
  });
  atlas.map.redraw(); // the buffer lives only until this task ends
  return drawSheet(
    atlas.map.getCanvas(),
    clientWidth,
    clientHeight,
    {
      title: `${nameIn(language, district)} · ${say.title}`,
      subtitle: `${formatPeriod(period, language)} · ${titleIn(language, asked.title)} · ${say.level} ${Math.round(asked.level * 100)}%`,
      legendTitle: say.legend,
      legend: [
        line(say.hotWeak, colors.hot[0]!, null),
        line(say.hotMiddle, colors.hot[1]!, null),
        line(say.hotStrong, colors.hot[2]!, null),
        line(say.hotCells, colors.hot[1]!, counted(1), 1),
        line(say.cold, colors.cold[1]!, counted(-1)),
        line(say.byChance, colors.byChance, counted(0)),
      ],
      scale: { width, label: formatLength(lengthMeters, language) },
      demo: district.isDemo ? say.demo : null,
      foot: [formatDay(district.today, language), ...district.attributions].join(" · "),
    },
    flavor,
    language,
  );
}
