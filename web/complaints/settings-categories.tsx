import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  type Category,
  type Group,
  isSameTitle,
  type Categories as Known,
  newCategoryId,
  type OwnCategory,
  withCategory,
  withOwn,
  withoutOwn,
  withRetired,
  withTitle,
} from "./settings-category-changes.ts";
import { CategoryForm, type Given, useFocusBack } from "./settings-category-form.tsx";
import { useChangeCategories } from "./settings-category-queries.ts";
import { categoryWords } from "./settings-category-words.ts";
import "./settings-categories.css";

/** One of the district's own that was just deleted, and where it stood. */
type Removed = {
  readonly category: OwnCategory;
  readonly at: number;
  readonly isRetired: boolean;
  readonly groupId: string;
};

/** The groups with their categories; each change holds at once, and can be taken back. */
export function Categories({ known }: { known: Known }) {
  const [removed, setRemoved] = useState<Removed | null>(null);
  return (
    <>
      {known.groups.map((group) => (
        <CategoryGroup
          key={group.id}
          {...{ known, group, setRemoved }}
          removed={removed?.groupId === group.id ? removed : null}
        />
      ))}
    </>
  );
}

function CategoryGroup(props: {
  known: Known;
  group: Group;
  removed: Removed | null;
  setRemoved: (removed: Removed | null) => void;
}) {
  const { known, group, removed, setRemoved } = props;
  const say = useWords(categoryWords);
  const language = useLanguage();
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const { districtId } = useView().view.district;
  const change = useChangeCategories(districtId);
  const [isAdding, setAdding] = useState(false);
  const adder = useFocusBack<HTMLParagraphElement>(isAdding);
  const name = titleIn(language, group.title);
  const close = () => {
    setAdding(false);
    change.reset();
  };
  const add = (given: Given) =>
    change.mutate(
      (own) => withCategory(own, { id: newCategoryId(own, group.id, given.title.en), ...given }),
      { onSuccess: close },
    );
  return (
    <section className="settings-categories" aria-label={name}>
      <h3>
        {name}
        {group.isConfidential && <span className="badge badge-warn">{say.confidential}</span>}
      </h3>
      <ul>
        {group.categories.map((category) => (
          <CategoryRow
            key={category.id}
            {...{ known, category, mayEdit }}
            onRemoved={(gone) => setRemoved({ ...gone, groupId: group.id })}
          />
        ))}
      </ul>
      {removed && (
        <p className="settings-line settings-said" role="status">
          {say.removed(titleIn(language, removed.category.title))}
          <Button
            isQuiet
            isDisabled={change.isPending}
            onPress={() =>
              change.mutate((own) => withCategory(own, removed.category, removed), {
                onSuccess: () => setRemoved(null),
              })
            }
          >
            {say.undo}
          </Button>
        </p>
      )}
      {mayEdit &&
        (isAdding ? (
          <CategoryForm
            label={say.adding(name)}
            id={null}
            title={{ zh: "", en: "" }}
            codes={[]}
            groups={known.groups}
            path={`added.${known.own.added.length}`}
            error={change.error}
            isSaving={change.isPending}
            onSave={add}
            onCancel={close}
          />
        ) : (
          <p className="settings-add" ref={adder}>
            <Button icon="plus" isQuiet onPress={() => setAdding(true)}>
              {say.add}
            </Button>
          </p>
        ))}
      {!isAdding && change.error && <p role="alert">{change.error.message}</p>}
    </section>
  );
}

function CategoryRow(props: {
  known: Known;
  category: Category;
  mayEdit: boolean;
  onRemoved: (removed: Omit<Removed, "groupId">) => void;
}) {
  const { known, category, mayEdit } = props;
  const { id, title, isOwn, isRetired } = category;
  const say = useWords(categoryWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const change = useChangeCategories(districtId);
  const [isOpen, setOpen] = useState(false);
  const row = useFocusBack<HTMLLIElement>(isOpen);
  const { added, renamed } = known.own;
  const preset = known.presets
    .flatMap(({ categories }) => categories)
    .find((one) => one.id === id)?.title;
  const isRenamed = preset !== undefined && !isSameTitle(title, preset);
  const used = known.used[id] ?? 0;
  const at = added.findIndex((one) => one.id === id);
  const own = added[at];
  const close = () => {
    setOpen(false);
    change.reset();
  };
  const save = ({ title: given, codes }: Given) =>
    change.mutate(
      (now) =>
        isOwn
          ? withOwn(now, { id, title: given, codes })
          : withTitle(now, id, preset && isSameTitle(given, preset) ? null : given),
      { onSuccess: close },
    );
  if (isOpen)
    return (
      <li ref={row}>
        <CategoryForm
          label={say.changing(titleIn(language, title))}
          {...{ id, title }}
          codes={own?.codes ?? null}
          groups={known.groups}
          path={isOwn ? `added.${at}` : `renamed.${indexOfTitle(renamed, id)}`}
          error={change.error}
          isSaving={change.isPending}
          onSave={save}
          onCancel={close}
          more={
            own ? (
              used === 0 ? (
                <Button
                  isQuiet
                  isDisabled={change.isPending}
                  onPress={() =>
                    change.mutate((now) => withoutOwn(now, id), {
                      onSuccess: () => props.onRemoved({ category: own, at, isRetired }),
                    })
                  }
                >
                  {say.remove}
                </Button>
              ) : (
                <small className="settings-quiet">{say.kept(formatCount(used, language))}</small>
              )
            ) : (
              isRenamed && (
                <Button
                  isQuiet
                  isDisabled={change.isPending}
                  onPress={() =>
                    change.mutate((now) => withTitle(now, id, null), { onSuccess: close })
                  }
                >
                  {say.backToPreset}
                </Button>
              )
            )
          }
        />
      </li>
    );
  return (
    <li ref={row} data-retired={isRetired || undefined}>
      <div className="settings-category">
        <p>
          <b>{titleIn(language, title)}</b>
          {title.en !== title.zh && <span>{language === "en" ? title.zh : title.en}</span>}
          {isOwn && <span className="badge">{say.own}</span>}
          {isRetired && <span className="badge">{say.retired}</span>}
          {used > 0 && <small>{say.used(formatCount(used, language))}</small>}
          {isRenamed && <small>{say.preset(titleIn(language, preset))}</small>}
        </p>
        <ul>
          {category.codes.map(({ standard, kind, code }) => (
            <li key={`${standard} ${kind} ${code}`}>{say.code(standard, kind, code)}</li>
          ))}
        </ul>
        {mayEdit && (
          <span className="settings-acts">
            <Button isQuiet onPress={() => setOpen(true)}>
              {isOwn ? say.change : say.rename}
            </Button>
            <Button
              isQuiet
              isDisabled={change.isPending}
              onPress={() => change.mutate((now) => withRetired(now, id, !isRetired))}
            >
              {isRetired ? say.restore : say.retire}
            </Button>
          </span>
        )}
      </div>
      {change.error && <p role="alert">{change.error.message}</p>}
    </li>
  );
}

/** Where a preset's new title stands among those that are sent: the changed one comes last. */
const indexOfTitle = (renamed: Known["own"]["renamed"], id: string) =>
  renamed.filter((one) => one.id !== id).length;
