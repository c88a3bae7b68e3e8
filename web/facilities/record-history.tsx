import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { keyOf, patchOf, undoingPatch } from "./edit-form.ts";
import {
  type EditableFacility,
  editableQuery,
  formsQuery,
  type HistoryEntry,
  historyQuery,
} from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import { changesIn, valuesBefore } from "./edit-version.ts";
import { editWords } from "./edit-words.ts";
import "./edit.css";

/** What was done to a facility's record, by whom and when; for those who may read what is not public. */
export function RecordHistory({ facilityId, layerId }: { facilityId: string; layerId: string }) {
  const say = useWords(editWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const may = useMay("district.read");
  const mayEdit = useMay("facilities.edit");
  const target = { districtId, facilityId };
  const record = useQuery({ ...editableQuery(target), enabled: mayEdit !== null, retry: false });
  const forms = useQuery({ ...formsQuery(districtId), enabled: may !== null });
  const form = forms.data?.forms.find(({ kind }) => kind === record.data?.kind);
  const history = useQuery({
    ...historyQuery(target),
    enabled: may !== null,
    retry: false,
  });
  if (!may || history.isError) return null; // of a place outside one's areas nothing is said
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  // the words of fields are keyed by their wire names, and others are shown as they are
  const fieldWord = (name: string) => {
    const field = form?.fields.find((one) => keyOf(one) === name);
    if (field) return titleIn(language, field.title);
    const word = say[name as keyof typeof say];
    return typeof word === "string" ? word : name;
  };
  return (
    <Section title={say.history} aside={history.data && String(history.data.total)}>
      <Answer to={history} isEmpty={({ total }) => total === 0} empty={say.historyEmpty}>
        {({ entries }) => (
          <ol className="edit-history">
            {entries.map((entry, index) => (
              <li key={entry.entryId}>
                <strong>{say.action(entry.action)}</strong> {entry.actorName}
                <small>{time.format(new Date(entry.at))}</small>
                {entry.before && entry.after && (
                  <dl>
                    {changesIn(entry)
                      .filter(({ key }) => key !== "note")
                      .map(({ key, before, after }) => (
                        <div key={key}>
                          <dt>{fieldWord(key)}</dt>
                          <dd>
                            <del>{shown(before)}</del> <ins>{shown(after)}</ins>
                          </dd>
                        </div>
                      ))}
                  </dl>
                )}
                {entry.before && record.data && (
                  <Restore
                    record={record.data}
                    layerId={layerId}
                    districtId={districtId}
                    entries={entries.slice(0, index + 1)}
                  />
                )}
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Section>
  );
}

/** Takes back an entry and all that came after it, as one write that can itself be undone. */
function Restore(props: {
  record: EditableFacility;
  layerId: string;
  districtId: string;
  entries: readonly HistoryEntry[];
}) {
  const { record, layerId, districtId } = props;
  const say = useWords(editWords);
  const { write, isBusy } = useEditSession();
  const [failure, setFailure] = useState<string | null>(null);
  const values = valuesBefore(record, props.entries);
  if (Object.keys(values).length === 0) return null;
  async function restore() {
    setFailure(null);
    const { facilityId, name, revision } = record;
    const patch = patchOf(values);
    const back = undoingPatch(record, patch);
    try {
      await write(
        { districtId, facilityId, layerId, name },
        { act: "edit", patch },
        { act: "edit", patch: back },
        revision,
      );
    } catch (error) {
      setFailure(error instanceof Error ? error.message : say.failed);
    }
  }
  return (
    <div data-print="hide">
      <Button isQuiet icon="history" isDisabled={isBusy} onPress={() => void restore()}>
        {say.restoreThis}
      </Button>
      {failure && <span role="alert">{failure}</span>}
    </div>
  );
}

const shown = (value: unknown) =>
  value === null || value === undefined || value === ""
    ? ""
    : Array.isArray(value)
      ? value.join(", ")
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);
