import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { photographUrl } from "../api/photograph.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { Changes } from "./edit-changes.tsx";
import {
  editableQuery,
  type FacilityForm,
  formsQuery,
  type HistoryEntry,
  historyQuery,
} from "./edit-queries.ts";
import { changesIn } from "./edit-version.ts";
import { editWords } from "./edit-words.ts";
import { photographsQuery } from "./photograph-queries.ts";
import { RestoreVersion } from "./record-restore.tsx";
import "./edit.css";
import "./record-history.css";

/** What was done to a facility, by whom and when; for those who may read what is not public. */
export function RecordHistory({ facilityId, layerId }: { facilityId: string; layerId: string }) {
  const say = useWords(editWords);
  const { view } = useView();
  const { districtId } = view.district;
  const may = useMay("district.read") !== null;
  const mayEdit = useMay("facilities.edit") !== null;
  const mayAudit = useMay("audit.read")?.isWhole ?? false;
  const target = { districtId, facilityId };
  const record = useQuery({ ...editableQuery(target), enabled: may, retry: false });
  const forms = useQuery({ ...formsQuery(districtId), enabled: may });
  const form = forms.data?.forms.find(({ kind }) => kind === record.data?.kind);
  const history = useQuery({ ...historyQuery(target), enabled: record.data !== undefined });
  if (!may || record.isError) return null; // of a place outside one's areas nothing is said
  return (
    <Section title={say.history} aside={history.data && String(history.data.total)}>
      <Answer to={history} isEmpty={({ total }) => total === 0} empty={say.historyEmpty}>
        {({ entries }) => (
          <ol className="edit-history">
            {entries.map((entry, index) => (
              <Entry key={entry.entryId} entry={entry} form={form} target={target}>
                {mayEdit && entry.before && entry.photographId === null && record.data && (
                  <RestoreVersion
                    record={record.data}
                    form={form}
                    subject={{ ...target, layerId, name: record.data.name }}
                    entries={entries
                      .slice(0, index + 1)
                      .filter(({ photographId }) => photographId === null)}
                  />
                )}
              </Entry>
            ))}
          </ol>
        )}
      </Answer>
      {mayAudit && (
        <Link
          className="edit-history-more"
          to="/audit"
          // the router's type of search is of every page at once
          search={((now: Record<string, unknown>) => ({ ...now, recordId: facilityId })) as never}
          data-print="hide"
        >
          {say.inTrail}
        </Link>
      )}
    </Section>
  );
}

function Entry(props: {
  entry: HistoryEntry;
  form: FacilityForm | undefined;
  target: { readonly districtId: string; readonly facilityId: string };
  children: React.ReactNode;
}) {
  const { entry } = props;
  const say = useWords(editWords);
  const language = useLanguage();
  const { view } = useView();
  const time = dateFormat(language, {
    ...{ dateStyle: "medium", timeStyle: "short" },
    timeZone: view.district.timeZone,
  });
  const note = entry.after?.note;
  const changes =
    entry.before && entry.after ? changesIn(entry).filter(({ key }) => key !== "note") : [];
  return (
    <li>
      <p className="history-head">
        <strong>{say.action(entry.action)}</strong>
        <span>{entry.actorName}</span>
        <small>{time.format(new Date(entry.at))}</small>
      </p>
      {entry.photographId && <Thumbnail {...props.target} photographId={entry.photographId} />}
      {typeof note === "string" && note !== "" && (
        <p className="history-note">
          <span>{entry.action === "facility.verify" ? say.note : say.reason}</span> {note}
        </p>
      )}
      {changes.length > 0 && <Changes form={props.form} changes={changes} />}
      {props.children}
    </li>
  );
}

/** The photograph an entry speaks of, while the record has it. */
function Thumbnail(props: { districtId: string; facilityId: string; photographId: string }) {
  const { districtId, photographId } = props;
  const list = useQuery(photographsQuery(props));
  const known = list.data?.photographs.find((one) => one.photographId === photographId);
  if (!known) return null;
  return (
    <img
      className="history-photograph"
      src={photographUrl(districtId, photographId, "thumbnail")}
      alt={known.caption}
      loading="lazy"
    />
  );
}
