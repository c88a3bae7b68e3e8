import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { useWords } from "../ui/language.ts";
import { type DueAsked, dueOf, toQuery } from "./compliance-asked.ts";
import { complianceWords } from "./compliance-words.ts";
import { useSetCleaningLink } from "./params.ts";
import { complianceQuery } from "./queries.ts";
import { useMoments } from "./times.ts";
import { DUE_STATES, SIGN_OF_PASS } from "./titles.ts";
import { useTold } from "./told.ts";

/** What became of what was due, day by day; pressing a day looks at it alone. */
export function ComplianceChart({ asked }: { asked: DueAsked }) {
  const say = useWords(complianceWords);
  const { districtId } = useView().view.district;
  const days = useQuery(complianceQuery(districtId, toQuery({ ...asked, by: "day" })));
  const set = useSetCleaningLink();
  const moments = useMoments();
  const { percent, km } = useTold();
  return (
    <section className="proof-card">
      <h3>
        {say.chart} <small>{say.chartHint}</small>
      </h3>
      <Answer to={days}>
        {({ groups }) => {
          const most = Math.max(1, ...groups.map((group) => dueOf(group)));
          return (
            <ol className="due-chart">
              {groups.map((group) => {
                const due = dueOf(group);
                const day = group.key ?? "";
                return (
                  <li key={day}>
                    <button
                      type="button"
                      title={`${moments.shortDay(day)} · ${percent(group.states.done.meters, due)} · ${say.rateOf(km(group.states.done.meters), km(due))}`}
                      onClick={() =>
                        set(
                          { dueFrom: day, dueTo: day, dueKey: undefined, dueState: undefined },
                          true,
                        )
                      }
                    >
                      <b>{percent(group.states.done.meters, due)}</b>
                      <span className="due-column" style={{ height: `${(due / most) * 96}px` }}>
                        {[...DUE_STATES].reverse().map((state) => (
                          <i
                            key={state}
                            className="clean-sign"
                            data-sign={SIGN_OF_PASS[state]}
                            style={{ flexGrow: due > 0 ? group.states[state].meters / due : 0 }}
                          />
                        ))}
                      </span>
                      <small>{moments.shortDay(day)}</small>
                    </button>
                  </li>
                );
              })}
            </ol>
          );
        }}
      </Answer>
    </section>
  );
}
