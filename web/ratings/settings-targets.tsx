import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, IconButton, Select } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { SettingsCard } from "../ui/settings.tsx";
import { numberOf, wrongNumber } from "../ui/typed-number.ts";
import { overviewQuery } from "./queries.ts";
import { withTarget } from "./settings-draft.ts";
import { TARGETS, type Target } from "./settings-fields.ts";
import { settingsWords } from "./settings-words.ts";
import { useTold } from "./told.ts";

const YEARS = { least: 2000, most: 2100, isWhole: true };
const CREATED = { least: 1, most: 10_000, isWhole: true };

/** What each rubric is called. */
export function useRubricTitle() {
  const language = useLanguage();
  const { districtId, today } = useView().view.district;
  const rubrics = useQuery(overviewQuery(districtId, today)).data?.rubrics ?? [];
  const titleOf = (rubricId: string) => {
    const rubric = rubrics.find((one) => one.rubricId === rubricId);
    return rubric ? titleIn(language, rubric.title) : rubricId;
  };
  return { rubrics, titleOf };
}

/** How many stars are to be created in a year: only what the district entered itself. */
export function TargetsCard(props: {
  targets: readonly Target[];
  mayEdit: boolean;
  isChanged: boolean;
  onEdit: (targets: readonly Target[]) => void;
}) {
  const { targets, mayEdit, onEdit } = props;
  const say = useWords(settingsWords);
  const { count } = useTold();
  const { titleOf } = useRubricTitle();
  return (
    <SettingsCard id={TARGETS} title={say.targets} does={say.targetsDo}>
      <ul className="st-targets" data-changed={props.isChanged || undefined}>
        {targets.length === 0 && <li>{say.noTargets}</li>}
        {targets.map((target) => {
          const told = say.target(target.year, titleOf(target.rubricId), count(target.created));
          return (
            <li key={`${target.year} ${target.rubricId}`}>
              <span>{told}</span>
              {mayEdit && (
                <IconButton
                  icon="close"
                  tip="left"
                  label={say.remove(told)}
                  onPress={() => onEdit(targets.filter((one) => one !== target))}
                />
              )}
            </li>
          );
        })}
      </ul>
      {mayEdit && <NewTarget onAdd={(target) => onEdit(withTarget(targets, target))} />}
    </SettingsCard>
  );
}

function NewTarget({ onAdd }: { onAdd: (target: Target) => void }) {
  const say = useWords(settingsWords);
  const id = useId();
  const { today } = useView().view.district;
  const { rubrics, titleOf } = useRubricTitle();
  const [year, setYear] = useState(today.slice(0, 4));
  const [chosen, setChosen] = useState("");
  const [created, setCreated] = useState("");
  const [isWrong, setWrong] = useState(false);
  const rubricId = chosen || (rubrics[0]?.rubricId ?? "");
  const add = () => {
    const bad = wrongNumber(year, YEARS) ?? wrongNumber(created, CREATED);
    setWrong(bad !== null);
    if (bad !== null || rubricId === "") return;
    onAdd({ year: numberOf(year)!, rubricId, created: numberOf(created)! }); // neither is wrong
    setCreated("");
  };
  return (
    <div className="st-new-target" data-print="hide">
      <label htmlFor={`${id}-year`}>{say.year}</label>
      <input
        id={`${id}-year`}
        className="input"
        inputMode="numeric"
        maxLength={4}
        value={year}
        onChange={({ target }) => setYear(target.value)}
      />
      <Select
        isBoxed
        label={say.rubric}
        value={rubricId}
        options={rubrics.map((one) => ({ value: one.rubricId, title: titleOf(one.rubricId) }))}
        onChange={setChosen}
      />
      <label htmlFor={`${id}-created`}>{say.created}</label>
      <input
        id={`${id}-created`}
        className="input"
        inputMode="numeric"
        maxLength={5}
        value={created}
        onChange={({ target }) => setCreated(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault(); // the form is saved by its own button
          add();
        }}
      />
      <Button icon="plus" onPress={add}>
        {say.add}
      </Button>
      {isWrong && (
        <p className="st-failed" role="alert">
          {say.targetWrong}
        </p>
      )}
    </div>
  );
}
