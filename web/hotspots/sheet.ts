import type { Caption } from "../facilities/picture.ts";
import type { Palette } from "../map/palette.ts";
import { addDays, formatCount, formatDay, formatPeriod } from "../ui/format.ts";
import { type Language, titleIn } from "../ui/language.ts";
import type {
  HotspotAlarms,
  HotspotAreas,
  HotspotClusters,
  HotspotStreets,
} from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { patternColor } from "./pattern-colors.ts";
import type { HotspotChoices, HotspotCube, Hotspots } from "./queries.ts";
import { TAB_TITLES, words } from "./words.ts";

/** What a picture and a page on paper say beside the map: of an answer, in the words and colours of the screen. */
export type HotSheet = {
  /** Names its file. */
  readonly id: string;
  readonly title: string;
  /** The last local day it looks at. */
  readonly date: string;
  /** What was asked, in order of weight. */
  readonly asked: readonly string[];
  readonly legend: Caption["legend"];
};

/** In which language and colours a sheet is. */
export type Look = { readonly language: Language; readonly colors: Palette };

type Line = Caption["legend"][number];
const signed =
  (type: "fill" | "line") =>
  (title: string, color: string, count: number | null, depth: 0 | 1 = 0): Line => ({
    ...{ title, count, depth },
    sign: { type, color },
  });

const titleOf = (tab: keyof typeof TAB_TITLES, language: Language) =>
  `${words[language].title} · ${titleIn(language, TAB_TITLES[tab])}`;

const levelOf = (level: number, language: Language) =>
  `${words[language].level} ${Math.round(level * 1000) / 10}%`;

/** How far neighbours are, and how few make no hot cell. */
const testedOf = ({ rings, meters, minimum }: Hotspots["asked"], language: Language) => {
  const say = words[language];
  const around = meters === null ? say.ringsAround(rings ?? 1) : say.metersAround(meters);
  return `${say.around} ${around} · ${say.minimum} ${minimum}`;
};

/** The ramp of what is told from chance; how many there are stands under it. */
function ramp(
  line: ReturnType<typeof signed>,
  { language, colors }: Look,
  counted: {
    readonly title: string;
    readonly hot: number;
    readonly cold: number;
    readonly chance: number;
  },
): Line[] {
  const say = words[language];
  return [
    line(say.hotWeak, colors.hot[0]!, null),
    line(say.hotMiddle, colors.hot[1]!, null),
    line(say.hotStrong, colors.hot[2]!, null),
    line(counted.title, colors.hot[1]!, counted.hot, 1),
    line(say.cold, colors.cold[1]!, counted.cold),
    line(moreWords[language].chance, colors.byChance, counted.chance),
  ];
}

/** Spots of a period. */
export function spotsSheet({ asked, period, cells }: Hotspots, look: Look): HotSheet {
  const { language } = look;
  const counted = (state: number) => cells.state.filter((each) => each === state).length;
  return {
    ...{ id: "hotspots", title: words[language].title, date: period.to },
    asked: [
      formatPeriod(period, language),
      titleIn(language, asked.title),
      testedOf(asked, language),
      levelOf(asked.level, language),
    ],
    legend: ramp(signed("fill"), look, {
      title: words[language].hotCells,
      ...{ hot: counted(1), cold: counted(-1), chance: counted(0) },
    }),
  };
}

/** The last day of the last step. */
export const lastDayOf = ({ steps, daysAStep }: Pick<HotspotCube, "steps" | "daysAStep">) =>
  addDays(steps.at(-1)!, daysAStep - 1);

/** Cells over steps of time; of a chosen pattern the others are faded, as on the map. */
export function changeSheet(
  cube: HotspotCube,
  titles: HotspotChoices["patterns"],
  chosen: string | undefined,
  { language, colors }: Look,
): HotSheet {
  const { asked, steps, patterns } = cube;
  const line = signed("fill");
  const date = lastDayOf(cube);
  const patternTitle = (id: string) => {
    const found = titles.find((each) => each.id === id);
    return found ? titleIn(language, found.title) : id;
  };
  return {
    ...{ id: "hotspot-change", title: titleOf("change", language), date },
    asked: [
      words[language].patternsOf(
        formatDay(steps[0]!, language),
        formatDay(date, language),
        formatCount(steps.length, language),
      ),
      titleIn(language, asked.title),
      testedOf(asked, language),
      levelOf(asked.level, language),
    ],
    legend: patterns
      .filter(({ pattern }) => pattern !== "none")
      .map(({ pattern, cells }) => {
        const isFaded = chosen !== undefined && chosen !== pattern;
        const color = isFaded ? colors.byChance : patternColor(pattern, colors);
        return line(patternTitle(pattern), color, cells);
      }),
  };
}

/** Stretches of street. */
export function streetsSheet(
  { asked, period, stretches, hot, cold }: HotspotStreets,
  look: Look,
): HotSheet {
  const { language } = look;
  return {
    ...{ id: "hotspot-streets", title: titleOf("streets", language), date: period.to },
    asked: [
      formatPeriod(period, language),
      titleIn(language, asked.title),
      levelOf(asked.level, language),
    ],
    legend: ramp(signed("line"), look, {
      title: moreWords[language].hotStretches,
      ...{ hot, cold, chance: stretches.state.length - hot - cold },
    }),
  };
}

/** Sub-districts compared. */
export function areasSheet(
  { asked, period, areas }: HotspotAreas,
  { language, colors }: Look,
): HotSheet {
  const say = moreWords[language];
  const line = signed("fill");
  const counted = (state: number) => areas.filter((area) => area.state === state).length;
  const few = areas.filter(({ isTooFew }) => isTooFew).length;
  return {
    ...{ id: "hotspot-areas", title: titleOf("areas", language), date: period.to },
    asked: [
      formatPeriod(period, language),
      titleIn(language, asked.title),
      levelOf(asked.level, language),
    ],
    legend: [
      line(say.above, colors.hot[1]!, counted(1)),
      line(say.below, colors.cold[1]!, counted(-1)),
      line(say.noDifference, colors.byChance, counted(0)),
      ...(few > 0 ? [line(say.ofThemTooFew, colors.byChance, few, 1)] : []),
    ],
  };
}

/** Clusters in space and time. */
export function clustersSheet(
  { asked, period, clusters, totals }: HotspotClusters,
  { language, colors }: Look,
): HotSheet {
  const say = moreWords[language];
  const line = signed("fill");
  const count = (value: number) => formatCount(value, language);
  return {
    ...{ id: "hotspot-clusters", title: titleOf("clusters", language), date: period.to },
    asked: [
      formatPeriod(period, language),
      `${say.epsMeters} ${say.metersOption(count(asked.epsMeters))}`,
      `${say.epsDays} ${say.daysOption(count(asked.epsDays))}`,
      `${say.minPoints} ${say.pointsOption(count(asked.minPoints))}`,
    ],
    legend: [
      line(say.cluster, colors.hot[1]!, clusters.length),
      { ...line(say.inClusters, "", totals.clustered, 1), sign: { type: "none" } },
    ],
  };
}

/** Alarms of what is new, with the new hotspots one was told of that lie on the map beside them. */
export function alarmsSheet(
  { asked, baseline, alarms }: HotspotAlarms,
  unseen: number,
  { language, colors }: Look,
): HotSheet {
  const say = moreWords[language];
  const line = signed("fill");
  return {
    ...{ id: "hotspot-alarms", title: titleOf("alarms", language), date: baseline.to },
    asked: [
      formatDay(baseline.to, language),
      `${say.began} ${say.daysOption(formatCount(asked.days, language))}`,
      say.heldAgainst(formatPeriod(baseline, language)),
      `p ≤ ${asked.level}`,
    ],
    legend: [
      line(say.scan, colors.hot[1]!, alarms.length),
      ...(unseen > 0 ? [line(say.toldUnseen, colors.hot[1]!, unseen)] : []),
    ],
  };
}
