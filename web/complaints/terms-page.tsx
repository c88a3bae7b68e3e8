import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import {
  countEdits,
  NO_EDITS,
  type TermEdits,
  type TermSettings,
  wrongFields,
} from "./terms-draft.ts";
import { TermExample } from "./terms-example.tsx";
import { TermGeneral } from "./terms-general.tsx";
import { TermsChanged, termsQuery, useSaveTerms } from "./terms-queries.ts";
import { TermRules } from "./terms-rules.tsx";
import { termsWords } from "./terms-words.ts";
import { WatchLinks } from "./watch-links.tsx";
import "./supervision.css";
import "./terms.css";

const TermReporters = lazy(() =>
  import("./terms-reporters.tsx").then((module) => ({ default: module.TermReporters })),
);

const LINKED = ["tab"] as const;
const KINDS = ["direct", "petition", "proposal"] as const;
const TABS = [...KINDS, "general", "reporters"] as const;

/** 时限: what each step of a complaint may take, what that stands on, and what the district has set itself. */
export function TermsPage() {
  const say = useWords(termsWords);
  const { districtId } = useView().view.district;
  const { tab: linked } = useLink(LINKED);
  const set = useSetLink<"tab">();
  const tab = TABS.find((one) => one === linked) ?? "direct";
  const settings = useQuery(termsQuery(districtId));
  return (
    <div className="watch-page">
      <WatchLinks at="terms" />
      <div className="watch-line supervision-tabs">
        <Segmented
          label={say.tabs}
          value={tab}
          options={TABS.map((value) => ({ value, title: say.tab(value) }))}
          onChange={(value) => set({ tab: value === "direct" ? undefined : value }, true)}
        />
      </div>
      {tab === "reporters" ? (
        <Suspense>
          <TermReporters />
        </Suspense>
      ) : (
        <Answer to={settings}>{(known) => <Terms settings={known} tab={tab} />}</Answer>
      )}
    </div>
  );
}

function Terms(props: { settings: TermSettings; tab: (typeof KINDS)[number] | "general" }) {
  const { settings, tab } = props;
  const say = useWords(termsWords);
  const mayEdit = useMay("settings.edit")?.isWhole === true;
  const { districtId } = settings;
  const [edits, setEdits] = useState(NO_EDITS);
  // as they were when editing began: whoever sets the same meanwhile is not overwritten unseen
  const [seen, setSeen] = useState(settings);
  const save = useSaveTerms(districtId);
  const edit = (change: (edits: TermEdits) => TermEdits) => {
    if (countEdits(edits) === 0) setSeen(settings);
    setEdits(change);
    if (!save.isPending) save.reset();
  };
  const set = () =>
    save.mutate(
      { seen, edits },
      {
        onSuccess: () => setEdits(NO_EDITS),
        // what this page shows may not have heard of it yet
        onError: (error) => error instanceof TermsChanged && setSeen(error.now),
      },
    );
  return (
    <>
      <p className="watch-quiet">{mayEdit ? say.intro : `${say.intro}${say.readOnly}`}</p>
      <div className="terms-body">
        <div className="terms-steps">
          {tab === "general" ? (
            <TermGeneral {...{ settings, edits, mayEdit }} onEdit={edit} />
          ) : (
            <TermRules {...{ settings, edits, mayEdit }} kind={tab} onEdit={edit} />
          )}
        </div>
        <TermExample {...{ settings, edits }} kind={tab === "general" ? "direct" : tab} />
      </div>
      {mayEdit && countEdits(edits) > 0 && (
        <SaveBar
          edits={edits}
          isBusy={save.isPending}
          onSource={(source) => setEdits({ ...edits, source })}
          onDiscard={() => edit(() => NO_EDITS)}
          onSave={set}
        />
      )}
      {save.error && (
        <p role="alert">{save.error instanceof TermsChanged ? say.stale : save.error.message}</p>
      )}
      {save.isSuccess && countEdits(edits) === 0 && (
        <p role="status" className="supervision-done">
          {say.saved}
        </p>
      )}
    </>
  );
}

function SaveBar(props: {
  edits: TermEdits;
  isBusy: boolean;
  onSource: (source: string) => void;
  onDiscard: () => void;
  onSave: () => void;
}) {
  const { edits, isBusy } = props;
  const say = useWords(termsWords);
  const language = useLanguage();
  return (
    <form
      className="watch-card terms-save"
      data-print="hide"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
    >
      <b role="status">{say.count(formatCount(countEdits(edits), language))}</b>
      <input
        className="input"
        aria-label={say.source}
        placeholder={say.source}
        maxLength={200}
        value={edits.source}
        onChange={({ target }) => props.onSource(target.value)}
      />
      <Button isQuiet isDisabled={isBusy} onPress={props.onDiscard}>
        {say.discard}
      </Button>
      <button
        type="submit"
        className="button button-main"
        disabled={isBusy || wrongFields(edits).size > 0}
      >
        {say.save}
      </button>
    </form>
  );
}
