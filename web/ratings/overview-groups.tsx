import { Segmented } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import {
  GROUPINGS,
  groupingOf,
  NOBODY,
  recordsOf,
  useRatingLink,
  useSetRatingLink,
} from "./params.ts";
import type { RatingGroup, RubricFigures } from "./queries.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

/** Groups of several rubrics as one, those with the most subjects first; those of nobody last. */
export function joined(groups: readonly RatingGroup[]): readonly RatingGroup[] {
  const byKey = new Map<string | null, RatingGroup>();
  for (const group of groups) {
    const before = byKey.get(group.key);
    byKey.set(
      group.key,
      before
        ? {
            ...before,
            subjects: before.subjects + group.subjects,
            unrated: before.unrated + group.unrated,
            // as many as there are numbers of stars
            byStars: before.byStars.map((n, at) => n + (group.byStars[at] ?? 0)),
          }
        : group,
    );
  }
  return [...byKey.values()].sort(
    (a, b) => Number(a.key === null) - Number(b.key === null) || b.subjects - a.subjects,
  );
}

/** Stars in force by area or by unit; each opens its records. */
export function OverviewGroups({ rubrics }: { rubrics: readonly RubricFigures[] }) {
  const say = useWords(words);
  const { count, name } = useTold();
  const linked = useRatingLink();
  const set = useSetRatingLink();
  const by = groupingOf(linked);
  const groups = joined(rubrics.flatMap((rubric) => rubric[by]));
  const most = Math.max(1, ...groups.map(({ subjects }) => subjects));
  const opened = ({ key }: RatingGroup) =>
    by === "areas" ? { starArea: key ?? "none" } : { starManager: key || NOBODY };
  return (
    <Section title={say.by} aside={say.groupHint}>
      <div className="st-by" data-print="hide">
        <Segmented
          label={say.by}
          value={by}
          options={GROUPINGS.map((value) => ({ value, title: say[value] }))}
          onChange={(value) => set({ starBy: value === "areas" ? undefined : value }, true)}
        />
      </div>
      <ul className="st-groups">
        {groups.map((group) => (
          <li key={group.key ?? ""}>
            <button
              type="button"
              className="st-group"
              onClick={() => set(recordsOf(opened(group)), true)}
            >
              <strong>{group.key === null ? say.nobody : name(group)}</strong>
              <span>{say.groupOf(count(withStars(group)), count(group.subjects))}</span>
              <span className="st-bar" style={{ width: `${(group.subjects / most) * 100}%` }}>
                {[5, 4, 3, 2, 1].map((stars) => (
                  <i
                    key={stars}
                    data-stars={stars}
                    style={{ flexGrow: group.byStars[stars] ?? 0 }}
                  />
                ))}
                <i
                  data-stars="none"
                  style={{ flexGrow: group.unrated + (group.byStars[0] ?? 0) }}
                />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const withStars = ({ byStars }: RatingGroup) => byStars.slice(1).reduce((sum, n) => sum + n, 0);
