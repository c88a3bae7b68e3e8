import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Select } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { lifeQuery } from "./case-queries.ts";
import { ownId, placeOf, type TermRule, type TermSettings } from "./terms-draft.ts";
import { termsWords } from "./terms-words.ts";

type Titled = { readonly id: string; readonly title: Title };
/** Which complaints; empty is any. */
export type TermSubject = { category: string; channel: string; importance: string };
export const ANY: TermSubject = { category: "", channel: "", importance: "" };

/** A term of the district's own for a narrower case. */
export function TermAdd(props: {
  step: TermSettings["steps"][number];
  title: string;
  rules: readonly TermRule[];
  onAdd: (rule: TermRule) => void;
}) {
  const { step, title, rules, onAdd } = props;
  const say = useWords(termsWords);
  const [subject, setSubject] = useState<TermSubject | null>(null);
  if (!subject)
    return (
      <p className="terms-add">
        <button
          type="button"
          className="button button-quiet"
          aria-label={say.addTo(title)}
          onClick={() => setSubject(ANY)}
        >
          <Icon name="plus" size={16} />
          {say.add}
        </button>
      </p>
    );
  const place = {
    ...{ kind: step.kind, step: step.id },
    ...(subject.category && { category: subject.category }),
    // the choices are those of the life, which are those of the contract
    ...(subject.channel && { channel: subject.channel as NonNullable<TermRule["channel"]> }),
    ...(subject.importance && {
      importance: subject.importance as NonNullable<TermRule["importance"]>,
    }),
  };
  const isAny = Object.values(subject).every((value) => value === "");
  const isTwice = rules.some((rule) => placeOf(rule) === placeOf(place));
  const pattern = rules.find((rule) => rule.step === step.id) ?? rules[0];
  const add = () => {
    if (!pattern) return;
    const { amount, unit, title: named, basis } = pattern;
    onAdd({ ...place, id: ownId(place), amount, unit, title: named, basis });
    setSubject(null);
  };
  return (
    <div className="terms-add">
      <SubjectFields subject={subject} onChange={setSubject} />
      <Button isDisabled={isAny || isTwice} onPress={add}>
        {say.addDo}
      </Button>
      <Button isQuiet onPress={() => setSubject(null)}>
        {say.cancel}
      </Button>
      {(isAny || isTwice) && <small>{isAny ? say.addNeeds : say.addTwice}</small>}
    </div>
  );
}

/** Category, channel and importance, each of which may be any. */
export function SubjectFields(props: {
  subject: TermSubject;
  onChange: (subject: TermSubject) => void;
}) {
  const { subject, onChange } = props;
  const say = useWords(termsWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const life = useQuery(lifeQuery(districtId)).data;
  const options = (any: string, list: readonly Titled[] = []) => [
    { value: "", title: any },
    ...list.map(({ id, title }) => ({ value: id, title: titleIn(language, title) })),
  ];
  return (
    <span className="terms-subject">
      <Select
        isBoxed
        label={say.category}
        value={subject.category}
        options={options(
          say.anyCategory,
          life?.groups
            .flatMap(({ categories }) => categories)
            // one that is used no more stays only where it was chosen
            .filter(({ id, isRetired }) => !isRetired || id === subject.category),
        )}
        onChange={(category) => onChange({ ...subject, category })}
      />
      <Select
        isBoxed
        label={say.channel}
        value={subject.channel}
        options={options(say.anyChannel, life?.channels)}
        onChange={(channel) => onChange({ ...subject, channel })}
      />
      <Select
        isBoxed
        label={say.importance}
        value={subject.importance}
        options={options(say.anyImportance, life?.importances)}
        onChange={(importance) => onChange({ ...subject, importance })}
      />
    </span>
  );
}
