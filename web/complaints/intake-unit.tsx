import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { type Life, unitsQuery } from "./case-queries.ts";
import type { Draft } from "./intake-draft.ts";
import { useNear } from "./intake-near.ts";
import { changeDraft } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";

/** Who handles it: by the rules of the district, unless somebody says otherwise. */
export function UnitField({ life, draft }: { life: Life; draft: Draft }) {
  const say = useWords(intakeWords);
  const language = useLanguage();
  const id = useId();
  const { view } = useView();
  const [isOpened, setOpened] = useState(draft.unit !== "rule" && draft.unit !== "nobody");
  // most complaints go by the rules and need no list
  const units = useQuery({ ...unitsQuery(view.district.districtId), enabled: isOpened });
  const { near, isCurrent } = useNear();
  const byRule = isCurrent ? near.data?.unit : null;
  const kind = life.kinds.find(({ channels }) => channels.includes(draft.channel));
  const group = life.groups.find(({ categories }) =>
    categories.some((category) => category.id === draft.category),
  );
  if (draft.duplicateOf) return null;
  if ((kind && kind.id !== "direct") || group?.isConfidential)
    return <p className="intake-hint">{say.triaged}</p>;
  return (
    <div className="intake-field" data-field="unitId">
      <label htmlFor={id}>{say.unit}</label>
      <select
        id={id}
        className="input"
        value={draft.unit}
        onFocus={() => setOpened(true)}
        onChange={(event) => changeDraft({ unit: event.target.value })}
      >
        <option value="rule">
          {byRule ? say.byRule(nameIn(language, byRule)) : say.byRuleNone}
        </option>
        <option value="nobody">{say.nobody}</option>
        {units.data?.units
          .filter(({ isActive }) => isActive)
          .map((unit) => (
            <option key={unit.unitId} value={unit.unitId}>
              {nameIn(language, unit)}
            </option>
          ))}
      </select>
      {units.isError && <small className="intake-hint">{say.unitsFailed}</small>}
    </div>
  );
}
