import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Target, type Targets, targetsQuery } from "./scenario-queries.ts";
import { TargetForm } from "./scenario-target-form.tsx";
import { BUILT_TITLES, TARGET_TITLES, words } from "./scenario-words.ts";

/** What is to be built: how far each kind is, and every target. */
export function TargetsPart() {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const mayWrite = useMay("coverage.edit")?.isWhole === true;
  const answer = useQuery(targetsQuery(districtId));
  // "new" is one that is not there yet
  const [edited, setEdited] = useState<Target | "new" | null>(null);
  return (
    <section className="scn-card scn-targets" aria-label={say.targets}>
      <header>
        <h2>{say.targets}</h2>
        {mayWrite && (
          <span data-print="hide">
            <Button icon="plus" onPress={() => setEdited("new")}>
              {say.addTarget}
            </Button>
          </span>
        )}
      </header>
      <Answer to={answer} isEmpty={({ targets }) => targets.length === 0} empty={say.targetsNone}>
        {(told) => (
          <>
            <Progress told={told} />
            <TargetTable told={told} onEdit={mayWrite ? setEdited : null} />
          </>
        )}
      </Answer>
      {edited && (
        <TargetForm target={edited === "new" ? null : edited} onEnd={() => setEdited(null)} />
      )}
    </section>
  );
}

const STATES = ["done", "building", "approved", "planned"] as const;

/** Per kind: how many are done of all, and the others by state. */
function Progress({ told }: { told: Targets }) {
  const say = useWords(words);
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  return (
    <ul className="scn-progress">
      {told.progress.map((kind) => (
        <li key={kind.kind}>
          <b>{titleIn(language, BUILT_TITLES[kind.kind])}</b>
          <strong>{say.progress(count(kind.done), count(kind.all))}</strong>
          <span className="scn-bar" aria-hidden="true">
            {STATES.filter((state) => kind[state] > 0).map((state) => (
              <i key={state} data-state={state} style={{ flexGrow: kind[state] }} />
            ))}
          </span>
          <small>
            {STATES.filter((state) => kind[state] > 0)
              .map((state) => `${titleIn(language, TARGET_TITLES[state])} ${count(kind[state])}`)
              .join(" · ")}
            {kind.late > 0 && <em>{say.late(count(kind.late))}</em>}
          </small>
        </li>
      ))}
    </ul>
  );
}

function TargetTable({
  told,
  onEdit,
}: {
  told: Targets;
  onEdit: ((target: Target) => void) | null;
}) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <div className="scn-scroll">
      <table className="scn-table scn-target-table">
        <thead>
          <tr>
            <th scope="col">{say.target}</th>
            <th scope="col">{say.targetKind}</th>
            <th scope="col">{say.state}</th>
            <th scope="col">{say.plannedFor}</th>
            <th scope="col">{say.facility}</th>
            <th scope="col" className="scn-number">
              {say.cost}
            </th>
            {onEdit && (
              <th scope="col" data-print="hide">
                <span className="visually-hidden">{say.edit}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {told.targets.map((target) => {
            const { name, kind, state, plannedFor, facility, costYuan, scenario, note } = target;
            return (
              <tr key={target.targetId}>
                <th scope="row">
                  {name}
                  {scenario && <small>{say.fromScenario(scenario.name)}</small>}
                  {note && <small>{note}</small>}
                </th>
                <td>{titleIn(language, BUILT_TITLES[kind])}</td>
                <td>
                  <span className="scn-state" data-state={state}>
                    {titleIn(language, TARGET_TITLES[state])}
                  </span>
                  {facility && state !== target.statedState && <small>{say.follows}</small>}
                </td>
                <td>
                  {plannedFor ? formatDay(plannedFor, language) : say.noDay}
                  {target.isLate && <em>{say.isLate}</em>}
                </td>
                <td>{facility ? nameIn(language, facility) : "—"}</td>
                <td className="scn-number">
                  {costYuan === null ? "—" : formatCount(costYuan, language)}
                </td>
                {onEdit && (
                  <td data-print="hide">
                    <button
                      type="button"
                      className="button button-quiet"
                      aria-label={say.editTarget(name)}
                      onClick={() => onEdit(target)}
                    >
                      {say.edit}
                    </button>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
