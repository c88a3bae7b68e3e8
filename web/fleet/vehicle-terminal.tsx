import { type FormEvent, useId, useState } from "react";
import { useView } from "../map/view.ts";
import { copyText } from "../ui/clipboard.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { type Target, useTerminal, type Vehicle } from "./queries.ts";
import { HowToConnect } from "./vehicle-connect.tsx";
import { vehicleWords } from "./vehicle-words.ts";
import { WorkingSignal } from "./working-signal.tsx";
import { momentAt } from "./zoned.ts";

type Terminal = NonNullable<Vehicle["terminal"]>;

/** What is written so that a terminal stays as it is but for a change. */
const draftOf = (
  { terminalId, isEnabled, workingSignal }: Terminal,
  change: Partial<Pick<Terminal, "isEnabled" | "workingSignal">>,
) => ({ terminalId, isEnabled, workingSignal, ...change });

const NUMBER = /^[0-9A-Za-z_.-]{1,40}$/;

/** The terminal of a vehicle: its number, whether it may send, its key, and how it is connected. */
export function VehicleTerminal(props: { vehicle: Vehicle; target: Target; mayEdit: boolean }) {
  const { vehicle, target, mayEdit } = props;
  const say = useWords(vehicleWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const { set, remove, key } = useTerminal(target);
  const [asking, setAsking] = useState<"remove" | "key" | null>(null);
  const [isChanging, setChanging] = useState(false);
  const { terminal } = vehicle;
  const isBusy = set.isPending || remove.isPending || key.isPending;
  const error = set.error ?? remove.error ?? key.error;
  const moment = (iso: string | null) =>
    iso === null ? say.never : momentAt(Date.parse(iso), timeZone, language);
  return (
    <section className="vehicle-card" aria-label={say.terminal}>
      <div className="vehicle-card-head">
        <h3>{say.terminal}</h3>
      </div>
      {!terminal && <p className="fleet-warn">{say.terminalNone}</p>}
      {terminal && (
        <>
          <dl className="fleet-facts">
            <div>
              <dt>{say.terminalId}</dt>
              <dd>{terminal.terminalId}</dd>
            </div>
            <div>
              <dt>{say.lastSeenAt}</dt>
              <dd>{moment(terminal.lastSeenAt)}</dd>
            </div>
            <div>
              <dt>{say.registeredAt}</dt>
              <dd>{moment(terminal.registeredAt)}</dd>
            </div>
            <div>
              <dt>{say.key}</dt>
              <dd>{terminal.keyHint ? say.keyHint(terminal.keyHint) : say.keyNone}</dd>
            </div>
            <div>
              <dt>{say.signal}</dt>
              <dd>
                <WorkingSignal
                  terminal={terminal}
                  mayEdit={mayEdit}
                  isBusy={isBusy}
                  onSet={(workingSignal) => set.mutate(draftOf(terminal, { workingSignal }))}
                />
              </dd>
            </div>
          </dl>
          {mayEdit && (
            <div className="vehicle-acts" data-print="hide">
              <Toggle
                isOn={terminal.isEnabled}
                onChange={(isEnabled) => set.mutate(draftOf(terminal, { isEnabled }))}
              >
                {say.terminalOn}
              </Toggle>
              <Button icon="key" isDisabled={isBusy} onPress={() => setAsking("key")}>
                {say.keyIssue}
              </Button>
              <Button isQuiet isDisabled={isBusy} onPress={() => setChanging(true)}>
                {say.terminalChange}
              </Button>
              <Button isQuiet isDisabled={isBusy} onPress={() => setAsking("remove")}>
                {say.terminalRemove}
              </Button>
            </div>
          )}
        </>
      )}
      {mayEdit && (!terminal || isChanging) && (
        <NumberForm
          isBusy={isBusy}
          onSet={(terminalId) =>
            set.mutate(
              // another terminal may say in another way whether it works
              { terminalId, isEnabled: terminal?.isEnabled ?? true, workingSignal: null },
              { onSuccess: () => setChanging(false) },
            )
          }
          onCancel={terminal ? () => setChanging(false) : undefined}
        />
      )}
      {key.data && <KeyOnce secret={key.data.key} />}
      {error && (
        <p role="alert" className="fleet-warn">
          {error.message}
        </p>
      )}
      {terminal && <HowToConnect terminalId={terminal.terminalId} secret={key.data?.key ?? null} />}
      {asking && (
        <Asking
          title={asking === "key" ? say.keyIssue : say.terminalRemove}
          says={asking === "key" ? say.keyIssueAsk : say.terminalRemoveAsk}
          isDanger={asking === "remove"}
          onClose={() => setAsking(null)}
          onDo={() => {
            setAsking(null);
            if (asking === "key") key.mutate();
            else remove.mutate(undefined, { onSuccess: () => key.reset() });
          }}
        />
      )}
    </section>
  );
}

function NumberForm(props: {
  isBusy: boolean;
  onSet: (terminalId: string) => void;
  onCancel: (() => void) | undefined;
}) {
  const say = useWords(vehicleWords);
  const id = useId();
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const isNumber = NUMBER.test(text.trim());
  const isWrong = isTried && !isNumber;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isNumber) props.onSet(text.trim());
  };
  return (
    <form className="vehicle-number" noValidate onSubmit={submit} data-print="hide">
      <div className="fleet-field" data-wrong={isWrong || undefined}>
        <label htmlFor={id}>{say.terminalId}</label>
        <input
          id={id}
          className="input"
          autoComplete="off"
          maxLength={40}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <small>{isWrong ? say.terminalIdWrong : say.terminalIdHint}</small>
      </div>
      <p className="vehicle-form-acts">
        {props.onCancel && (
          <Button isQuiet onPress={props.onCancel}>
            {say.cancel}
          </Button>
        )}
        <button type="submit" className="button button-main" disabled={props.isBusy}>
          {say.terminalSet}
        </button>
      </p>
    </form>
  );
}

/** A key is shown this once. */
function KeyOnce({ secret }: { secret: string }) {
  const say = useWords(vehicleWords);
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="vehicle-key" role="status" data-print="hide">
      <p>{say.keyOnce}</p>
      <p>
        <output>{secret}</output>
        <Button onPress={() => void copyText(secret).then(setCopied)}>
          {copied === null ? say.copy : copied ? say.copied : say.copyFailed}
        </Button>
      </p>
    </div>
  );
}

function Asking(props: {
  title: string;
  says: string;
  isDanger: boolean;
  onClose: () => void;
  onDo: () => void;
}) {
  const say = useWords(vehicleWords);
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      buttons={
        <>
          <Button onPress={props.onClose}>{say.cancel}</Button>
          <button
            type="button"
            className={`button ${props.isDanger ? "button-danger" : "button-main"}`}
            onClick={props.onDo}
          >
            {props.title}
          </button>
        </>
      }
    >
      <p>{props.says}</p>
    </Dialog>
  );
}
