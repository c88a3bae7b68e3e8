import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { remediesOf } from "../api/remedies.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useSettingEdits } from "../ui/setting-edits.ts";
import { SettingsCard, SettingsContents, SettingsFoot, useLeaveAsking } from "../ui/settings.tsx";
import { settingsPageWords } from "../ui/settings-words.ts";
import { isOwn, withEdit, wrongOf } from "./settings-draft.ts";
import { type HotspotSettings, SETTING_GROUPS, SETTINGS } from "./settings-fields.ts";
import { settingsQuery, useSaveSettings } from "./settings-queries.ts";
import { SettingRow } from "./settings-row.tsx";
import { ResetAll, SaveBar, useSettingName } from "./settings-save.tsx";
import { GROUP_TITLES } from "./settings-titles.ts";
import { settingsWords } from "./settings-words.ts";

/** How hotspots are found here: every value with what it does, its preset and its basis; changed by who may. */
export function HotspotSettingsPage() {
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  const settings = useQuery(settingsQuery(districtId));
  return (
    <div className="set-page">
      <Link
        className="set-page-back"
        to="/hotspots"
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

function Settings({ settings }: { settings: HotspotSettings }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const save = useSaveSettings(settings.districtId);
  const { edits, change, set, submit, discard } = useSettingEdits(settings, save);
  const wrong = wrongOf(settings, edits);
  const count = Object.keys(edits).length;
  const faults = remediesOf(save.error, (field) => SETTINGS.some(({ path }) => path === field));
  useLeaveAsking(count > 0);
  // every group has a title: test/hotspots/settings-fields.test.ts
  const groups = SETTING_GROUPS.map(({ id }) => ({
    id,
    title: titleIn(language, GROUP_TITLES[id]!.title),
  }));
  return (
    <form className="set-page-form" noValidate onSubmit={(event) => submit(event, wrong)}>
      <Head settings={settings} mayEdit={mayEdit}>
        <ResetAll
          settings={settings}
          hasEdits={count > 0}
          isBusy={save.isPending}
          onReset={(all) => set({ seen: settings, edits: all })}
        />
      </Head>
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
                  refused={faults[setting.path]}
                  onEdit={(text) => change((now) => withEdit(now, settings, setting, text))}
                />
              ))}
            </ul>
          </SettingsCard>
        ))}
      </div>
      <SettingsFoot
        error={Object.keys(faults).length === 0 ? save.error : null}
        saved={save.isSuccess && count === 0 && say.saved}
      >
        {mayEdit && count > 0 && (
          <SaveBar
            {...{ settings, edits }}
            wrongCount={Object.keys(wrong).length}
            isBusy={save.isPending}
            onDiscard={discard}
          />
        )}
      </SettingsFoot>
    </form>
  );
}

/** What the page is about, what the presets stand on, and how far the district departs from them. */
function Head(props: { settings: HotspotSettings; mayEdit: boolean; children: ReactNode }) {
  const { settings, mayEdit } = props;
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const name = useSettingName();
  const { standard, clause, edition, confidence, source } = settings.basis;
  const { notUnderstood } = settings;
  const own = SETTINGS.filter((setting) => isOwn(settings, setting)).length;
  const [count, countNot] = [own, notUnderstood.length].map((one) => formatCount(one, language));
  return (
    <header className="set-page-card set-page-head">
      <p>{mayEdit ? say.intro : `${say.intro}${say.readOnly}`}</p>
      <p className="set-page-basis">
        <b>{shared.basis}</b> {say.basisOf(standard)} · {say.clauseOf(clause)} · {edition}{" "}
        <i className="set-page-tag">{say.confidence(confidence)}</i>
        <small>{say.sourceOf(source)}</small>
      </p>
      {notUnderstood.length > 0 && (
        <p className="set-page-failed" role="status">
          {say.notUnderstood(countNot!, notUnderstood.map(name).join(shared.join))}
        </p>
      )}
      <div className="set-page-own">
        <p>{own === 0 ? say.allPreset : say.own(count!)}</p>
        {mayEdit && own + notUnderstood.length > 0 && props.children}
      </div>
    </header>
  );
}
