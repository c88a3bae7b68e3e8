import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { type HotspotRule, type HotspotRules, removeRule, rulesQuery } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { Definition } from "./place-list.tsx";
import { RuleForm } from "./rule-form.tsx";
import { useTime } from "./told.tsx";

/** The rules, and a form for whoever may write them. */
export function Rules() {
  const say = useWords(moreWords);
  const { view } = useView();
  const mayWrite = useMay("settings.edit")?.isWhole === true;
  const answer = useQuery(rulesQuery(view.district.districtId));
  // "" is a new one
  const [edited, setEdited] = useState<string | null>(null);
  const end = () => setEdited(null);
  return (
    <Section title={say.rules}>
      <Answer to={answer}>
        {(told) => (
          <>
            {told.rules.length === 0 && <p className="hot-by">{say.noRules}</p>}
            <ul className="hot-told">
              {told.rules.map((rule) =>
                edited === rule.ruleId ? (
                  <li key={rule.ruleId}>
                    <RuleForm rule={rule} roles={told.roles} onEnd={end} />
                  </li>
                ) : (
                  <Row
                    key={rule.ruleId}
                    rule={rule}
                    told={told}
                    onEdit={mayWrite ? () => setEdited(rule.ruleId) : null}
                  />
                ),
              )}
            </ul>
            {edited === "" && <RuleForm rule={null} roles={told.roles} onEnd={end} />}
            {mayWrite && edited === null && (
              <Button isQuiet icon="plus" onPress={() => setEdited("")}>
                {say.addRule}
              </Button>
            )}
            <Definition of={told.definition} />
          </>
        )}
      </Answer>
    </Section>
  );
}

function Row(props: { rule: HotspotRule; told: HotspotRules; onEdit: (() => void) | null }) {
  const { rule, told, onEdit } = props;
  const say = useWords(moreWords);
  const language = useLanguage();
  const time = useTime();
  const { view } = useView();
  const { districtId } = view.district;
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeRule(districtId, rule),
    onSettled: () => client.invalidateQueries(rulesQuery(districtId)),
  });
  const role = told.roles.find(({ value }) => value === rule.role);
  const count = (value: number) => formatCount(value, language);
  return (
    <li>
      <span className="hot-told-head">
        <strong>{rule.name}</strong>
        {!rule.isActive && <small>{say.notActive}</small>}
      </span>
      <small>
        {rule.categoryTitles
          ?.map(({ title }) => titleIn(language, title))
          .join(language === "en" ? ", " : "、") ?? say.allCategories}
        {" · "}
        {say.role} {role && titleIn(language, role.title)}
      </small>
      <small>
        {rule.evaluatedAt === null
          ? say.notEvaluated
          : say.evaluated(time(rule.evaluatedAt), count(rule.hotSpots ?? 0))}
        {" · "}
        {say.alarmsSoFar(count(rule.alarms))}
      </small>
      {onEdit && (
        <span className="hot-told-foot">
          <Button isQuiet onPress={onEdit}>
            {say.edit}
          </Button>
          <Button
            isQuiet
            isDisabled={remove.isPending}
            onPress={() => (isAsked ? remove.mutate() : setAsked(true))}
          >
            {isAsked ? say.removeSure : say.remove}
          </Button>
          {remove.error && <small role="alert">{remove.error.message}</small>}
        </span>
      )}
    </li>
  );
}
