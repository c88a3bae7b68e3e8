import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { remediesOf } from "../api/remedies.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type SettingEdits, useSettingEdits } from "../ui/setting-edits.ts";
import {
  SettingsCard,
  SettingsContents,
  SettingsFoot,
  SettingsSaveBar,
  useLeaveAsking,
} from "../ui/settings.tsx";
import { settingsPageWords } from "../ui/settings-words.ts";
import "./reports.css";
import { allPresets, isOwn, textAt, withEdit, wrongOf } from "./settings-draft.ts";
import { type ReportSettings, SETTING_GROUPS, SETTINGS } from "./settings-fields.ts";
import { settingsQuery, useSaveSettings } from "./settings-queries.ts";
import { SettingRow, useSettingTold } from "./settings-row.tsx";
import { GROUP_SAID, SETTING_SAID, settingsWords } from "./settings-words.ts";
import { To } from "./to.ts";

/** What bulletins and rankings are held to here: every value with what it does, its preset and its basis; changed by who may. */
export function ReportSettingsPage() {
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  const settings = useQuery(settingsQuery(districtId));
  return (
    <div className="set-page">
      <To page="/reports" className="set-page-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      {/* it does not fade as it is asked again: one may be typing in it */}
      <Answer to={{ ...settings, isFetching: false }}>
        {(known) => <Settings key={districtId} settings={known} />}
      </Answer>
    </div>
  );
}

function Settings({ settings }: { settings: ReportSettings }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const save = useSaveSettings(settings.districtId);
  const { edits, change, set, submit, discard } = useSettingEdits(settings, save);
  const wrong = wrongOf(edits);
  const count = Object.keys(edits).length;
  const faults = remediesOf(save.error, (field) => SETTINGS.some(({ path }) => path === field));
  useLeaveAsking(count > 0);
  // every group has a title: test/reports/titles.test.ts
  const groups = SETTING_GROUPS.map(({ id }) => ({
    id,
    title: titleIn(language, GROUP_SAID[id]!.title),
  }));
  return (
    <form className="set-page-form" noValidate onSubmit={(event) => submit(event, wrong)}>
      <Head
        {...{ settings, mayEdit }}
        isBusy={save.isPending}
        onReset={(all) => set({ seen: settings, edits: all })}
      />
      <SettingsContents groups={groups} />
      <div className="set-page-groups">
        {SETTING_GROUPS.map((group, at) => (
          <SettingsCard
            key={group.id}
            {...groups[at]!}
            does={titleIn(language, GROUP_SAID[group.id]!.does)}
          >
            <ul>
              {group.settings.map((setting) => (
                <SettingRow
                  key={setting.path}
                  {...{ setting, settings, mayEdit }}
                  edit={edits[setting.path]}
                  wrong={wrong[setting.path]}
                  refused={faults[setting.path]}
                  onEdit={(text) => change((now) => withEdit(now, settings, setting, text))}
                />
              ))}
            </ul>
            <Bases settings={settings} of={group.bases} />
          </SettingsCard>
        ))}
      </div>
      <SettingsFoot
        error={Object.keys(faults).length === 0 ? save.error : null}
        saved={save.isSuccess && count === 0 && say.saved}
      >
        {mayEdit && count > 0 && (
          <SettingsSaveBar
            count={count}
            wrongCount={Object.keys(wrong).length}
            isBusy={save.isPending}
            changes={<Changes {...{ settings, edits }} />}
            onDiscard={discard}
          />
        )}
      </SettingsFoot>
    </form>
  );
}

/** What the presets of a group stand on. */
function Bases({ settings, of }: { settings: ReportSettings; of: readonly string[] }) {
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const told = settings.bases
    .filter((one) => of.includes(one.of))
    .map(({ basis }) => `${say.standard(basis.standard)} (${say.confidence(basis.confidence)})`);
  return (
    <p className="rep-basis">
      {shared.basis}: {[...new Set(told)].join(" · ")}
    </p>
  );
}

/** What edits change, each as it is and as it will be. */
function Changes({ settings, edits }: { settings: ReportSettings; edits: SettingEdits }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const tell = useSettingTold();
  return (
    <ul className="set-page-changes">
      {SETTINGS.filter(({ path }) => edits[path] !== undefined).map((setting) => (
        <li key={setting.path}>
          {say.change(
            titleIn(language, SETTING_SAID[setting.path]!.title),
            tell(setting, textAt(settings.merged, setting)),
            tell(setting, edits[setting.path]!.trim()),
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the page is about, and how far the district departs from the presets. */
function Head(props: {
  settings: ReportSettings;
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
