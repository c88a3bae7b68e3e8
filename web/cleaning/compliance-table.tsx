import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type DueAsked, dueOf, OF_ALL } from "./compliance-asked.ts";
import { complianceWords, DUE_BY_TITLES, type DueBy } from "./compliance-words.ts";
import { useSetCleaningLink } from "./params.ts";
import type { Compliance, ComplianceGroup } from "./queries.ts";
import { PassMark } from "./sign.tsx";
import { useMoments } from "./times.ts";
import { DUE_STATES, type PassState } from "./titles.ts";
import { useTold } from "./told.ts";

/** What a group is called. */
export function useGroupTitle(by: DueBy) {
  const say = useWords(complianceWords);
  const language = useLanguage();
  const moments = useMoments();
  return ({ key, title }: Pick<ComplianceGroup, "key" | "title">) => {
    if (key === null) return say.ofNone(titleIn(language, DUE_BY_TITLES[by]));
    if (by === "day") return moments.shortDay(key);
    return (language === "en" ? title.en : title.zh) ?? key;
  };
}

/** Numerator, denominator and the rest of each group; each figure opens its records. */
export function ComplianceTable({
  asked,
  compliance,
}: {
  asked: DueAsked;
  compliance: Compliance;
}) {
  const say = useWords(complianceWords);
  const language = useLanguage();
  const by = compliance.query.by as DueBy; // the page asks for no other
  const titleOf = useGroupTitle(by);
  return (
    <div className="proof-wide">
      <table className="proof-table due-table">
        <thead>
          <tr>
            <th scope="col">{titleIn(language, DUE_BY_TITLES[by])}</th>
            <th scope="col">{say.rate}</th>
            <th scope="col">{say.due}</th>
            {DUE_STATES.map((state) => (
              <th scope="col" key={state} data-state={state}>
                <PassMark state={state} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compliance.groups.map((group) => (
            <Row
              key={group.key ?? ""}
              {...{ asked, group }}
              title={titleOf(group)}
              linkKey={group.key}
            />
          ))}
        </tbody>
        <tfoot>
          <Row asked={asked} group={compliance.total} title={say.total} linkKey={OF_ALL} />
        </tfoot>
      </table>
    </div>
  );
}

type Figures = Pick<ComplianceGroup, "states">;

function Row(props: { asked: DueAsked; group: Figures; title: string; linkKey: string | null }) {
  const { group, asked } = props;
  const { percent } = useTold();
  const due = dueOf(group);
  return (
    <tr data-open={(asked.open !== null && asked.open.key === props.linkKey) || undefined}>
      <th scope="row">{props.title}</th>
      <td>
        <b>{percent(group.states.done.meters, due)}</b>
      </td>
      <td>
        <Opens {...props} state={null} meters={due} passes={dueOf(group, "passes")} />
      </td>
      {DUE_STATES.map((state) => (
        <td key={state} data-state={state}>
          <Opens
            {...props}
            state={state}
            meters={group.states[state].meters}
            passes={group.states[state].passes}
          />
        </td>
      ))}
    </tr>
  );
}

/** A figure that opens its records. */
function Opens(props: {
  asked: DueAsked;
  linkKey: string | null;
  state: PassState | null;
  meters: number;
  passes: number;
}) {
  const { linkKey, state, asked } = props;
  const { km, count } = useTold();
  const set = useSetCleaningLink();
  const told = (
    <>
      {km(props.meters)} <small>({count(props.passes)})</small>
    </>
  );
  // those of no team have no name to ask for them by
  if (linkKey === null || props.meters === 0) return told;
  const isOpen = asked.open?.key === linkKey && asked.open.state === state;
  return (
    <button
      type="button"
      className="due-opens"
      aria-pressed={isOpen}
      onClick={() =>
        set(
          isOpen
            ? { dueKey: undefined, dueState: undefined }
            : { dueKey: linkKey, dueState: state ?? undefined },
          true,
        )
      }
    >
      {told}
    </button>
  );
}
