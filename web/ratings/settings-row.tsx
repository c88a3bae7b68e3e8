import { useId } from "react";
import { formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { settingsPageWords } from "../ui/settings-words.ts";
import type { WrongNumber } from "../ui/typed-number.ts";
import { isOwn, textAt } from "./settings-draft.ts";
import type { RatingField, RatingSettings } from "./settings-fields.ts";
import { SETTING_SAID, settingsWords } from "./settings-words.ts";

/** What is said of a value wherever it is told. */
export function useSettingTold() {
  const say = useWords(settingsWords);
  return ({ unit }: RatingField, text: string) =>
    text === "" ? say.noLimit : `${text} ${say.unit(unit)}`;
}

/** One value: what it is called in both languages, what it does, what it is here, and what the preset is. */
export function SettingRow(props: {
  setting: RatingField;
  settings: RatingSettings;
  /** What was typed; undefined where nothing was. */
  edit: string | undefined;
  wrong: WrongNumber | undefined;
  /** What the server found wrong with it. */
  refused: string | undefined;
  mayEdit: boolean;
  onEdit: (text: string) => void;
}) {
  const { setting, settings, edit, mayEdit, onEdit } = props;
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const tell = useSettingTold();
  const id = useId();
  const { title, does } = SETTING_SAID[setting.path]!; // every path has one: test/ratings/pages.test.ts
  const [mine, other] = language === "en" ? (["en", "zh"] as const) : (["zh", "en"] as const);
  const preset = textAt(settings.presets, setting);
  const text = edit ?? textAt(settings.merged, setting);
  const said = props.wrong ? shared.wrong(props.wrong) : props.refused;
  const bound = (value: number) => formatNumber(value, language);
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
        {mayEdit ? (
          <span className="set-page-input">
            <input
              id={id}
              className="input"
              inputMode={setting.isWhole ? "numeric" : "decimal"}
              autoComplete="off"
              maxLength={20}
              placeholder={setting.isOptional ? say.noLimit : undefined}
              value={text}
              aria-invalid={said !== undefined}
              aria-describedby={`${id}-said`}
              onChange={({ target }) => onEdit(target.value)}
            />
            {say.unit(setting.unit)}
          </span>
        ) : (
          <output id={id}>{tell(setting, text)}</output>
        )}
        <small
          id={`${id}-said`}
          role={said ? "alert" : undefined}
          data-wrong={said !== undefined || undefined}
        >
          {said ??
            `${say.preset(tell(setting, preset))}${mayEdit ? ` · ${shared.range(bound(setting.least), bound(setting.most))}` : ""}`}
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
