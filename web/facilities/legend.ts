import { DUE_BREAKS } from "../layers/cleaning-drawing.ts";
import { RESIDENT_BREAKS } from "../layers/people-drawing.ts";
import type { LayerInfo } from "../layers/queries.ts";
import { ENTRIES, type EntryId, inTreeOrder } from "../layers/tree.ts";
import { entryTitle } from "../layers/words.ts";
import { type LandUse, landPalettes } from "../map/land-palette.ts";
import { type FacilityKind, type Palette, palettes, type RouteKind } from "../map/palette.ts";
import { formatCount } from "../ui/format.ts";
import { type Language, titleIn } from "../ui/language.ts";
import { KIND_OF_LAYER } from "./kind-mark.tsx";

/** How a sign looks. */
export type Sign =
  | { readonly type: "symbol"; readonly kind: FacilityKind; readonly state: string }
  | { readonly type: "line" | "fill" | "dot"; readonly color: string }
  | { readonly type: "ramp"; readonly colors: readonly string[] }
  | { readonly type: "place"; readonly kind: string }
  | { readonly type: "none" };

type Class = LayerInfo["classes"][string][number];

/** One line of a picture's legend; `depth` 1 stands under the last of depth 0. */
export type LegendLine = {
  readonly depth: 0 | 1;
  readonly sign: Sign;
  readonly title: string;
  /** How many records carry the sign; null where that is not a count. */
  readonly count: number | null;
};

/**
 * What the signs of a picture mean: the entries that are on, in the tree's order, with their counts.
 *
 * @param layers  The server's answer for the picture's day and period; an entry it does not know has no count.
 */
export function legendLines(
  shown: ReadonlySet<EntryId>,
  layers: readonly LayerInfo[],
  palette: Palette,
  language: Language,
): LegendLine[] {
  return inTreeOrder(shown).flatMap((entry) => {
    const layerId = ENTRIES[entry].of;
    const info = layers.find((each) => each.layerId === layerId);
    const isCounted = entry !== "cleaning-due" && entry !== "star-streets";
    const head: LegendLine = {
      depth: 0,
      sign: headSign(entry, palette),
      title: titleIn(language, entryTitle(entry, info)),
      count: (isCounted && info?.count) || null,
    };
    return [head, ...partsOf(entry, info, palette, language)];
  });
}

/** Colours of places and plots of the same flavor. */
const landOf = (palette: Palette) => landPalettes[palette === palettes.dark ? "dark" : "light"];

function headSign(entry: EntryId, palette: Palette): Sign {
  const kind = KIND_OF_LAYER[entry];
  if (kind) return { type: "symbol", kind, state: "open" };
  if (entry === "areas") return { type: "line", color: palette.area };
  if (entry === "complaints") return { type: "dot", color: palette.complaint };
  if (entry === "complaint-heat") return { type: "ramp", colors: palette.heat };
  if (entry === "service-radius") return { type: "fill", color: palette.radius };
  if (entry === "star-facilities") return { type: "dot", color: palette.star };
  if (entry === "star-streets") return { type: "ramp", colors: palette.starRamp };
  if (entry === "places") return { type: "dot", color: landOf(palette).place };
  return { type: "none" };
}

function partsOf(
  entry: EntryId,
  info: LayerInfo | undefined,
  palette: Palette,
  language: Language,
): LegendLine[] {
  const kind = KIND_OF_LAYER[entry];
  const part = (sign: Sign, title: string, count: number | null): LegendLine => ({
    depth: 1,
    sign,
    title,
    count,
  });
  const say = ({ title }: Class) => titleIn(language, title);
  if (kind) {
    const states = info?.classes.status ?? [];
    if (states.length < 2) return [];
    return states.map((state) =>
      part({ type: "symbol", kind, state: String(state.value) }, say(state), state.count),
    );
  }
  if (entry === "cleaning-routes") {
    return (info?.classes.kind ?? []).map((work) =>
      part(
        // the column's values are the palette's kinds of work; another one is drawn as nothing
        { type: "line", color: palette.route[work.value as RouteKind] ?? palette.noData },
        say(work),
        work.count,
      ),
    );
  }
  if (entry === "places") {
    return (info?.classes.kind ?? []).map((place) =>
      part({ type: "place", kind: String(place.value) }, say(place), place.count),
    );
  }
  if (entry === "plots") {
    const { use } = landOf(palette);
    return (info?.classes.landUse ?? []).map((land) =>
      part(
        // the column's values are the palette's uses; another one is drawn as not known
        { type: "fill", color: use[land.value as LandUse]?.[0] ?? palette.noData },
        say(land),
        land.count,
      ),
    );
  }
  const breaks =
    entry === "cleaning-due" ? DUE_BREAKS : entry === "residents" ? RESIDENT_BREAKS : [];
  const [colors, type] =
    entry === "residents" ? [palette.residents, "fill" as const] : [palette.due, "line" as const];
  return breaks.map((least, index) => {
    const next = breaks[index + 1];
    const range = next === undefined ? `≥ ${least}` : `${least} – ${formatCount(next, language)}`;
    return part({ type, color: colors[index]! }, range, null);
  });
}
