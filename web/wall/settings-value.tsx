import { type ReactNode, useId } from "react";
import { formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { settingsPageWords } from "../ui/settings-words.ts";
import { isOwn, setOf, textAt, type WrongSetting } from "./settings-draft.ts";
import { Field, Listen } from "./settings-field.tsx";
import {
  isChoice,
  isHeard,
  isSet,
  isTime,
  type WallSetting,
  type WallSettings,
} from "./settings-fields.ts";
import { FACILITY_SAID, saidOf } from "./settings-said.ts";
import { settingsWords } from "./settings-words.ts";
import type { SoundName } from "./sound.ts";

/** What is said of a value wherever it is told. */
export function useSettingTold() {
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  return (setting: WallSetting, text: string): string => {
    if (isChoice(setting)) return say.option(text);
    if (isTime(setting)) return text;
    if (!isSet(setting)) return `${text} ${say.unit(setting.unit)}`.trim();
    const titles = [...setOf(text)].map((one) => titleIn(language, FACILITY_SAID[one]!));
    return titles.join(shared.join) || say.none;
  };
}

export type ValueProps = {
  setting: WallSetting;
  settings: WallSettings;
  /** What was typed; undefined where nothing was. */
  edit: string | undefined;
  wrong: WrongSetting | undefined;
  /** What the server found wrong with it. */
  refused: string | undefined;
  mayEdit: boolean;
  onEdit: (text: string) => void;
  onListen: (name: SoundName) => void;
};

/** One value with its parts, to be put into a row or a cell. */
export function useValue(props: ValueProps) {
  const { setting, settings, edit } = props;
  const language = useLanguage();
  const id = useId();
  const said = saidOf(setting.path);
  const preset = textAt(settings.presets, setting);
  const text = edit ?? textAt(settings.merged, setting);
  const title = titleIn(language, said.title);
  const parts = { ...props, id, title, text, preset };
  return {
    ...{ id, said, title, isChanged: edit !== undefined },
    tag: <Tag {...{ setting, settings, edit }} />,
    field: <Value {...parts} />,
    note: <Note {...parts} />,
    reset: props.mayEdit && text !== preset && <Reset {...parts} />,
  };
}

type Parts = ValueProps & { id: string; title: string; text: string; preset: string };

function Tag({ setting, settings, edit }: Pick<ValueProps, "setting" | "settings" | "edit">) {
  const shared = useWords(settingsPageWords);
  if (edit !== undefined)
    return (
      <i className="set-page-tag" data-is="changed">
        {shared.changed}
      </i>
    );
  return isOwn(settings, setting) && <i className="set-page-tag">{shared.ofOwn}</i>;
}

function Value(props: Parts): ReactNode {
  const { id, setting, title, text } = props;
  const tell = useSettingTold();
  const isWrong = (props.wrong ?? props.refused) !== undefined;
  const field = props.mayEdit ? (
    <Field {...{ id, setting, title, text, isWrong }} onEdit={props.onEdit} />
  ) : (
    <output id={id} aria-label={title}>
      {tell(setting, text)}
    </output>
  );
  if (!isHeard(setting)) return field;
  return (
    <span className="wset-heard">
      {field}
      <Listen {...{ setting, title, text }} onListen={props.onListen} />
    </span>
  );
}

/** What is wrong with a value, or else its preset and what it may be. */
function Note({ id, setting, preset, mayEdit, wrong, refused }: Parts) {
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const tell = useSettingTold();
  const fault = !wrong ? refused : wrong.is === "no-time" ? say.noTime : shared.wrong(wrong);
  return (
    <small
      id={`${id}-said`}
      role={fault ? "alert" : undefined}
      data-wrong={fault !== undefined || undefined}
    >
      {fault ?? (
        <>
          {say.preset(tell(setting, preset))}
          {mayEdit && <Range of={setting} />}
        </>
      )}
    </small>
  );
}

function Reset({ title, preset, onEdit }: Parts) {
  const shared = useWords(settingsPageWords);
  return (
    <button
      type="button"
      className="button button-quiet"
      aria-label={shared.resetOf(title)}
      onClick={() => onEdit(preset)}
    >
      {shared.reset}
    </button>
  );
}

function Range({ of }: { of: WallSetting }) {
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  if (isChoice(of) || isSet(of) || isTime(of)) return null;
  const [from, to] = [of.least, of.most].map((bound) => formatNumber(bound, language));
  return ` · ${shared.range(from!, to!)}`;
}
