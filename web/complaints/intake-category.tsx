import { useId, useState } from "react";
import { Combobox } from "../ui/combobox.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Life } from "./case-queries.ts";
import { intakeWords } from "./intake-words.ts";

type Category = Life["groups"][number]["categories"][number];

/** Whether a category is meant: by its name or its group's in either language, its id, or a code of the standards. */
export function isMeant(category: Category, group: Life["groups"][number], typed: string): boolean {
  const wanted = typed.normalize("NFKC").trim().toLowerCase();
  const { id, title, codes } = category;
  return (
    [id, title.zh, title.en, group.title.zh, group.title.en].some((text) =>
      text.toLowerCase().includes(wanted),
    ) || codes.some(({ code }) => code.toLowerCase().startsWith(wanted))
  );
}

/** The category, by typing a piece of it. One that is used no more is not offered; a complaint may have it. */
export function CategoryField(props: {
  life: Life;
  value: string | null;
  fault?: string | undefined;
  onChange: (category: string | null) => void;
}) {
  const say = useWords(intakeWords);
  const language = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const all = props.life.groups.flatMap((group) =>
    group.categories.map((category) => ({ group, category })),
  );
  const chosen = all.find(({ category }) => category.id === props.value);
  const name = chosen ? titleIn(language, chosen.category.title) : "";
  const fitting = all.filter(
    ({ category, group }) => !category.isRetired && isMeant(category, group, typed ?? ""),
  );
  const isWrong = props.fault !== undefined;
  return (
    <div className="intake-field" data-field="category" data-wrong={isWrong || undefined}>
      <label htmlFor={id}>{say.category}</label>
      <Combobox
        id={id}
        text={typed ?? name}
        placeholder={say.categoryHint}
        isTabPicking
        isWrong={isWrong}
        note={fitting.length === 0 && say.noCategory}
        options={fitting.map(({ group, category }) => ({
          key: category.id,
          group: titleIn(language, group.title),
          content: (
            <span className="intake-option">
              <span>{titleIn(language, category.title)}</span>
              <small>
                {category.codes.map(({ kind, code }) => say.code(kind, code)).join(" / ")}
              </small>
            </span>
          ),
        }))}
        onText={(text) => {
          setTyped(text);
          if (props.value !== null) props.onChange(null);
        }}
        onPick={(key) => {
          setTyped(null);
          props.onChange(key);
        }}
      />
      {isWrong && (
        <small className="intake-fault" role="alert">
          {props.fault}
        </small>
      )}
      {chosen?.group.isConfidential && (
        <small className="intake-warn">{say.confidentialNote}</small>
      )}
    </div>
  );
}
