import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { PhotographField } from "../ui/photograph-field.tsx";
import { ServiceIcon } from "./open-icon.tsx";
import { keepReport } from "./open-mine.ts";
import { Nearby } from "./open-near.tsx";
import { REPORT_PHOTOGRAPHS } from "./open-photographs.tsx";
import { setOpenPlace, useOpenPlace } from "./open-place.ts";
import {
  publicServicesQuery,
  type ReportDraft,
  sendReport,
  type TakenReport,
} from "./open-queries.ts";
import { Sent } from "./open-sent.tsx";
import { Where } from "./open-where.tsx";
import { openWords } from "./open-words.ts";
import "./open.css";

/** Where anybody reports something, without signing in: the map above or beside, and a form of one page. */
export function OpenReportPage() {
  const [taken, setTaken] = useState<{ report: TakenReport; files: readonly File[] } | null>(null);
  useEffect(() => {
    setOpenPlace({ isAsked: taken === null });
    return () => setOpenPlace({ isAsked: false, at: null });
  }, [taken]);
  return (
    <div className="open-page open-report">
      {taken ? (
        <Sent {...taken} onAnother={() => setTaken(null)} />
      ) : (
        <ReportForm onTaken={(report, files) => setTaken({ report, files })} />
      )}
    </div>
  );
}

type Missing = "needPlace" | "needService" | "needWords";

function ReportForm(props: { onTaken: (report: TakenReport, files: readonly File[]) => void }) {
  const say = useWords(openWords);
  const { view } = useView();
  const { districtId } = view.district;
  const { at } = useOpenPlace();
  const [service, setService] = useState<string | null>(null);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const key = useRef(randomKey());
  const sentBody = useRef("");

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const draft = draftOf(new FormData(event.currentTarget), service, at);
    const missing = missingIn(draft);
    setFailure(missing && say[missing]);
    if (missing) return;
    // what was changed after a refusal is another report; what was not is the same one again
    const body = JSON.stringify(draft);
    if (sentBody.current !== "" && sentBody.current !== body) key.current = randomKey();
    sentBody.current = body;
    setSending(true);
    try {
      const report = await sendReport(districtId, key.current, draft);
      keepReport(report);
      props.onTaken(report, files);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <form className="open-form" onSubmit={(event) => void submit(event)} noValidate>
      <p className="open-lead">{say.lead}</p>
      <Where />
      <Services chosen={service} onChoose={setService} />
      <label className="open-words">
        <span>{service === "other" ? say.wordsNeeded : say.words}</span>
        <textarea name="text" rows={3} maxLength={1000} placeholder={say.wordsHint} />
      </label>
      <PhotographField
        title={say.photographs}
        most={REPORT_PHOTOGRAPHS}
        add={say.addPhotograph}
        hint={say.photographHint}
        files={files}
        onChange={setFiles}
      />
      <Contact />
      <Nearby districtId={districtId} service={service} place={at} />
      <div className="open-send">
        {failure && <p role="alert">{failure}</p>}
        <button className="button button-main" type="submit" disabled={isSending}>
          {isSending ? say.sending : say.send}
        </button>
      </div>
    </form>
  );
}

/** Where the page is not served over HTTPS a browser makes no UUID, but random bytes all the same. */
const randomKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

const textIn = (form: FormData, name: string) => String(form.get(name) ?? "").trim();

function draftOf(
  form: FormData,
  service: string | null,
  at: readonly [number, number] | null,
): ReportDraft {
  const [name, telephone] = [textIn(form, "name"), textIn(form, "telephone")];
  return {
    service: service ?? "",
    text: textIn(form, "text"),
    ...(at ? { position: [at[0], at[1]] } : {}),
    address: textIn(form, "address") || null,
    placeNote: textIn(form, "placeNote") || null,
    reporter:
      name || telephone ? { ...(name ? { name } : {}), ...(telephone ? { telephone } : {}) } : null,
  };
}

const missingIn = ({ position, address, service, text }: ReportDraft): Missing | null =>
  !position && !address
    ? "needPlace"
    : service === ""
      ? "needService"
      : service === "other" && !text
        ? "needWords"
        : null;

/** What it is: a picture and a word each, large enough for a thumb. */
function Services(props: { chosen: string | null; onChoose: (code: string) => void }) {
  const say = useWords(openWords);
  const language = useLanguage();
  const { view } = useView();
  const services = useQuery(publicServicesQuery(view.district.districtId));
  return (
    <fieldset className="open-services">
      <legend>{say.what}</legend>
      <Answer to={services} isEmpty={({ groups }) => groups.length === 0} empty={say.needService}>
        {({ groups }) =>
          groups.map((group) => (
            <div key={group.id}>
              {group.services.length > 1 && <h3>{titleIn(language, group.title)}</h3>}
              <div className="open-choices">
                {group.services.map(({ code, title }) => (
                  <label key={code}>
                    <input
                      type="radio"
                      name="service"
                      value={code}
                      checked={props.chosen === code}
                      onChange={() => props.onChoose(code)}
                    />
                    <ServiceIcon code={code} />
                    <span>{titleIn(language, title)}</span>
                  </label>
                ))}
              </div>
            </div>
          ))
        }
      </Answer>
    </fieldset>
  );
}

function Contact() {
  const say = useWords(openWords);
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <Button icon="user" onPress={() => setOpen(true)}>
        {say.contact}
      </Button>
    );
  return (
    <fieldset className="open-contact">
      <legend>{say.contact}</legend>
      <label>
        <span>{say.name}</span>
        <input className="input" name="name" autoComplete="name" maxLength={100} />
      </label>
      <label>
        <span>{say.telephone}</span>
        <input
          className="input"
          name="telephone"
          type="tel"
          autoComplete="tel"
          inputMode="tel"
          maxLength={40}
        />
      </label>
      <small>{say.contactHint}</small>
    </fieldset>
  );
}
