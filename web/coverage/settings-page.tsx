import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { remediesOf } from "../api/remedies.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
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
import { CapacityRow, type Editing, LensRow, RemoveButton } from "./lens-row.tsx";
import { RadiusForm, RemoveAsk } from "./own-radius.tsx";
import { ownCount, savedTexts, withEdit, wrongOf } from "./settings-draft.ts";
import { lensesQuery, useSaveLenses } from "./settings-queries.ts";
import { useChangeTold } from "./settings-told.ts";
import { type Lens, type LensSettings, words } from "./settings-words.ts";
import "./settings.css";

/** What coverage is held to here: every lens with what it measures, its clause and how sure that is; changed by who may. */
export function LensSettingsPage() {
  const { districtId } = useView().view.district;
  const settings = useQuery(lensesQuery(districtId));
  return (
    <div className="set-page">
      {/* it does not fade as it is asked again: one may be typing in it */}
      <Answer to={{ ...settings, isFetching: false }}>
        {(known) => <Settings key={districtId} settings={known} />}
      </Answer>
    </div>
  );
}

const KINDS: readonly Lens["facilityKind"][] = [
  "toilet",
  "bin",
  "collection_point",
  "transfer_station",
  "rest_stop",
  "depot",
];

function Settings({ settings }: { settings: LensSettings }) {
  const say = useWords(words);
  const mayEdit = useMay("coverage.edit")?.isWhole === true;
  const save = useSaveLenses(settings.districtId);
  const { edits, change, submit, discard } = useSettingEdits(settings, save);
  const saved = savedTexts(settings);
  const wrong = wrongOf(settings, saved, edits);
  const [isAdding, setAdding] = useState(false);
  const count = Object.keys(edits).length;
  const refused = remediesOf(save.error, (field) => saved[field] !== undefined);
  useLeaveAsking(count > 0);
  const editing: Editing = {
    ...{ texts: { ...saved, ...edits }, edits, wrong, refused, mayEdit },
    edit: (path, text) => change((now) => withEdit(now, saved, path, text)),
  };
  const groups = [
    ...KINDS.map((kind) => ({ id: kind, title: say.kind(kind) })),
    { id: "capacities", title: say.capacities },
  ];
  return (
    <>
      <form className="set-page-form" noValidate onSubmit={(event) => submit(event, wrong)}>
        <Head settings={settings} mayEdit={mayEdit}>
          <Button icon="plus" isDisabled={save.isPending} onPress={() => setAdding(true)}>
            {say.add}
          </Button>
        </Head>
        <SettingsContents groups={groups} />
        <div className="set-page-groups">
          {KINDS.map((kind, at) => (
            <SettingsCard key={kind} {...groups[at]!} does={say.kindDoes(kind)}>
              <Kind
                lenses={settings.lenses.filter(({ facilityKind }) => facilityKind === kind)}
                {...{ editing, save }}
              />
            </SettingsCard>
          ))}
          <SettingsCard {...groups.at(-1)!} does={say.capacitiesDo}>
            <ul>
              {settings.capacities.map((capacity) => (
                <CapacityRow key={capacity.id} capacity={capacity} editing={editing} />
              ))}
            </ul>
          </SettingsCard>
        </div>
        <SettingsFoot
          error={Object.keys(refused).length === 0 ? save.error : null}
          saved={save.isSuccess && count === 0 && say.saved}
        >
          {mayEdit && count > 0 && (
            <SettingsSaveBar
              count={count}
              wrongCount={Object.keys(wrong).length}
              isBusy={save.isPending}
              changes={<Changes {...{ settings, saved, edits }} />}
              onDiscard={discard}
            />
          )}
        </SettingsFoot>
      </form>
      {isAdding && (
        <RadiusForm
          kinds={KINDS}
          onClose={() => setAdding(false)}
          onAdd={(radius) => {
            setAdding(false);
            save.mutate({ changed: (now) => [...now, radius] });
          }}
        />
      )}
    </>
  );
}

type Save = ReturnType<typeof useSaveLenses>;

/** What the page is about, how far the district departs from the presets, and a radius of its own. */
function Head(props: { settings: LensSettings; mayEdit: boolean; children: ReactNode }) {
  const { settings, mayEdit } = props;
  const say = useWords(words);
  const shared = useWords(settingsPageWords);
  const language = useLanguage();
  const { notUnderstood } = settings;
  const own = ownCount(settings);
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
        {mayEdit && props.children}
      </div>
    </header>
  );
}

/** The lenses of a kind: those in use, and behind them those that are not. */
function Kind(props: { lenses: readonly Lens[]; editing: Editing; save: Save }) {
  const { lenses, editing, save } = props;
  const say = useWords(words);
  const language = useLanguage();
  const [asked, setAsked] = useState<Lens | null>(null);
  const row = (lens: Lens) => (
    <LensRow
      key={lens.id}
      {...{ lens, editing }}
      remove={
        !lens.isPreset && editing.mayEdit ? (
          <RemoveButton title={titleIn(language, lens.title)} onPress={() => setAsked(lens)} />
        ) : null
      }
    />
  );
  // by what is saved: a row does not run away from under the hand that switches it
  const [on, off] = [lenses.filter(({ isOn }) => isOn), lenses.filter(({ isOn }) => !isOn)];
  return (
    <>
      <ul>{on.map(row)}</ul>
      {off.length > 0 && (
        <details className="lens-off">
          <summary>{say.off(formatCount(off.length, language))}</summary>
          <ul>{off.map(row)}</ul>
        </details>
      )}
      {asked && (
        <RemoveAsk
          title={titleIn(language, asked.title)}
          onClose={() => setAsked(null)}
          onRemove={() => {
            setAsked(null);
            save.mutate({ changed: (now) => now.filter(({ id }) => id !== asked.id) });
          }}
        />
      )}
    </>
  );
}

/** What edits change, each as it is and as it will be. */
function Changes(props: { settings: LensSettings; saved: SettingEdits; edits: SettingEdits }) {
  const { settings, saved, edits } = props;
  const tell = useChangeTold(settings);
  return (
    <ul className="set-page-changes">
      {Object.entries(edits).map(([path, text]) => (
        <li key={path}>{tell(path, saved[path] ?? "", text)}</li>
      ))}
    </ul>
  );
}
