import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { SettingsSaveBar } from "../ui/settings.tsx";
import { settingsPageWords } from "../ui/settings-words.ts";
import { allPresets, textAt } from "./settings-draft.ts";
import { type HotspotSettings, SETTING_GROUPS } from "./settings-fields.ts";
import { useSettingTold } from "./settings-row.tsx";
import { GROUP_TITLES, SETTING_TITLES } from "./settings-titles.ts";
import { settingsWords } from "./settings-words.ts";

/** What a value is called where values of all groups stand together; its path where nobody knows it any more. */
export function useSettingName() {
  const say = useWords(settingsWords);
  const language = useLanguage();
  return (path: string) => {
    const group = SETTING_GROUPS.find(({ settings }) => settings.some((one) => one.path === path));
    if (!group) return path;
    const [of, title] = [GROUP_TITLES[group.id]!, SETTING_TITLES[path]!];
    return say.path(titleIn(language, of.title), titleIn(language, title.title));
  };
}

/** What edits change, each as it is and as it will be. */
function Changes({ settings, edits }: { settings: HotspotSettings; edits: SettingEdits }) {
  const say = useWords(settingsWords);
  const tell = useSettingTold();
  const name = useSettingName();
  const changed = SETTING_GROUPS.flatMap((group) => group.settings).filter(
    ({ path }) => edits[path] !== undefined,
  );
  return (
    <ul className="set-page-changes">
      {changed.map((setting) => (
        <li key={setting.path}>
          {say.change(
            name(setting.path),
            tell(setting, textAt(settings.merged, setting)),
            tell(setting, edits[setting.path]!.trim() || "–"),
          )}
        </li>
      ))}
    </ul>
  );
}

/** What is not saved yet, and the one button that saves it. */
export function SaveBar(props: {
  settings: HotspotSettings;
  edits: SettingEdits;
  wrongCount: number;
  isBusy: boolean;
  onDiscard: () => void;
}) {
  const { edits, wrongCount, isBusy } = props;
  return (
    <SettingsSaveBar
      count={Object.keys(edits).length}
      {...{ wrongCount, isBusy }}
      changes={<Changes settings={props.settings} edits={edits} />}
      onDiscard={props.onDiscard}
    />
  );
}

/** All back to the presets, once one has seen what that is and said so. */
export function ResetAll(props: {
  settings: HotspotSettings;
  hasEdits: boolean;
  isBusy: boolean;
  onReset: (edits: SettingEdits) => void;
}) {
  const { settings, isBusy } = props;
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const [isAsking, setAsking] = useState(false);
  const edits = allPresets(settings);
  const close = () => setAsking(false);
  return (
    <>
      <Button isDisabled={isBusy} onPress={() => setAsking(true)}>
        {say.resetAll}
      </Button>
      {isAsking && (
        <Dialog
          title={say.resetAsk}
          onClose={close}
          buttons={
            <>
              <Button onPress={close}>{shared.cancel}</Button>
              <button
                type="button"
                className="button button-danger"
                onClick={() => {
                  close();
                  props.onReset(edits);
                }}
              >
                {say.resetAll}
              </button>
            </>
          }
        >
          <div>
            {Object.keys(edits).length > 0 && <p>{say.resetSays}</p>}
            <Changes settings={settings} edits={edits} />
            {props.hasEdits && <p>{say.resetEdits}</p>}
          </div>
        </Dialog>
      )}
    </>
  );
}
