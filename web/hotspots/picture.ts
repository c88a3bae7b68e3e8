import { drawSheet } from "../facilities/picture.ts";
import type { Atlas } from "../map/atlas.ts";
import { metersPerPixel } from "../map/geometry.ts";
import type { Flavor } from "../map/palette.ts";
import { scaleBarOf } from "../map/scale-bar.tsx";
import type { View } from "../map/view.ts";
import { formatDay, formatLength } from "../ui/format.ts";
import { type Language, nameIn } from "../ui/language.ts";
import type { HotSheet } from "./sheet.ts";
import { words } from "./words.ts";

const SCALE_PIXELS = 140;

/** The map as a sheet to keep: what was asked, what the colours mean, how many there are. */
export function hotspotSheet(
  atlas: Atlas,
  { district }: View,
  { title, asked, legend }: HotSheet,
  { flavor, language }: { flavor: Flavor; language: Language },
): HTMLCanvasElement {
  const say = words[language];
  const { center, zoom } = atlas.camera();
  const { lengthMeters, width } = scaleBarOf(metersPerPixel(center[1], zoom), SCALE_PIXELS);
  const { clientWidth, clientHeight } = atlas.map.getContainer();
  atlas.map.redraw(); // the buffer lives only until this task ends
  return drawSheet(
    atlas.map.getCanvas(),
    clientWidth,
    clientHeight,
    {
      title: `${nameIn(language, district)} · ${title}`,
      subtitle: asked.join(" · "),
      ...{ legendTitle: say.legend, legend },
      scale: { width, label: formatLength(lengthMeters, language) },
      demo: district.isDemo ? say.demo : null,
      foot: [formatDay(district.today, language), ...district.attributions].join(" · "),
    },
    flavor,
    language,
  );
}
