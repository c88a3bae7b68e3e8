import { Button, IconButton, Select } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { TitleFields } from "./fields.tsx";
import type { RubricPartProps } from "./rubric-body.tsx";
import { type Veto, withNewVeto, withoutVeto, withVeto } from "./rubric-draft.ts";
import { rubricWords } from "./rubric-words.ts";

/** 一票否决: what leaves no star, whatever the points. */
export function RubricVetoes(props: RubricPartProps) {
  const { content, edit } = props;
  const say = useWords(rubricWords);
  return (
    <section className="rub-card rub-group" aria-label={say.vetoes}>
      <header>
        <h3>
          {say.vetoes} <small>{say.vetoesDo}</small>
        </h3>
      </header>
      {content.vetoes.length === 0 && <p className="rub-empty">{say.noVetoes}</p>}
      <ol>
        {content.vetoes.map((veto) => (
          <VetoRow key={veto.vetoId} veto={veto} {...props} />
        ))}
      </ol>
      {edit && (
        <Button isQuiet icon="plus" onPress={() => edit(withNewVeto(content))}>
          {say.addVeto}
        </Button>
      )}
    </section>
  );
}

function VetoRow({ content, edit, wrong, veto }: RubricPartProps & { veto: Veto }) {
  const { vetoId } = veto;
  const say = useWords(rubricWords);
  const language = useLanguage();
  const title = titleIn(language, veto.title) || veto.title.zh;
  const basis = content.bases[veto.basis];
  if (!edit)
    return (
      <li className="rub-veto">
        <span>{title}</span>
        <small>{basis ? say.ownStandard(basis.standard) : veto.basis}</small>
      </li>
    );
  return (
    <li className="rub-veto">
      <TitleFields
        label={say.vetoes}
        zh={say.titleZh}
        en={say.titleEn}
        value={veto.title}
        isWrong={wrong?.has(`title ${vetoId}`) ?? false}
        onChange={(next) => edit(withVeto(content, vetoId, { title: next }), `title ${vetoId}`)}
      />
      <Select
        isBoxed
        label={`${title}: ${say.basis}`}
        value={veto.basis}
        options={Object.entries(content.bases).map(([value, { standard }]) => ({
          value,
          title: say.ownStandard(standard) || value,
        }))}
        onChange={(next) => edit(withVeto(content, vetoId, { basis: next }))}
      />
      <IconButton
        icon="bin"
        tip="left"
        label={say.removeItem(title)}
        onPress={() => edit(withoutVeto(content, vetoId))}
      />
    </li>
  );
}
