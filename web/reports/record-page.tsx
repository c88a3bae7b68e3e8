import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { RECORD_KINDS, recordKindOf, useReportLink, useSetReportLink } from "./params.ts";
import { type Choices, choicesQuery } from "./queries.ts";
import { RecordForm } from "./record-form.tsx";
import { Saved, type SavedRecord } from "./record-saved.tsx";
import { recordWords } from "./record-words.ts";
import "./reports.css";
import "./record.css";
import { To } from "./to.ts";

/** Where an inspector on foot says what was found, area by area; made for a telephone. */
export function RecordPage() {
  const say = useWords(recordWords);
  const { districtId } = useView().view.district;
  const choices = useQuery(choicesQuery(districtId));
  return (
    <div className="rec-page">
      <To page="/reports" className="rep-back">
        <Icon name="left" size={16} />
        {say.back}
      </To>
      {/* it does not fade as it is asked again: one may be filling it in */}
      <Answer to={{ ...choices, isFetching: false }}>
        {(known) => <Entering key={districtId} choices={known} />}
      </Answer>
    </div>
  );
}

function Entering({ choices }: { choices: Choices }) {
  const say = useWords(recordWords);
  const kind = recordKindOf(useReportLink().reportNew);
  const set = useSetReportLink();
  const [saved, setSaved] = useState<SavedRecord | null>(null);
  const [round, setRound] = useState(0);
  return (
    <>
      <Segmented
        label={say.kind}
        value={kind}
        options={RECORD_KINDS.map((value) => ({ value, title: say[value] }))}
        onChange={(value) => set({ reportNew: value === "inspection" ? undefined : value })}
      />
      {saved && <Saved key={saved.id} saved={saved} onGone={() => setSaved(null)} />}
      <RecordForm
        key={`${kind} ${round}`}
        {...{ kind, choices }}
        onSaved={(record) => {
          setSaved(record);
          setRound(round + 1);
        }}
      />
    </>
  );
}
