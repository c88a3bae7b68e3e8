import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import {
  filterChange,
  filtersAsked,
  filterText,
  type ListLinked,
  PRESETS,
  type PresetId,
  presetChange,
  presetOf,
  useSetListLinked,
} from "./list-params.ts";
import { type CaseList, countsQuery } from "./list-queries.ts";
import { type SavedFilter, useSavedFilters } from "./list-saved.ts";
import { listWords } from "./list-words.ts";
import { WatchLinks } from "./watch-links.tsx";

/** One press to what is to be done, and to filters one keeps under a name. */
export function ListPresets({ linked }: { linked: ListLinked }) {
  const say = useWords(listWords);
  const language = useLanguage();
  const set = useSetListLinked();
  const { districtId } = useView().view.district;
  const { due: _, state: __, ...others } = linked;
  const todo = useQuery(countsQuery(districtId, filtersAsked({ ...others, open: "true" })));
  const on = presetOf(linked);
  return (
    <div className="cases-presets" data-print="hide">
      <nav className="cases-presets-shown" aria-label={say.presets}>
        {PRESETS.map(({ id, choice }) => {
          const count = todo.data && presetCount(todo.data, id);
          return (
            <button
              key={id}
              type="button"
              className="cases-chip"
              data-preset={id}
              aria-pressed={on === id}
              onClick={() => set(presetChange(choice), true)}
            >
              {say.preset(id)}
              {count !== undefined && <small>{formatCount(count, language)}</small>}
            </button>
          );
        })}
        <Saved linked={linked} />
      </nav>
      <WatchLinks at="list" />
    </div>
  );
}

/** From the counts of what is open: of all of it there is one count, with what is not open beside it. */
function presetCount({ counts, total }: CaseList, id: PresetId): number {
  const sum = (facet: string, values: readonly (string | boolean)[]) =>
    (counts[facet] ?? [])
      .filter(({ value }) => value !== null && values.includes(value))
      .reduce((all, { count }) => all + count, 0);
  if (id === "todo") return total;
  if (id === "soon") return sum("due", ["soon"]);
  if (id === "late") return sum("due", ["late", "late-3"]);
  return sum("isOpen", [true, false]);
}

function Saved({ linked }: { linked: ListLinked }) {
  const say = useWords(listWords);
  const set = useSetListLinked();
  const { districtId } = useView().view.district;
  const accountId = useSession()?.account?.accountId ?? "";
  const { saved, save, forget } = useSavedFilters(accountId, districtId);
  const [isNaming, setNaming] = useState(false);
  const now = filterText(linked);
  return (
    <>
      {saved.length > 0 && <span className="cases-divider" aria-hidden="true" />}
      {saved.map((one) => (
        <SavedChip
          key={one.name}
          filter={one}
          isOn={one.text === now}
          onPick={() => set(filterChange(one.text), true)}
          onForget={() => forget(one.name)}
        />
      ))}
      {isNaming ? (
        <NameForm
          onSave={(name) => {
            save({ name, text: now });
            setNaming(false);
          }}
          onCancel={() => setNaming(false)}
        />
      ) : (
        now !== "" &&
        !saved.some(({ text }) => text === now) && (
          <Button isQuiet icon="plus" onPress={() => setNaming(true)}>
            {say.save}
          </Button>
        )
      )}
    </>
  );
}

function SavedChip(props: {
  filter: SavedFilter;
  isOn: boolean;
  onPick: () => void;
  onForget: () => void;
}) {
  const say = useWords(listWords);
  const { name } = props.filter;
  return (
    <span className="cases-chip cases-chip-saved" data-on={props.isOn || undefined}>
      <button type="button" aria-pressed={props.isOn} onClick={props.onPick}>
        {name}
      </button>
      <button
        type="button"
        aria-label={say.forget(name)}
        title={say.forget(name)}
        onClick={props.onForget}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}

function NameForm(props: { onSave: (name: string) => void; onCancel: () => void }) {
  const say = useWords(listWords);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (name !== "") props.onSave(name);
  };
  return (
    <form className="cases-name" onSubmit={submit}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the form comes because one pressed for it
        autoFocus
        className="input"
        name="name"
        aria-label={say.saveAs}
        placeholder={say.saveAs}
        title={say.saveHint}
        maxLength={30}
        required
        onKeyDown={(event) => {
          if (event.key === "Escape") props.onCancel();
        }}
      />
      <button type="submit" className="button">
        {say.saveDo}
      </button>
      <Button isQuiet onPress={props.onCancel}>
        {say.cancel}
      </Button>
      <small>{say.saveHint}</small>
    </form>
  );
}
