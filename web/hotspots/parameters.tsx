import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Select } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type HotParam, useHotLink, useSetHotLink } from "./params.ts";
import { choicesQuery, type Hotspots } from "./queries.ts";
import { SettingsLink } from "./settings-link.tsx";
import { words } from "./words.ts";

const LEVELS = ["0.01", "0.05", "0.1"] as const;
const RINGS = [1, 2, 3] as const;
const METERS = [100, 200, 300, 500, 1000] as const;
const MINIMA = ["3", "5", "10"] as const;

const numbered = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String(first + i));

/** Neighbours by meters are told apart from rings by it. */
const METERS_SIGN = "m";

/** What a choice is in the link. */
function linkOf(param: HotParam, value: string): { readonly [K in HotParam]?: string | undefined } {
  if (param !== "rings") return { [param]: value || undefined };
  const isMeters = value.endsWith(METERS_SIGN);
  return {
    rings: isMeters ? undefined : value,
    aroundMeters: isMeters ? value.slice(0, -METERS_SIGN.length) : undefined,
  };
}

/** How it was worked out: folded, because most never ask; changeable, because some do. */
export function Parameters({
  asked,
  hotUncorrected,
}: {
  asked: Hotspots["asked"];
  hotUncorrected?: number;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const linked = useHotLink();
  const set = useSetHotLink();
  const choices = useQuery(choicesQuery(view.district.districtId)).data;
  const { least = 7, greatest = 11 } = choices?.resolutions ?? {};
  const lists = [
    {
      param: "resolution",
      title: say.resolution,
      shown: linked.resolution ?? "",
      options: [
        { value: "", title: say.automatic(asked.resolution) },
        ...numbered(least, greatest).map((value) => ({ value, title: `H3 ${value}` })),
      ],
    },
    {
      param: "rings",
      title: say.around,
      shown: asked.meters === null ? String(asked.rings) : `${asked.meters}${METERS_SIGN}`,
      options: [
        ...RINGS.map((rings) => ({ value: String(rings), title: say.ringsAround(rings) })),
        ...METERS.filter((meters) => meters <= asked.farthestMeters || meters === asked.meters).map(
          (meters) => ({ value: `${meters}${METERS_SIGN}`, title: say.metersAround(meters) }),
        ),
      ],
    },
    {
      param: "stepsBack",
      title: say.stepsBack,
      shown: String(asked.stepsBack),
      options: [
        { value: "1", title: say.stepsBackOne },
        { value: "0", title: say.stepsBackNone },
      ],
    },
    {
      param: "level",
      title: say.level,
      shown: String(asked.level),
      options: LEVELS.map((value) => ({
        value: value as string,
        title: `${Number(value) * 100}%`,
      })),
    },
    {
      param: "minimum",
      title: say.minimum,
      shown: String(asked.minimum),
      options: MINIMA.map((value) => ({ value: value as string, title: value })),
    },
  ] as const;
  return (
    <details className="hot-more">
      <summary>
        <Icon name="down" size={12} />
        {say.parameters}
      </summary>
      <div className="hot-filters">
        {lists.map(({ param, title, shown, options }) => (
          <div className="hot-filter-line" key={param}>
            <span>{title}</span>
            <Select
              label={title}
              isBoxed
              value={shown}
              options={
                options.some(({ value }) => value === shown)
                  ? options
                  : [...options, { value: shown, title: shown }]
              }
              onChange={(value) => set({ ...linkOf(param, value), spot: undefined }, true)}
            />
          </div>
        ))}
        <p className="hot-definition">
          <small>{titleIn(language, asked.definition)}</small>
        </p>
        {hotUncorrected !== undefined && (
          <p>
            <small>{say.uncorrected(formatCount(hotUncorrected, language))}</small>
          </p>
        )}
        <SettingsLink />
      </div>
    </details>
  );
}
