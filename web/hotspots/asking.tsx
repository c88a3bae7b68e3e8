import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Button, Segmented, Select, Toggle } from "../ui/controls.tsx";
import { addDays, daysBetween, formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  CELL_PARAMS,
  FILTERS,
  type HotParam,
  MEASURES,
  type Measure,
  useHotLink,
  useSetHotLink,
} from "./params.ts";
import { choicesQuery, type HotspotChoices } from "./queries.ts";
import type { HotTab } from "./tabs.ts";
import { words } from "./words.ts";

const LENGTHS = [7, 30, 90, 365] as const;
/** Three-hour blocks of a day, and the night. */
const HOURS = ["0-6", "6-9", "9-12", "12-15", "15-18", "18-21", "21-24"] as const;

/** The blocks, and what a link says beside them. */
const hoursOf = (linked: string | undefined): readonly string[] =>
  linked === undefined || (HOURS as readonly string[]).includes(linked)
    ? HOURS
    : [...HOURS, linked];

/** What is asked: the period, what is counted, which complaints. */
export function Asking({ without }: { without: NonNullable<HotTab["without"]> }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view, change } = useView();
  const linked = useHotLink();
  const set = useSetHotLink();
  const choices = useQuery(choicesQuery(view.district.districtId)).data;
  const days = daysBetween(view.period.from, view.period.to) + 1;
  const given = FILTERS.filter((name) => linked[name] !== undefined).length;
  return (
    <div className="hot-asking">
      {!without.includes("period") && (
        <div className="hot-asking-row">
          <Segmented
            label={say.title}
            value={LENGTHS.map(String).find((each) => each === String(days)) ?? null}
            options={LENGTHS.map((length) => ({ value: String(length), title: say.days(length) }))}
            onChange={(length) => {
              const { to } = view.period;
              change({ period: { from: addDays(to, 1 - Number(length)), to } }, true);
            }}
          />
        </div>
      )}
      {!without.includes("measure") && (
        <div className="hot-asking-row">
          <Select
            label={say.measure}
            isBoxed
            value={measureShown(linked.measure)}
            options={MEASURES.map((id) => ({ value: id, title: titleOf(choices, id, language) }))}
            onChange={(measure) => set({ measure, spot: undefined }, true)}
          />
        </div>
      )}
      <details className="hot-more" open={given > 0 || undefined}>
        <summary>
          <Icon name="down" size={12} />
          {given > 0 ? say.narrowed(formatCount(given, language)) : say.narrow}
        </summary>
        {choices && <Filters choices={choices} />}
        {given > 0 && (
          <Button isQuiet onPress={() => set(cleared(FILTERS), true)}>
            {say.clear}
          </Button>
        )}
      </details>
      {CELL_PARAMS.some((name) => linked[name] !== undefined) && (
        <p className="hot-changed">
          <small>{say.parametersChanged}</small>
          <Button isQuiet onPress={() => set(cleared([...CELL_PARAMS, "spot"]), true)}>
            {say.parametersReset}
          </Button>
        </p>
      )}
    </div>
  );
}

const cleared = (names: readonly HotParam[]) =>
  Object.fromEntries(names.map((name) => [name, undefined]));

const measureShown = (given: string | undefined): Measure =>
  MEASURES.find((each) => each === given) ?? MEASURES[0]!;

const titleOf = (choices: HotspotChoices | undefined, id: Measure, language: "zh-CN" | "en") => {
  const found = choices?.measures.find((each) => each.id === id);
  return found ? titleIn(language, found.title) : id;
};

function Filters({ choices }: { choices: HotspotChoices }) {
  const say = useWords(words);
  const language = useLanguage();
  const linked = useHotLink();
  const set = useSetHotLink();
  const lists = [
    { param: "hotCategory", title: say.category, options: choices.categories },
    { param: "hotChannel", title: say.channel, options: choices.channels },
    { param: "hotArea", title: say.area, options: choices.areas },
    { param: "hotUnit", title: say.unit, options: choices.units },
  ] as const;
  const weekdays = new Set(linked.hotWeekday?.split(","));
  const switched = (day: string) => {
    const next = new Set(weekdays);
    if (!next.delete(day)) next.add(day);
    const text = [...next].sort().join(",");
    set({ hotWeekday: text === "" || next.size === 7 ? undefined : text }, true);
  };
  return (
    <div className="hot-filters">
      {lists.map(({ param, title, options }) => (
        <div className="hot-filter-line" key={param}>
          <span>{title}</span>
          <Select
            label={title}
            isBoxed
            value={linked[param] ?? ""}
            options={[
              { value: "", title: say.all },
              ...options.map(({ id, title: own }) => ({
                value: id,
                title: titleIn(language, own),
              })),
            ]}
            onChange={(value) => set({ [param]: value || undefined, spot: undefined }, true)}
          />
        </div>
      ))}
      <div className="hot-filter-line">
        <span>{say.weekdays}</span>
        <fieldset className="hot-days" aria-label={say.weekdays}>
          {["1", "2", "3", "4", "5", "6", "7"].map((day) => (
            <button
              key={day}
              type="button"
              aria-pressed={weekdays.has(day)}
              onClick={() => switched(day)}
            >
              {say.weekday(Number(day))}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="hot-filter-line">
        <span>{say.hours}</span>
        <Select
          label={say.hours}
          isBoxed
          value={linked.hotHours ?? ""}
          options={[
            { value: "", title: say.anyHour },
            ...hoursOf(linked.hotHours).map((range) => {
              const [from = "", to = ""] = range.split("-");
              return { value: range, title: say.hourRange(from, to) };
            }),
          ]}
          onChange={(value) => set({ hotHours: value || undefined, spot: undefined }, true)}
        />
      </div>
      <Toggle
        isOn={linked.hotDuplicates === "false"}
        onChange={(isOn) =>
          set({ hotDuplicates: isOn ? "false" : undefined, spot: undefined }, true)
        }
      >
        {say.withoutDuplicates}
      </Toggle>
    </div>
  );
}
