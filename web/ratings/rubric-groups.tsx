import { Button, IconButton, Select } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { NumberField, TitleFields } from "./fields.tsx";
import type { RubricPartProps } from "./rubric-body.tsx";
import {
  type Group,
  type Item,
  pointsOf,
  withGroupSet,
  withItem,
  withItemMoved,
  withNewGroup,
  withNewItem,
  withoutGroup,
  withoutItem,
} from "./rubric-draft.ts";
import { rubricWords } from "./rubric-words.ts";
import { useTold } from "./told.ts";

/** Items in their groups, with points, weight, what is needed for stars, and what each stands on. */
export function RubricGroups(props: RubricPartProps) {
  const { content, edit } = props;
  const say = useWords(rubricWords);
  return (
    <>
      {content.groups.map((group) => (
        <GroupCard key={group.groupId} group={group} {...props} />
      ))}
      {edit && (
        <p className="rub-add">
          <Button icon="plus" onPress={() => edit(withNewGroup(content))}>
            {say.addGroup}
          </Button>
        </p>
      )}
    </>
  );
}

function GroupCard(props: RubricPartProps & { group: Group }) {
  const { content, edit, wrong, group } = props;
  const { groupId } = group;
  const say = useWords(rubricWords);
  const language = useLanguage();
  const { score } = useTold();
  const title = titleIn(language, group.title) || group.title.zh;
  return (
    <section className="rub-card rub-group" aria-label={title}>
      <header>
        {edit ? (
          <TitleFields
            label={say.groupTitle}
            zh={say.titleZh}
            en={say.titleEn}
            value={group.title}
            isWrong={wrong?.has(`title ${groupId}`) ?? false}
            onChange={(next) =>
              edit(withGroupSet(content, groupId, { title: next }), `group ${groupId}`)
            }
          />
        ) : (
          <h3>{title}</h3>
        )}
        <b>{say.groupPoints(score(pointsOf(group.items)))}</b>
        {edit && content.groups.length > 1 && (
          <IconButton
            icon="bin"
            tip="left"
            label={say.removeGroup(title)}
            onPress={() => edit(withoutGroup(content, groupId))}
          />
        )}
      </header>
      {group.items.length === 0 && (
        <p className="rub-empty">
          {say.emptyGroup}
          {group.note && `：${titleIn(language, group.note)}`}
        </p>
      )}
      {group.items.length > 0 && (
        <div className="rub-heads" aria-hidden="true">
          <span>{say.item}</span>
          <span>{say.pointsOf}</span>
          <span>{say.weight}</span>
          <span>{say.needed}</span>
          <span>{say.mayNotApply}</span>
          <span>{say.basis}</span>
        </div>
      )}
      <ol>
        {group.items.map((item) => (
          <ItemRow key={item.itemId} item={item} {...props} />
        ))}
      </ol>
      {edit && (
        <Button isQuiet icon="plus" onPress={() => edit(withNewItem(content, groupId))}>
          {say.addItem}
        </Button>
      )}
    </section>
  );
}

function ItemRow(props: RubricPartProps & { item: Item }) {
  const { content, edit, item } = props;
  const say = useWords(rubricWords);
  const language = useLanguage();
  const { score } = useTold();
  const title = titleIn(language, item.title) || item.title.zh;
  const basis = content.bases[item.basis];
  if (edit) return <ItemFields {...props} edit={edit} title={title} />;
  return (
    <li className="rub-item">
      <span>{title}</span>
      <b data-title={say.pointsOf}>{score(item.points)}</b>
      <span data-title={say.weight}>{item.weight === 1 ? "" : `×${score(item.weight)}`}</span>
      <span data-title={say.needed}>
        {item.neededFrom === null ? "" : say.neededFrom(String(item.neededFrom))}
      </span>
      <span data-title={say.mayNotApply}>{item.mayNotApply ? say.mayNotApply : ""}</span>
      <small data-title={say.basis}>{basis ? say.ownStandard(basis.standard) : item.basis}</small>
    </li>
  );
}

function ItemFields(
  props: RubricPartProps & {
    item: Item;
    edit: NonNullable<RubricPartProps["edit"]>;
    title: string;
  },
) {
  const { content, edit, item, wrong, title } = props;
  const { itemId } = item;
  const say = useWords(rubricWords);
  const of = (field: string) => `${field} ${itemId}`;
  const set = (change: Partial<Item>, field: string | null) =>
    edit(withItem(content, itemId, change), field === null ? null : of(field));
  return (
    <li className="rub-item" data-item={itemId}>
      <TitleFields
        label={say.item}
        zh={say.titleZh}
        en={say.titleEn}
        value={item.title}
        isWrong={wrong?.has(of("title")) ?? false}
        onChange={(next) => set({ title: next }, "title")}
      />
      <NumberField
        label={`${title}: ${say.pointsOf}`}
        value={item.points}
        isWrong={wrong?.has(of("points")) ?? false}
        onChange={(points) => set({ points }, "points")}
      />
      <NumberField
        label={`${title}: ${say.weight}`}
        value={item.weight}
        isWrong={wrong?.has(of("weight")) ?? false}
        onChange={(weight) => set({ weight }, "weight")}
      />
      <Select
        isBoxed
        label={`${title}: ${say.needed}`}
        value={String(item.neededFrom ?? "")}
        options={[
          { value: "", title: say.neededNone },
          ...[1, 2, 3, 4, 5].map((n) => ({ value: String(n), title: say.neededFrom(String(n)) })),
        ]}
        onChange={(value) => set({ neededFrom: value === "" ? null : Number(value) }, null)}
      />
      <input
        type="checkbox"
        aria-label={`${title}: ${say.mayNotApply}`}
        checked={item.mayNotApply}
        onChange={({ target }) => set({ mayNotApply: target.checked }, null)}
      />
      <Select
        isBoxed
        label={`${title}: ${say.basis}`}
        value={item.basis}
        options={Object.entries(content.bases).map(([value, { standard }]) => ({
          value,
          title: say.ownStandard(standard) || value,
        }))}
        onChange={(basis) => set({ basis }, null)}
      />
      <span className="rub-moves">
        <IconButton
          icon="up"
          tip="left"
          label={say.up(title)}
          onPress={() => edit(withItemMoved(content, itemId, -1))}
        />
        <IconButton
          icon="down"
          tip="left"
          label={say.down(title)}
          onPress={() => edit(withItemMoved(content, itemId, 1))}
        />
        <IconButton
          icon="bin"
          tip="left"
          label={say.removeItem(title)}
          onPress={() => edit(withoutItem(content, itemId))}
        />
      </span>
    </li>
  );
}
