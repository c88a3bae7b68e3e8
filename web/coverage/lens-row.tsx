import { type ReactNode, useId } from "react";
import { Toggle } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { type Title, useLanguage, useWords } from "../ui/language.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { settingsPageWords } from "../ui/settings-words.ts";
import { confidenceTold, remarkTold, type Stands, standsTold } from "./basis-words.ts";
import { capacityNeedsReason, needsReason, pathOf, type Wrong } from "./settings-draft.ts";
import { type Capacity, type Lens, words } from "./settings-words.ts";

/** What a row needs to know of all that is typed, and whom it tells. */
export type Editing = {
  /** Every value as it stands now, by path. */
  readonly texts: SettingEdits;
  readonly edits: SettingEdits;
  readonly wrong: Readonly<Record<string, Wrong>>;
  /** What the server found wrong, by path. */
  readonly refused: Readonly<Record<string, string>>;
  readonly mayEdit: boolean;
  readonly edit: (path: string, text: string) => void;
};

/** One lens: what it measures, on what it stands, its values, whether it is in use and the default of its kind. */
export function LensRow(props: { lens: Lens; editing: Editing; remove?: ReactNode }) {
  const { lens, editing } = props;
  const say = useWords(words);
  const language = useLanguage();
  const isChanged = Object.keys(editing.edits).some((path) =>
    path.startsWith(`lenses.${lens.id}.`),
  );
  const isOn = !lens.isPreset || editing.texts[pathOf.isOn(lens.id)] === "true";
  const title = lens.title[language === "en" ? "en" : "zh"];
  return (
    <li className="set-page-row lens-row" data-changed={isChanged || undefined} data-off={!isOn}>
      <div>
        <Titles title={lens.title} isChanged={isChanged} isOwn={lens.isOwn} basis={lens.basis} />
        <p className="set-page-does">{say.measure(lens.measure)}</p>
        <Standing basis={lens.basis} isOwn={!lens.isPreset} reason={lens.reason} />
      </div>
      <div className="set-page-value">
        {lens.figures.map((figure) => (
          <NumberField
            key={figure.name}
            path={pathOf.figure(lens.id, figure.name)}
            label={say.figure(figure.name)}
            labelOfAll={`${title} · ${say.figure(figure.name)}`}
            unit={say.unit(figure.unit)}
            bounds={figure}
            preset={figure.preset}
            value={figure.value}
            editing={editing}
            isFixed={!lens.isPreset}
          />
        ))}
        {needsReason(lens, editing.texts) && (
          <ReasonField path={pathOf.reason(lens.id)} of={title} editing={editing} />
        )}
      </div>
      <div className="set-page-act lens-act">
        {lens.isPreset && editing.mayEdit && (
          <Toggle isOn={isOn} onChange={(now) => editing.edit(pathOf.isOn(lens.id), String(now))}>
            {say.use}
            <span className="visually-hidden">{title}</span>
          </Toggle>
        )}
        {isOn && lens.radiusMeters !== null && <DefaultChoice lens={lens} editing={editing} />}
        {props.remove}
      </div>
    </li>
  );
}

function DefaultChoice({ lens, editing }: { lens: Lens; editing: Editing }) {
  const say = useWords(words);
  const language = useLanguage();
  const path = pathOf.default(lens.facilityKind);
  if (editing.texts[path] === lens.id)
    return (
      <i className="set-page-tag" data-is={path in editing.edits ? "changed" : undefined}>
        {say.isDefault}
      </i>
    );
  if (!editing.mayEdit) return null;
  return (
    <button
      type="button"
      className="button button-quiet"
      aria-label={say.makeDefaultOf(lens.title[language === "en" ? "en" : "zh"])}
      onClick={() => editing.edit(path, lens.id)}
    >
      {say.makeDefault}
    </button>
  );
}

/** One capacity: a setting that no standard asks. */
export function CapacityRow({ capacity, editing }: { capacity: Capacity; editing: Editing }) {
  const say = useWords(words);
  const language = useLanguage();
  const { id } = capacity;
  const path = pathOf.capacity(id);
  const isChanged = path in editing.edits || pathOf.capacityReason(id) in editing.edits;
  const title = capacity.title[language === "en" ? "en" : "zh"];
  const isOwn = capacity.value !== capacity.preset;
  return (
    <li className="set-page-row lens-row" data-changed={isChanged || undefined}>
      <div>
        <Titles title={capacity.title} {...{ isChanged, isOwn }} basis={capacity.basis} />
        <Standing basis={capacity.basis} isOwn={false} reason={capacity.reason} />
      </div>
      <div className="set-page-value">
        <NumberField
          {...{ path, editing }}
          label=""
          labelOfAll={title}
          unit={say.unit(capacity.unit)}
          bounds={capacity}
          preset={capacity.preset}
          value={capacity.value}
          isFixed={false}
        />
        {capacityNeedsReason(capacity, editing.texts) && (
          <ReasonField path={pathOf.capacityReason(id)} of={title} editing={editing} />
        )}
      </div>
    </li>
  );
}

function Titles(props: { title: Title; isChanged: boolean; isOwn: boolean; basis: Stands }) {
  const { title, isChanged, isOwn, basis } = props;
  const say = useWords(words);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const [mine, other] = language === "en" ? (["en", "zh"] as const) : (["zh", "en"] as const);
  return (
    <p className="set-page-title">
      <b>{title[mine]}</b>
      <small lang={other === "zh" ? "zh-CN" : "en"}>{title[other]}</small>
      {isChanged ? (
        <i className="set-page-tag" data-is="changed">
          {shared.changed}
        </i>
      ) : (
        isOwn && <i className="set-page-tag">{shared.ofOwn}</i>
      )}
      {basis.isLaw && !isChanged && (
        <i className="set-page-tag" data-is="law">
          {say.law}
        </i>
      )}
    </p>
  );
}

/** Standard, clause, edition, how sure that is, and what else is to be known; of an own value, why. */
function Standing(props: { basis: Stands; isOwn: boolean; reason: string | null }) {
  const { basis, isOwn, reason } = props;
  const language = useLanguage();
  const remark = remarkTold(basis, language);
  return (
    <p className="lens-stands">
      {!isOwn && <b>{standsTold(basis, language)}</b>}
      <span>{confidenceTold(basis.confidence, language)}</span>
      {reason && <q>{reason}</q>}
      {remark && <small>{remark}</small>}
    </p>
  );
}

function NumberField(props: {
  path: string;
  label: string;
  labelOfAll: string;
  unit: string;
  bounds: { readonly least: number; readonly most: number };
  preset: number | null;
  value: number;
  editing: Editing;
  isFixed: boolean;
}) {
  const { path, label, unit, bounds, preset, editing } = props;
  const say = useWords(words);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const id = useId();
  const text = editing.texts[path] ?? String(props.value);
  const said = useSaid(editing, path);
  const isOther = preset !== null && text !== String(preset);
  if (!editing.mayEdit || props.isFixed)
    return (
      <p className="lens-figure">
        <span>{label}</span>
        <output>
          {formatCount(props.value, language)} {unit}
        </output>
        {isOther && <small>{say.preset(`${preset} ${unit}`)}</small>}
      </p>
    );
  return (
    <div className="lens-figure">
      <label htmlFor={id}>{label}</label>
      <span className="set-page-input">
        <input
          id={id}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          value={text}
          aria-label={props.labelOfAll}
          aria-invalid={said !== undefined}
          aria-describedby={`${id}-said`}
          onChange={({ target }) => editing.edit(path, target.value)}
        />
        {unit}
      </span>
      {isOther && preset !== null && (
        <button
          type="button"
          className="button button-quiet"
          aria-label={shared.resetOf(props.labelOfAll)}
          onClick={() => editing.edit(path, String(preset))}
        >
          {shared.reset}
        </button>
      )}
      <small
        id={`${id}-said`}
        role={said ? "alert" : undefined}
        data-wrong={said !== undefined || undefined}
      >
        {said ??
          (isOther &&
            `${say.preset(`${preset}`)} · ${shared.range(formatCount(bounds.least, language), formatCount(bounds.most, language))}`)}
      </small>
    </div>
  );
}

function ReasonField({ path, of, editing }: { path: string; of: string; editing: Editing }) {
  const say = useWords(words);
  const id = useId();
  const said = useSaid(editing, path);
  if (!editing.mayEdit) return null; // it is told with what it stands on
  return (
    <div className="lens-reason">
      <label htmlFor={id}>{say.reason}</label>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={300}
        placeholder={say.reasonHint}
        value={editing.texts[path] ?? ""}
        aria-label={`${of} · ${say.reason}`}
        aria-invalid={said !== undefined}
        onChange={({ target }) => editing.edit(path, target.value)}
      />
      {said && (
        <small role="alert" data-wrong="true">
          {said}
        </small>
      )}
    </div>
  );
}

/** What is wrong with a value, here or by the server; undefined where nothing is. */
function useSaid({ wrong, refused }: Editing, path: string): string | undefined {
  const say = useWords(words);
  const shared = useWords(settingsPageWords);
  const found = wrong[path];
  if (!found) return refused[path];
  if (found.is === "no-reason") return say.reasonMissing;
  if (found.is === "crossed") return say.crossed;
  return shared.wrong(found);
}

/** Takes a radius of the district's own away. */
export function RemoveButton(props: { title: string; onPress: () => void }) {
  const say = useWords(words);
  return (
    <button
      type="button"
      className="button button-quiet"
      aria-label={say.removeOf(props.title)}
      onClick={props.onPress}
    >
      {say.remove}
    </button>
  );
}
