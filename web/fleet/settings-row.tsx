import { useId } from "react";
import { Toggle } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { settingsPageWords } from "../ui/settings-words.ts";
import type { WrongNumber } from "../ui/typed-number.ts";
import { isOwn, textAt } from "./settings-draft.ts";
import {
  type FleetField,
  type FleetSet,
  type FleetSetting,
  type FleetSettings,
  isSet,
} from "./settings-fields.ts";
import { SETTING_TITLES, type Told, WORK_TITLES } from "./settings-titles.ts";
import { settingsWords } from "./settings-words.ts";
import { KIND_TITLES } from "./titles.ts";

const NOTHING = { zh: "", en: "" };

/** What a value is called: one that belongs to a kind of vehicle by the kind. */
export function toldOf({ path }: FleetSetting): Told {
  const kind = path.startsWith("proves.") ? path.slice("proves.".length) : null;
  if (kind !== null)
    return { title: KIND_TITLES[kind as keyof typeof KIND_TITLES] ?? NOTHING, does: NOTHING };
  return SETTING_TITLES[path]!; // every path has one: test/fleet/settings-fields.test.ts
}

/** What is said of a value wherever it is told. */
export function useSettingTold() {
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  return (setting: FleetSetting, text: string) => {
    if (!isSet(setting)) return `${text} ${say.unit(setting.unit)}`;
    const works = text.split(",").flatMap((work) => WORK_TITLES[work] ?? []);
    return works.length === 0
      ? say.nothing
      : works.map((title) => titleIn(language, title)).join(shared.join);
  };
}

/** One value: what it is called in both languages, what it does, what it is here, and what the preset is. */
export function SettingRow(props: {
  setting: FleetSetting;
  settings: FleetSettings;
  /** What was typed; undefined where nothing was. */
  edit: string | undefined;
  wrong: WrongNumber | undefined;
  mayEdit: boolean;
  onEdit: (text: string) => void;
}) {
  const { setting, settings, edit, mayEdit, onEdit } = props;
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const tell = useSettingTold();
  const id = useId();
  const { title, does } = toldOf(setting);
  const [mine, other] = language === "en" ? (["en", "zh"] as const) : (["zh", "en"] as const);
  const preset = textAt(settings.presets, setting);
  const text = edit ?? textAt(settings.merged, setting);
  const said = props.wrong && shared.wrong(props.wrong);
  return (
    <li className="set-page-row" data-changed={edit !== undefined || undefined}>
      <div>
        <p className="set-page-title">
          <label htmlFor={id}>{title[mine]}</label>
          <small lang={other === "zh" ? "zh-CN" : "en"}>{title[other]}</small>
          {edit !== undefined ? (
            <i className="set-page-tag" data-is="changed">
              {shared.changed}
            </i>
          ) : (
            isOwn(settings, setting) && <i className="set-page-tag">{shared.ofOwn}</i>
          )}
        </p>
        <p className="set-page-does">{does[mine]}</p>
      </div>
      <div className="set-page-value">
        {!mayEdit ? (
          <output id={id}>{tell(setting, text)}</output>
        ) : isSet(setting) ? (
          <Works id={id} of={setting} text={text} onEdit={onEdit} />
        ) : (
          <span className="set-page-input">
            <input
              id={id}
              className="input"
              inputMode={setting.isWhole ? "numeric" : "decimal"}
              autoComplete="off"
              maxLength={20}
              value={text}
              aria-invalid={said !== undefined}
              aria-describedby={`${id}-said`}
              onChange={({ target }) => onEdit(target.value)}
            />
            {say.unit(setting.unit)}
          </span>
        )}
        <small
          id={`${id}-said`}
          role={said ? "alert" : undefined}
          data-wrong={said !== undefined || undefined}
        >
          {said ?? (
            <>
              {say.preset(tell(setting, preset))}
              {mayEdit && !isSet(setting) && <Range of={setting} />}
            </>
          )}
        </small>
      </div>
      {mayEdit && (
        <span className="set-page-act">
          {text !== preset && (
            <button
              type="button"
              className="button button-quiet"
              aria-label={shared.resetOf(title[mine])}
              onClick={() => onEdit(preset)}
            >
              {shared.reset}
            </button>
          )}
        </span>
      )}
    </li>
  );
}

function Works(props: { id: string; of: FleetSet; text: string; onEdit: (text: string) => void }) {
  const { of, text, onEdit } = props;
  const language = useLanguage();
  const works = text.split(",");
  return (
    <span id={props.id} className="fleet-works">
      {of.options.map((work) => (
        <Toggle
          key={work}
          isOn={works.includes(work)}
          onChange={(isOn) =>
            onEdit(of.options.filter((one) => (one === work ? isOn : works.includes(one))).join())
          }
        >
          {titleIn(language, WORK_TITLES[work]!)}
        </Toggle>
      ))}
    </span>
  );
}

function Range({ of }: { of: FleetField }) {
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const range = of.isAbove ? shared.rangeAbove : shared.range;
  const [from, to] = [of.least, of.most].map((bound) => formatCount(bound, language));
  return ` · ${range(from!, to!)}`;
}
