import { useQuery } from "@tanstack/react-query";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { historyQuery } from "./edit-queries.ts";
import { editWords } from "./edit-words.ts";
import "./edit.css";

/** What was done to a facility's record, by whom and when; for those who may read what is not public. */
export function RecordHistory({ facilityId }: { facilityId: string }) {
  const say = useWords(editWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const may = useMay("district.read");
  const history = useQuery({
    ...historyQuery({ districtId, facilityId }),
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
    const word = say[name as keyof typeof say];
    return typeof word === "string" ? word : name;
  };
  return (
    <Section title={say.history} aside={history.data && String(history.data.total)}>
      <Answer to={history} isEmpty={({ total }) => total === 0} empty={say.historyEmpty}>
        {({ entries }) => (
          <ol className="edit-history">
            {entries.map((entry) => (
              <li key={entry.entryId}>
                <strong>{say.action(entry.action)}</strong> {entry.actorName}
                <small>{time.format(new Date(entry.at))}</small>
                {entry.before && entry.after && (
                  <dl>
                    {Object.keys(entry.after).map((name) => (
                      <div key={name}>
                        <dt>{fieldWord(name)}</dt>
                        <dd>
                          <del>{shown(entry.before?.[name])}</del>{" "}
                          <ins>{shown(entry.after?.[name])}</ins>
                        </dd>
                      </div>
                    ))}
                  </dl>
                )}
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Section>
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
