import { Button, IconButton, Select, Toggle } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import type { RubricPartProps } from "./rubric-body.tsx";
import { itemsOf, withNewBasis } from "./rubric-draft.ts";
import type { Basis, RubricContent } from "./rubric-queries.ts";
import { rubricWords } from "./rubric-words.ts";
import { useTold } from "./told.ts";

const CONFIDENCES = [
  ...(["READ", "READ*", "RECALLED-H", "RECALLED-M", "RECALLED-L"] as const),
  ...(["DERIVED", "PROPOSAL"] as const),
];

const usesOf = (content: RubricContent, key: string) =>
  [...itemsOf(content), ...content.vetoes].filter(({ basis }) => basis === key).length;

/** What items and vetoes stand on, each with how sure it is and whether it is law. */
export function RubricBases(props: RubricPartProps) {
  const { content, edit } = props;
  const say = useWords(rubricWords);
  const known = Object.entries(content.bases);
  // what nothing refers to is of no interest to who reads
  const shown = edit ? known : known.filter(([key]) => usesOf(content, key) > 0);
  return (
    <section className="rub-card rub-bases" aria-label={say.bases}>
      <h3>
        {say.bases} <small>{say.basesDo}</small>
      </h3>
      <ul>
        {shown.map(([key, basis]) => (
          <BasisRow key={key} {...{ ...props, basis }} id={key} />
        ))}
      </ul>
      {edit && (
        <Button isQuiet icon="plus" onPress={() => edit(withNewBasis(content))}>
          {say.addBasis}
        </Button>
      )}
    </section>
  );
}

function BasisRow(props: RubricPartProps & { id: string; basis: Basis }) {
  const { content, edit, id, basis } = props;
  const say = useWords(rubricWords);
  const { count } = useTold();
  const uses = usesOf(content, id);
  if (!edit)
    return (
      <li>
        <b>{say.ownStandard(basis.standard)}</b>
        <span>
          {basis.clause} · {basis.edition}
        </span>
        <span className="badge" data-law={basis.isLaw || undefined}>
          {basis.isLaw ? say.law : say.notLaw}
        </span>
        <small>
          {say.confidence(basis.confidence)} · {say.source} {basis.source} · {say.used(count(uses))}
          {basis.note && ` · ${basis.note}`}
        </small>
      </li>
    );
  return <BasisFields {...props} edit={edit} uses={uses} />;
}

const TEXTS = ["standard", "clause", "edition", "source"] as const;

function BasisFields(
  props: RubricPartProps & {
    id: string;
    basis: Basis;
    uses: number;
    edit: NonNullable<RubricPartProps["edit"]>;
  },
) {
  const { content, edit, wrong, id, basis, uses } = props;
  const say = useWords(rubricWords);
  const { count } = useTold();
  const set = (change: Partial<Basis>, at: string | null) =>
    edit({ ...content, bases: { ...content.bases, [id]: { ...basis, ...change } } }, at);
  const without = () => {
    const { [id]: _, ...bases } = content.bases;
    edit({ ...content, bases });
  };
  return (
    <li className="rub-basis" data-wrong={wrong?.has(`basis ${id}`) || undefined}>
      {TEXTS.map((name) => (
        <input
          key={name}
          className="input"
          aria-label={`${id}: ${say[name]}`}
          placeholder={say[name]}
          maxLength={200}
          value={basis[name]}
          onChange={({ target }) => set({ [name]: target.value }, `${name} ${id}`)}
        />
      ))}
      <Select
        isBoxed
        label={`${id}: ${say.confidenceTitle}`}
        value={basis.confidence}
        options={CONFIDENCES.map((value) => ({ value, title: say.confidence(value) }))}
        // only what was read may be called law
        onChange={(confidence) =>
          set({ confidence, isLaw: basis.isLaw && confidence === "READ" }, null)
        }
      />
      {basis.confidence === "READ" ? (
        <Toggle isOn={basis.isLaw} onChange={(isLaw) => set({ isLaw }, null)}>
          {say.law}
        </Toggle>
      ) : (
        <small>{say.notLaw}</small>
      )}
      <small>{say.used(count(uses))}</small>
      {uses === 0 && (
        <IconButton icon="bin" tip="left" label={say.removeBasis(id)} onPress={without} />
      )}
    </li>
  );
}
