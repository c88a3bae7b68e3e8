import { useState } from "react";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { SettingEdits } from "../ui/setting-edits.ts";
import { settingsPageWords } from "../ui/settings-words.ts";
import { allPresets, isOwn, textAt } from "./settings-draft.ts";
import { SETTINGS, type WallSettings } from "./settings-fields.ts";
import { saidOf } from "./settings-said.ts";
import { useSettingTold } from "./settings-value.tsx";
import { settingsWords } from "./settings-words.ts";

/** What edits change, each as it is and as it will be. */
export function Changes({ settings, edits }: { settings: WallSettings; edits: SettingEdits }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const tell = useSettingTold();
  return (
    <ul className="set-page-changes">
      {SETTINGS.filter(({ path }) => edits[path] !== undefined).map((setting) => (
        <li key={setting.path}>
          {say.change(
            titleIn(language, saidOf(setting.path).title),
            tell(setting, textAt(settings.merged, setting)),
            tell(setting, edits[setting.path]!.trim()),
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the page is about, and how far the district departs from the presets. */
export function Head(props: {
  settings: WallSettings;
  mayEdit: boolean;
  isBusy: boolean;
  onReset: (edits: SettingEdits) => void;
}) {
  const { settings, mayEdit } = props;
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const { notUnderstood } = settings;
  const own = SETTINGS.filter((setting) => isOwn(settings, setting)).length;
  const edits = allPresets(settings);
  return (
    <header className="set-page-card set-page-head">
      <p>{mayEdit ? say.intro : `${say.intro}${say.readOnly}`}</p>
      {notUnderstood.length > 0 && (
        <p className="set-page-failed" role="status">
          {say.notUnderstood(
            formatCount(notUnderstood.length, language),
            notUnderstood.join(shared.join),
          )}
        </p>
      )}
      <div className="set-page-own">
        <p>{own === 0 ? say.allPreset : say.own(formatCount(own, language))}</p>
        {mayEdit && own + notUnderstood.length > 0 && (
          <Button isDisabled={props.isBusy} onPress={() => setAsking(true)}>
            {say.resetAll}
          </Button>
        )}
      </div>
      {isAsking && (
        <Dialog
          title={say.resetAsk}
          onClose={() => setAsking(false)}
          buttons={
            <>
              <Button onPress={() => setAsking(false)}>{shared.cancel}</Button>
              <button
                type="button"
                className="button button-danger"
                onClick={() => {
                  setAsking(false);
                  props.onReset(edits);
                }}
              >
                {say.resetAll}
              </button>
            </>
          }
        >
          <div>
            <p>{say.resetSays}</p>
            <Changes {...{ settings, edits }} />
          </div>
        </Dialog>
      )}
    </header>
  );
}
