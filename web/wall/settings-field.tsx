import { IconButton, Select } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { setOf, setText } from "./settings-draft.ts";
import {
  isChoice,
  isHeard,
  isSet,
  isTime,
  type WallSet,
  type WallSetting,
} from "./settings-fields.ts";
import { FACILITY_SAID } from "./settings-said.ts";
import { settingsWords } from "./settings-words.ts";
import type { SoundName } from "./sound.ts";

type FieldProps = {
  id: string;
  setting: WallSetting;
  title: string;
  text: string;
  isWrong: boolean;
  onEdit: (text: string) => void;
};

/** Where one value is typed or chosen. */
export function Field(props: FieldProps) {
  const { setting, text, onEdit } = props;
  const say = useWords(settingsWords);
  if (isChoice(setting))
    return (
      <Select
        isBoxed
        label={props.title}
        value={text}
        options={setting.options.map((value) => ({ value, title: say.option(value) }))}
        onChange={onEdit}
      />
    );
  if (isSet(setting)) return <AnyOf {...{ ...props, setting }} />;
  return (
    <span className="set-page-input">
      <input
        id={props.id}
        className="input"
        inputMode={!isTime(setting) && setting.isWhole ? "numeric" : "text"}
        placeholder={isTime(setting) ? "HH:MM" : undefined}
        autoComplete="off"
        maxLength={20}
        aria-label={props.title}
        value={text}
        aria-invalid={props.isWrong}
        aria-describedby={`${props.id}-said`}
        onChange={({ target }) => onEdit(target.value)}
      />
      {!isTime(setting) && say.unit(setting.unit)}
    </span>
  );
}

function AnyOf({ id, setting, title, text, onEdit }: FieldProps & { setting: WallSet }) {
  const language = useLanguage();
  const chosen = setOf(text);
  const turned = (one: string) => {
    const next = new Set(chosen);
    if (!next.delete(one)) next.add(one);
    return setText(setting.anyOf, next);
  };
  return (
    <fieldset className="wset-any" id={id} aria-label={title}>
      {setting.anyOf.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={chosen.has(one)}
          onClick={() => onEdit(turned(one))}
        >
          {titleIn(language, FACILITY_SAID[one]!)}
        </button>
      ))}
    </fieldset>
  );
}

/** Lets one hear the sound that is chosen; nothing where the value is none. */
export function Listen(props: {
  setting: WallSetting;
  title: string;
  text: string;
  onListen: (name: SoundName) => void;
}) {
  const say = useWords(settingsWords);
  if (!isHeard(props.setting)) return null;
  return (
    <IconButton
      icon="play"
      tip="above"
      label={say.listen(props.title, say.option(props.text))}
      isDisabled={props.text === "none"}
      onPress={() => props.onListen(props.text as SoundName)} // the options of what is heard are sounds
    />
  );
}
