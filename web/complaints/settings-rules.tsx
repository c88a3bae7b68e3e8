import { useState } from "react";
import { useView } from "../map/view.ts";
import { Button, IconButton, Select } from "../ui/controls.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Life, Unit } from "./case-queries.ts";
import { type Area, type Rule, useSetRules, useTrial } from "./settings-queries.ts";
import { TrialSaid } from "./settings-trial.tsx";
import { settingsWords } from "./settings-words.ts";

const PERIODS = ["7", "28", "90", "365"] as const;
type Period = (typeof PERIODS)[number];

/** A rule while it is edited: rows keep their place on the screen by a key of their own. */
type Draft = { readonly key: number; readonly rule: Rule };

let keys = 0;
const draftOf = (rule: Rule): Draft => ({ key: ++keys, rule });

/** The rules in order; they are tried before they hold. */
export function Rules(props: {
  rules: readonly Rule[];
  areas: readonly Area[];
  units: readonly Unit[];
  life: Life;
}) {
  const { rules, areas, units, life } = props;
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => rules.map(draftOf));
  const [days, setDays] = useState<Period>("28");
  const trial = useTrial(districtId);
  const apply = useSetRules(districtId);
  const proposed = drafts.map(({ rule }) => rule);
  const isChanged = JSON.stringify(proposed) !== JSON.stringify(rules);
  const isWhole = proposed.every(({ unitId }) => unitId !== "");

  const edit = (next: readonly Draft[]) => {
    setDrafts(next);
    trial.reset(); // what it said is of other rules
  };
  const change = (key: number, rule: Rule) =>
    edit(drafts.map((one) => (one.key === key ? { key, rule } : one)));
  const move = (index: number, by: 1 | -1) => {
    const next = [...drafts];
    const [taken] = next.splice(index, 1);
    if (taken) next.splice(index + by, 0, taken);
    edit(next);
  };
  return (
    <>
      {drafts.length === 0 && <p className="settings-quiet">{say.rulesEmpty}</p>}
      <ol className="settings-rules">
        {drafts.map(({ key, rule }, index) => (
          <li key={key}>
            <RuleFields {...{ rule, areas, units, life }} onChange={(next) => change(key, next)} />
            <span className="settings-acts">
              <IconButton
                icon="up"
                label={say.up}
                isDisabled={index === 0}
                onPress={() => move(index, -1)}
              />
              <IconButton
                icon="down"
                label={say.down}
                isDisabled={index === drafts.length - 1}
                onPress={() => move(index, 1)}
              />
              <IconButton
                icon="close"
                label={say.remove}
                tip="left"
                onPress={() => edit(drafts.filter((one) => one.key !== key))}
              />
            </span>
          </li>
        ))}
      </ol>
      <p className="settings-line">
        <Button
          icon="plus"
          isDisabled={units.length === 0}
          onPress={() =>
            edit([
              ...drafts,
              draftOf({ areaCode: null, group: null, category: null, channel: null, unitId: "" }),
            ])
          }
        >
          {say.add}
        </Button>
        {isChanged && (
          <Button isQuiet onPress={() => edit(rules.map(draftOf))}>
            {say.reset}
          </Button>
        )}
      </p>
      <div className="settings-line settings-try">
        <Select
          isBoxed
          label={say.trial}
          value={days}
          onChange={setDays}
          options={PERIODS.map((value) => ({ value, title: say.trialDays(value) }))}
        />
        <Button
          icon="play"
          isDisabled={!isWhole || trial.isPending}
          onPress={() => trial.mutate({ rules: proposed, days: Number(days) })}
        >
          {say.trial}
        </Button>
        <button
          type="button"
          className="button button-main"
          disabled={!isWhole || !isChanged || apply.isPending}
          onClick={() => apply.mutate(proposed)}
        >
          {say.apply}
        </button>
        <small>{say.trialHint}</small>
      </div>
      {!isChanged && rules.length > 0 && <p className="settings-quiet">{say.applied}</p>}
      {(trial.error ?? apply.error) && <p role="alert">{(trial.error ?? apply.error)?.message}</p>}
      {trial.data && <TrialSaid trial={trial.data} {...{ units, life }} />}
    </>
  );
}

/** What a rule looks at, and whom it gives to. */
function RuleFields(props: {
  rule: Rule;
  areas: readonly Area[];
  units: readonly Unit[];
  life: Life;
  onChange: (rule: Rule) => void;
}) {
  const { rule, areas, units, life, onChange } = props;
  const say = useWords(settingsWords);
  const language = useLanguage();
  const what = rule.category
    ? `category:${rule.category}`
    : rule.group
      ? `group:${rule.group}`
      : "";
  const whats = life.groups.flatMap((group) => [
    { value: `group:${group.id}`, title: titleIn(language, group.title) },
    ...group.categories
      // one that is used no more stays only where the rule has it
      .filter(({ id, isRetired }) => !isRetired || id === rule.category)
      .map(({ id, title, isRetired }) => ({
        value: `category:${id}`,
        title: `　${titleIn(language, title)}${isRetired ? `（${say.retired}）` : ""}`,
      })),
  ]);
  const setWhat = (chosen: string) => {
    const [kind, id = ""] = chosen.split(/:(.*)/);
    onChange({
      ...rule,
      group: kind === "group" ? id : null,
      category: kind === "category" ? id : null,
    });
  };
  return (
    <div className="settings-rule">
      <Select
        isBoxed
        label={say.area}
        value={rule.areaCode ?? ""}
        onChange={(code) => onChange({ ...rule, areaCode: code || null })}
        options={[
          { value: "", title: say.anyArea },
          ...areas.map((area) => ({ value: area.code, title: nameIn(language, area) })),
        ]}
      />
      <Select
        isBoxed
        label={say.what}
        value={what}
        onChange={setWhat}
        options={[{ value: "", title: say.anyWhat }, ...whats]}
      />
      <Select
        isBoxed
        label={say.channel}
        value={rule.channel ?? ""}
        onChange={(id) => onChange({ ...rule, channel: id || null })}
        options={[
          { value: "", title: say.anyChannel },
          ...life.channels.map(({ id, title }) => ({ value: id, title: titleIn(language, title) })),
        ]}
      />
      <Select
        isBoxed
        label={say.unit}
        value={rule.unitId}
        onChange={(unitId) => onChange({ ...rule, unitId })}
        options={[
          { value: "", title: `${say.unit}…` },
          ...units.map((unit) => ({
            value: unit.unitId,
            title: nameIn(language, unit) + (unit.isActive ? "" : `（${say.stopped}）`),
          })),
        ]}
      />
    </div>
  );
}
