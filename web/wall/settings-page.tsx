import { useQuery } from "@tanstack/react-query";
import { remediesOf } from "../api/remedies.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useSettingEdits } from "../ui/setting-edits.ts";
import {
  SettingsCard,
  SettingsContents,
  SettingsFoot,
  SettingsSaveBar,
  useLeaveAsking,
} from "../ui/settings.tsx";
import { settingsPageWords } from "../ui/settings-words.ts";
import { LinkTo as To } from "../ui/to.tsx";
import { wallSettingsQuery } from "./queries.ts";
import { withEdit, wrongOf } from "./settings-draft.ts";
import {
  SETTING_GROUPS,
  SETTINGS,
  type SettingGroup,
  type WallSetting,
  type WallSettings,
} from "./settings-fields.ts";
import { Changes, Head } from "./settings-head.tsx";
import { useSaveSettings } from "./settings-queries.ts";
import { SettingRow } from "./settings-row.tsx";
import { BASIS_SAID, GROUP_SAID } from "./settings-said.ts";
import { SettingsTable } from "./settings-table.tsx";
import type { ValueProps } from "./settings-value.tsx";
import { settingsWords } from "./settings-words.ts";
import { useListening } from "./use-listening.ts";
import "./settings.css";

/** What the wall goes by here: every value with what it does, its preset and its basis; changed by who may. */
export function WallSettingsPage() {
  const say = useWords(settingsWords);
  const { districtId } = useView().view.district;
  // somebody may be typing: it is not asked again by itself
  const settings = useQuery({ ...wallSettingsQuery(districtId), refetchInterval: false as const });
  return (
    <div className="set-page">
      <To page="/wall/scenes" className="set-page-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      <Answer to={{ ...settings, isFetching: false }}>
        {(known) => <Settings key={districtId} settings={known} />}
      </Answer>
    </div>
  );
}

function Settings({ settings }: { settings: WallSettings }) {
  const say = useWords(settingsWords);
  const language = useLanguage();
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const save = useSaveSettings(settings.districtId);
  const { edits, change, set, submit, discard } = useSettingEdits(settings, save);
  const onListen = useListening();
  const wrong = wrongOf(edits);
  const count = Object.keys(edits).length;
  const faults = remediesOf(save.error, (field) => SETTINGS.some(({ path }) => path === field));
  useLeaveAsking(count > 0);
  const propsOf = (setting: WallSetting): ValueProps => ({
    ...{ setting, settings, mayEdit, onListen },
    edit: edits[setting.path],
    wrong: wrong[setting.path],
    refused: faults[setting.path],
    onEdit: (text) => change((now) => withEdit(now, settings, setting, text)),
  });
  // every group has a title: test/wall/settings-fields.test.ts
  const titles = SETTING_GROUPS.map(({ id }) => titleIn(language, GROUP_SAID[id]!.title));
  return (
    <form className="set-page-form" noValidate onSubmit={(event) => submit(event, wrong)}>
      <Head
        {...{ settings, mayEdit }}
        isBusy={save.isPending}
        onReset={(all) => set({ seen: settings, edits: all })}
      />
      <SettingsContents groups={SETTING_GROUPS.map(({ id }, at) => ({ id, title: titles[at]! }))} />
      <div className="set-page-groups">
        {SETTING_GROUPS.map((group, at) => (
          <Group key={group.id} {...{ group, settings, propsOf }} title={titles[at]!} />
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

function Group(props: {
  group: SettingGroup;
  settings: WallSettings;
  title: string;
  propsOf: (setting: WallSetting) => ValueProps;
}) {
  const { group, title, propsOf } = props;
  const language = useLanguage();
  return (
    <SettingsCard {...{ id: group.id, title }} does={titleIn(language, GROUP_SAID[group.id]!.does)}>
      {group.table && <SettingsTable table={group.table} {...{ title, propsOf }} />}
      <ul>
        {group.settings.map((setting) => (
          <SettingRow key={setting.path} {...propsOf(setting)} />
        ))}
      </ul>
      <Bases settings={props.settings} of={group.bases} />
    </SettingsCard>
  );
}

/** What the presets of a group stand on. */
function Bases({ settings, of }: { settings: WallSettings; of: readonly string[] }) {
  const say = useWords(settingsWords);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  return (
    <dl className="wset-bases">
      <dt>{shared.basis}</dt>
      {settings.bases
        .filter((one) => of.includes(one.of))
        .map(({ of: name, basis }) => (
          <dd key={name}>
            {say.basis(
              BASIS_SAID[name] ? titleIn(language, BASIS_SAID[name]) : basis.source,
              say.standard(basis.standard),
              say.confidence(basis.confidence),
            )}
          </dd>
        ))}
    </dl>
  );
}
