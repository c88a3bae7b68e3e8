import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Select, Toggle } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  type HotspotRule,
  type HotspotRuleDraft,
  type HotspotRules,
  rulesQuery,
  writeRule,
} from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { choicesQuery } from "./queries.ts";

const NEW: HotspotRuleDraft = {
  ...{ name: "", categories: null, measure: "reporters", role: "manager", isActive: true },
};

/** One rule: of which complaints, by which measure, and who is told. */
export function RuleForm(props: {
  rule: HotspotRule | null;
  roles: HotspotRules["roles"];
  onEnd: () => void;
}) {
  const { rule, roles, onEnd } = props;
  const say = useWords(moreWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId } = view.district;
  const client = useQueryClient();
  const choices = useQuery(choicesQuery(districtId)).data;
  const [draft, setDraft] = useState<HotspotRuleDraft>(() =>
    rule
      ? {
          ...{ name: rule.name, categories: rule.categories, measure: rule.measure },
          ...{ role: rule.role, isActive: rule.isActive },
        }
      : NEW,
  );
  const change = (part: Partial<HotspotRuleDraft>) => setDraft((now) => ({ ...now, ...part }));
  const write = useMutation({
    mutationFn: () => writeRule(districtId, { rule, draft }),
    onSuccess: (told) => {
      client.setQueryData(rulesQuery(districtId).queryKey, told);
      onEnd();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  const chosen = new Set(draft.categories ?? []);
  const switched = (id: string, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(id);
    else next.delete(id);
    change({ categories: next.size > 0 ? [...next] : null });
  };
  return (
    <form className="hot-rule-form" onSubmit={submit}>
      <label className="hot-filter-line">
        <span>{say.name}</span>
        <input
          className="input"
          value={draft.name}
          maxLength={80}
          required
          onChange={(event) => change({ name: event.target.value })}
        />
      </label>
      <div className="hot-filter-line">
        <span>{say.role}</span>
        <Select
          label={say.role}
          isBoxed
          value={draft.role}
          options={roles.map(({ value, title }) => ({
            value: value as HotspotRuleDraft["role"], // the server tells which there are
            title: titleIn(language, title),
          }))}
          onChange={(role) => change({ role })}
        />
      </div>
      <div className="hot-filter-line">
        <span>{say.measure}</span>
        <Select
          label={say.measure}
          isBoxed
          value={draft.measure}
          options={(choices?.measures ?? []).map(({ id, title }) => ({
            value: id as HotspotRuleDraft["measure"], // likewise
            title: titleIn(language, title),
          }))}
          onChange={(measure) => change({ measure })}
        />
      </div>
      <small>
        {say.categories}
        {chosen.size === 0 && ` · ${say.allCategories}`}
      </small>
      <div className="hot-rule-categories">
        {choices?.categories.map(({ id, title }) => (
          <Toggle key={id} isOn={chosen.has(id)} onChange={(isOn) => switched(id, isOn)}>
            {titleIn(language, title)}
          </Toggle>
        ))}
      </div>
      <Toggle isOn={draft.isActive ?? true} onChange={(isActive) => change({ isActive })}>
        {say.isActive}
      </Toggle>
      {write.error && <p role="alert">{write.error.message}</p>}
      <span className="hot-told-foot">
        <button className="button button-main" type="submit" disabled={write.isPending}>
          {say.save}
        </button>
        <Button isQuiet onPress={onEnd}>
          {say.cancel}
        </Button>
      </span>
    </form>
  );
}
