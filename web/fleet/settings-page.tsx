import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
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
import { fleetSettingsQuery } from "./queries.ts";
import { allPresets, isOwn, textAt, withEdit, wrongOf } from "./settings-draft.ts";
import { type FleetSettings, SETTING_GROUPS, SETTINGS } from "./settings-fields.ts";
import { useSaveSettings } from "./settings-queries.ts";
import { SettingRow, toldOf, useSettingTold } from "./settings-row.tsx";
import { GROUP_TITLES } from "./settings-titles.ts";
import { settingsWords } from "./settings-words.ts";
import "./fleet.css";

/** By what vehicles are watched here: every value with what it does, its preset and its basis; changed by who may. */
export function FleetSettingsPage() {
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  const settings = useQuery(fleetSettingsQuery(districtId));
  return (
    <div className="set-page">
      <Link
        className="set-page-back"
        to="/fleet"
        // the router's type of search is of every page at once; the link's own is kept
        search={((now: object) => now) as never}
        data-print="hide"
      >
        <Icon name="left" size={16} />
        {say.back}
      </Link>
      {/* it does not fade as it is asked again: one may be typing in it */}
      <Answer to={{ ...settings, isFetching: false }}>
        {(known) => <Settings key={districtId} settings={known} />}
      </Answer>
    </div>
  );
}

function Settings({ settings }: { settings: FleetSettings }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const save = useSaveSettings(settings.districtId);
  const { edits, change, set, submit, discard } = useSettingEdits(settings, save);
  const wrong = wrongOf(settings, edits);
  const count = Object.keys(edits).length;
  useLeaveAsking(count > 0);
  // every group has a title: test/fleet/settings-fields.test.ts
  const groups = SETTING_GROUPS.map(({ id }) => ({
    id,
    title: titleIn(language, GROUP_TITLES[id]!.title),
  }));
  return (
    <form className="set-page-form" noValidate onSubmit={(event) => submit(event, wrong)}>
      <Head
        settings={settings}
        mayEdit={mayEdit}
        isBusy={save.isPending}
        onReset={() => set({ seen: settings, edits: allPresets(settings) })}
      />
      <SettingsContents groups={groups} />
      <div className="set-page-groups">
        {SETTING_GROUPS.map((group, at) => (
          <SettingsCard
            key={group.id}
            {...groups[at]!}
            does={titleIn(language, GROUP_TITLES[group.id]!.does)}
          >
            <ul>
              {group.settings.map((setting) => (
                <SettingRow
                  key={setting.path}
                  {...{ setting, settings, mayEdit }}
                  edit={edits[setting.path]}
                  wrong={wrong[setting.path]}
                  onEdit={(text) => change((now) => withEdit(now, settings, setting, text))}
                />
              ))}
            </ul>
          </SettingsCard>
        ))}
      </div>
      <SettingsFoot error={save.error} saved={save.isSuccess && count === 0 && say.saved}>
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

function Head(props: {
  settings: FleetSettings;
  mayEdit: boolean;
  isBusy: boolean;
  onReset: () => void;
}) {
  const { settings, mayEdit, isBusy } = props;
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const [isAsking, setAsking] = useState(false);
  const own = SETTINGS.filter((setting) => isOwn(settings, setting)).length;
  const { notUnderstood } = settings;
  const close = () => setAsking(false);
  return (
    <header className="set-page-head set-page-card">
      <p>
        {say.intro}
        {!mayEdit && say.readOnly}
      </p>
      <p className="set-page-basis">
        <small>{say.basis}</small>
      </p>
      {notUnderstood.length > 0 && (
        <p className="set-page-failed" role="status">
          {say.notUnderstood(notUnderstood.join(shared.join))}
        </p>
      )}
      <div className="set-page-own">
        <p>{own === 0 ? say.allPreset : say.own(formatCount(own, language))}</p>
        {mayEdit && own + notUnderstood.length > 0 && (
          <Button isDisabled={isBusy} onPress={() => setAsking(true)}>
            {say.resetAll}
          </Button>
        )}
      </div>
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
                  props.onReset();
                }}
              >
                {say.resetAll}
              </button>
            </>
          }
        >
          <p>{say.resetSays}</p>
        </Dialog>
      )}
    </header>
  );
}

/** What edits change, each as it is and as it will be. */
function Changes({ settings, edits }: { settings: FleetSettings; edits: SettingEdits }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const tell = useSettingTold();
  return (
    <ul className="set-page-changes">
      {SETTING_GROUPS.flatMap((group) =>
        group.settings.flatMap((setting) => {
          const text = edits[setting.path];
          if (text === undefined) return [];
          const group_ = titleIn(language, GROUP_TITLES[group.id]!.title);
          const name = say.path(group_, titleIn(language, toldOf(setting).title));
          const before = tell(setting, textAt(settings.merged, setting));
          return [<li key={setting.path}>{say.change(name, before, tell(setting, text))}</li>];
        }),
      )}
    </ul>
  );
}
