import { Select } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useTitles } from "./list-titles.ts";
import { TermAdd } from "./terms-add.tsx";
import { Basis } from "./terms-basis.tsx";
import {
  NO_EDITS,
  type TermEdit,
  type TermEdits,
  type TermKind,
  type TermRow,
  type TermRule,
  type TermSettings,
  type TermUnit,
  termRows,
  wholeNumber,
  wrongFields,
} from "./terms-draft.ts";
import { termsWords } from "./terms-words.ts";

export const TERM_UNITS: readonly TermUnit[] = [
  ...(["minutes", "hours", "working-hours", "working-days", "calendar-days"] as const),
];

type Editing = {
  readonly settings: TermSettings;
  readonly edits: TermEdits;
  readonly mayEdit: boolean;
  readonly onEdit: (change: (edits: TermEdits) => TermEdits) => void;
};

/** The terms of one kind, step by step: the general one first, then those for narrower cases. */
export function TermRules(props: Editing & { kind: TermKind }) {
  const { settings, edits, mayEdit, onEdit, kind } = props;
  const say = useWords(termsWords);
  const language = useLanguage();
  const rows = termRows(settings, edits.added).filter(({ rule }) => rule.kind === kind);
  const wrong = wrongFields(edits);
  return settings.steps
    .filter((step) => step.kind === kind)
    .map((step) => {
      const own = rows.filter(({ rule }) => rule.step === step.id);
      const title = titleIn(language, step.title);
      return (
        <section key={step.id} className="watch-card terms-step" aria-label={title}>
          <h2>
            {title} <small>{say.from(step.from)}</small>
          </h2>
          <ul>
            {own.map((row) => (
              <Line
                key={row.id}
                row={row}
                edit={edits.rules[row.id]}
                isWrong={wrong.has(row.id)}
                mayEdit={mayEdit}
                stepTitle={title}
                onEdit={(edit) => onEdit((now) => withEdit(now, row, edit))}
              />
            ))}
          </ul>
          {mayEdit && (
            <TermAdd
              step={step}
              title={title}
              rules={rows.map(({ rule }) => rule)}
              onAdd={(rule) =>
                onEdit((now) => ({
                  ...now,
                  added: [...now.added, rule],
                  rules: { ...now.rules, [rule.id]: editOf(rule) },
                }))
              }
            />
          )}
        </section>
      );
    });
}

const editOf = ({ amount, unit }: TermRule): TermEdit => ({
  ...{ to: "set", amount: String(amount), unit },
});

/** One edit more; an edit that changes nothing is none, and what was only added is gone again. */
function withEdit(edits: TermEdits, row: TermRow, edit: TermEdit): TermEdits {
  const { [row.id]: _, ...others } = edits.rules;
  const isAdded = row.preset === null && row.own === null;
  if (isAdded && edit.to !== "set")
    return { ...edits, rules: others, added: edits.added.filter(({ id }) => id !== row.id) };
  const isSame =
    !isAdded &&
    (edit.to === "set"
      ? !row.isOff && edit.amount === String(row.rule.amount) && edit.unit === row.rule.unit
      : edit.to === "off"
        ? row.isOff
        : row.own === null && !row.isOff);
  const next = { ...edits, rules: isSame ? others : { ...others, [row.id]: edit } };
  return Object.keys(next.rules).length + Object.keys(next.general).length === 0 ? NO_EDITS : next;
}

function Line(props: {
  row: TermRow;
  edit: TermEdit | undefined;
  isWrong: boolean;
  mayEdit: boolean;
  stepTitle: string;
  onEdit: (edit: TermEdit) => void;
}) {
  const { row, edit, isWrong, mayEdit, onEdit } = props;
  const say = useWords(termsWords);
  const scope = useScope(row.rule);
  const { preset } = row;
  const shown = edit?.to === "preset" && preset ? preset : row.rule;
  const isGone = edit ? edit.to === "off" || (edit.to === "preset" && !preset) : row.isOff;
  const term = edit?.to === "set" ? edit : { amount: String(shown.amount), unit: shown.unit };
  const isOwn = edit ? edit.to !== "preset" : row.own !== null || row.isOff;
  const what = `${props.stepTitle} ${scope}`;
  const isLonger =
    preset?.basis.isLaw === true &&
    !isGone &&
    preset.unit === term.unit &&
    (wholeNumber(term.amount, 1, 10_000) ?? 0) > preset.amount;
  return (
    <li data-changed={edit ? true : undefined} data-row={row.id}>
      <span className="terms-scope">
        {scope}
        {edit ? (
          <i className="watch-tag" data-tone="warn">
            {say.changed}
          </i>
        ) : (
          isOwn && (
            <i className="watch-tag" data-tone="law">
              {say.own}
            </i>
          )
        )}
      </span>
      {isGone ? (
        <span className="watch-quiet">{say.off}</span>
      ) : mayEdit ? (
        <Length {...{ term, what, isWrong, onEdit }} />
      ) : (
        <Span {...term} />
      )}
      <span className="terms-why">
        {isOwn && preset && <Was of={preset} />}
        <Basis of={isOwn && !edit && row.own ? row.own.basis : (preset ?? row.rule).basis} />
        {isLonger && <small className="supervision-late">{say.lawLonger}</small>}
      </span>
      {mayEdit && (
        <span className="terms-acts">
          {isOwn || isGone ? (
            <button
              type="button"
              className="button button-quiet"
              aria-label={preset ? say.resetOf(what) : say.removeOf(what)}
              onClick={() => onEdit({ to: "preset" })}
            >
              {preset ? say.reset : say.remove}
            </button>
          ) : (
            !preset?.basis.isLaw && (
              <button
                type="button"
                className="button button-quiet"
                aria-label={say.turnOffOf(what)}
                onClick={() => onEdit({ to: "off" })}
              >
                {say.turnOff}
              </button>
            )
          )}
        </span>
      )}
    </li>
  );
}

function Was({ of }: { of: TermRule }) {
  const say = useWords(termsWords);
  const language = useLanguage();
  return <small>{say.preset(say.span(formatCount(of.amount, language), of.unit))}</small>;
}

function Span({ amount, unit }: { amount: string; unit: TermUnit }) {
  const say = useWords(termsWords);
  return <span>{say.span(amount, unit)}</span>;
}

function Length(props: {
  term: { amount: string; unit: TermUnit };
  what: string;
  isWrong: boolean;
  onEdit: (edit: TermEdit) => void;
}) {
  const { term, what, isWrong, onEdit } = props;
  const say = useWords(termsWords);
  return (
    <span className="terms-length" data-wrong={isWrong || undefined}>
      <input
        className="input"
        inputMode="numeric"
        maxLength={5}
        aria-label={say.amount(what)}
        aria-invalid={isWrong}
        value={term.amount}
        onChange={({ target }) => onEdit({ to: "set", amount: target.value, unit: term.unit })}
      />
      <Select
        isBoxed
        label={say.unitOf(what)}
        value={term.unit}
        options={TERM_UNITS.map((value) => ({ value, title: say.unit(value) }))}
        onChange={(unit) => onEdit({ to: "set", amount: term.amount, unit })}
      />
      {isWrong && <small role="alert">{say.wrongAmount}</small>}
    </span>
  );
}

/** Which complaints a rule is for, in words. */
function useScope({ category, channel, importance }: TermRule): string {
  const say = useWords(termsWords);
  const titleOf = useTitles();
  const parts = [
    category && titleOf("category", category),
    channel && titleOf("channel", channel),
    importance && titleOf("importance", importance),
  ].filter((part): part is string => Boolean(part));
  return parts.length > 0 ? parts.join(" · ") : say.general;
}
