import { useView } from "../map/view.ts";
import { Button, Select } from "../ui/controls.tsx";
import { addDays, formatCount, formatDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useTypedText } from "../ui/typed-text.ts";
import { type AuditLinked, auditAsked, NO_FILTER, useSetAuditLinked } from "./audit-params.ts";
import { type AuditChoices, UNKNOWN_PERSON } from "./audit-queries.ts";
import { auditWords } from "./audit-words.ts";

/** Which entries: by whom, what, of which kind, when, about which record, with which text; and files of them. */
export function AuditFilters(props: {
  linked: AuditLinked;
  choices: AuditChoices | undefined;
  recordName: string | null;
}) {
  const { linked, choices, recordName } = props;
  const say = useWords(auditWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, today } = view.district;
  const set = useSetAuditLinked();
  const counted = (title: string, count: number) => `${title} (${formatCount(count, language)})`;
  const titled = (list: AuditChoices["actions"] = []) =>
    list.map(({ value, title, count }) => ({
      value,
      title: counted(title ? titleIn(language, title) : value, count),
    }));
  const periods = [
    { title: say.today, since: today },
    { title: say.week, since: addDays(today, -6) },
    { title: say.month, since: addDays(today, -29) },
  ];
  const file = (format: string) =>
    `/api/districts/${districtId}/audit?${new URLSearchParams({ ...auditParams(linked), format, lang: language === "en" ? "en" : "zh" })}`;
  return (
    <search className="audit-filters" aria-label={say.filters} data-print="hide">
      <div className="audit-tools">
        <TextFilter text={linked.text ?? ""} />
        <Select
          isBoxed
          label={say.actor}
          value={linked.actor ?? ""}
          options={[
            { value: "", title: say.anybody },
            ...(choices?.actors ?? []).map(({ value, name, count }) => ({
              value,
              title: counted(name === UNKNOWN_PERSON ? say.unknownPerson : name, count),
            })),
          ]}
          onChange={(actor) => set({ actor: actor || undefined })}
        />
        <Select
          isBoxed
          label={say.action}
          value={linked.action ?? ""}
          options={[{ value: "", title: say.everything }, ...titled(choices?.actions)]}
          onChange={(action) => set({ action: action || undefined })}
        />
        <Select
          isBoxed
          label={say.kind}
          value={linked.record ?? ""}
          options={[{ value: "", title: say.everyKind }, ...titled(choices?.records)]}
          onChange={(record) => set({ record: record || undefined })}
        />
        <span className="audit-files">
          {["csv", "xlsx"].map((format) => (
            <a
              key={format}
              className="button"
              href={file(format)}
              download
              aria-label={`${say.files} ${format.toUpperCase()}`}
            >
              <Icon name="download" size={16} />
              {format.toUpperCase()}
            </a>
          ))}
        </span>
      </div>
      <div className="audit-tools">
        <DayField
          label={say.since}
          day={linked.since}
          max={linked.until ?? today}
          onChange={(since) => set({ since })}
        />
        <DayField
          label={say.until}
          day={linked.until}
          min={linked.since}
          max={today}
          onChange={(until) => set({ until })}
        />
        {periods.map(({ title, since }) => {
          const isOn = linked.since === since && linked.until === undefined;
          return (
            <Button
              key={since}
              isQuiet
              isPressed={isOn}
              onPress={() => set({ since: isOn ? undefined : since, until: undefined })}
            >
              {title}
            </Button>
          );
        })}
        {linked.recordId && (
          <span className="audit-only">
            {say.onlyRecord}
            <strong>{recordName ?? linked.recordId}</strong>
            <button
              type="button"
              aria-label={say.anyRecord}
              onClick={() => set({ recordId: undefined })}
            >
              <Icon name="close" size={12} />
            </button>
          </span>
        )}
        {Object.keys(linked).length > 0 && (
          <Button isQuiet icon="close" onPress={() => set(NO_FILTER)}>
            {say.clear}
          </Button>
        )}
      </div>
    </search>
  );
}

const auditParams = (linked: AuditLinked): Record<string, string> =>
  Object.fromEntries(Object.entries(auditAsked(linked)).map(([name, value]) => [name, `${value}`]));

/** A day in the page's own words over the platform's picker, which writes it as the machine does. */
function DayField(props: {
  label: string;
  day: string | undefined;
  min?: string | undefined;
  max: string;
  onChange: (day: string | undefined) => void;
}) {
  const say = useWords(auditWords);
  const language = useLanguage();
  const { label, day, min, max, onChange } = props;
  return (
    <label className="audit-day" data-given={day !== undefined || undefined}>
      <Icon name="calendar" size={16} />
      <span aria-hidden="true">
        {label} {day ? formatDay(day, language) : say.anyDay}
      </span>
      <input
        type="date"
        aria-label={label}
        value={day ?? ""}
        min={min}
        max={max}
        onClick={({ currentTarget }) => currentTarget.showPicker?.()}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </label>
  );
}

function TextFilter({ text }: { text: string }) {
  const say = useWords(auditWords);
  const set = useSetAuditLinked();
  const [typed, setTyped] = useTypedText(text, (now) => set({ text: now || undefined }, false));
  return (
    <input
      className="input audit-search"
      type="search"
      aria-label={say.search}
      placeholder={say.search}
      maxLength={100}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  );
}
