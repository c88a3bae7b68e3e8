import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { Failure } from "./failure.tsx";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { QrCode } from "./qr.tsx";
import { done, type OwnAccount, useSessionChange } from "./queries.ts";
import { words } from "./words.ts";

/** One's second factor: to set up, to confirm with its first code, to take away. */
export function SecondFactor({ own, hasPassword }: { own: OwnAccount; hasPassword: boolean }) {
  const say = useWords(words);
  const begin = useSessionChange(async (password: string | null) => {
    const body = password === null ? {} : { password };
    const begun = await unwrap(api.POST("/api/account/totp", { body }));
    setBegun(begun);
    return undefined;
  });
  const [begun, setBegun] = useState<{ secret: string; otpauthUrl: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const confirm = useSessionChange(async (code: string) => {
    const { recoveryCodes } = await unwrap(api.PUT("/api/account/totp", { body: { code } }));
    setCodes(recoveryCodes);
    setBegun(null);
    return undefined;
  });
  const remove = useSessionChange(async (body: { password: string; code: string }) => {
    await done(api.POST("/api/account/totp/removal", { body }));
    setCodes(null);
    return undefined;
  });
  const confirmation = faultsOf(confirm.error, "code");
  const removal = faultsOf(remove.error, "password", "code");
  const beginning = faultsOf(begin.error, "password");
  const failure = beginning.rest ?? confirmation.rest ?? removal.rest;
  return (
    <section className="card">
      <div className="card-head">
        <h2>{say.totp}</h2>
        <span className="badge">{own.totp.isOn ? say.totpOn : say.totpOff}</span>
        {own.totp.isOn && <small>{say.recoveryLeft(own.totp.recoveryCodesLeft)}</small>}
      </div>
      {codes && <RecoveryCodes codes={codes} loginName={own.loginName} />}
      {!own.totp.isOn && !begun && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget).get("password");
            begin.mutate(given === null ? null : String(given));
          }}
        >
          <p className="form-hint">{say.totpHint}</p>
          {hasPassword && (
            <Field
              label={say.password}
              name="password"
              type="password"
              autoComplete="current-password"
              failure={beginning.of("password")}
            />
          )}
          <button className="button" type="submit" disabled={begin.isPending}>
            <Icon name="key" size={16} />
            {say.totpBegin}
          </button>
        </form>
      )}
      {begun && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate(String(new FormData(event.currentTarget).get("code")).trim());
          }}
        >
          <p className="form-hint">{say.totpScan}</p>
          <QrCode text={begun.otpauthUrl} label={say.totpQr} />
          <p className="secret">{begun.secret}</p>
          <a href={begun.otpauthUrl}>{say.totpOpen}</a>
          <Field
            label={say.code}
            name="code"
            autoComplete="one-time-code"
            failure={confirmation.of("code")}
            isFirst
          />
          <button className="button button-main" type="submit" disabled={confirm.isPending}>
            {say.totpConfirm}
          </button>
        </form>
      )}
      {own.totp.isOn && !hasPassword && <p className="form-hint">{say.totpByAdmin}</p>}
      {own.totp.isOn && !codes && hasPassword && (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            const given = new FormData(event.currentTarget);
            remove.mutate({
              password: String(given.get("password")),
              code: String(given.get("code")).trim(),
            });
          }}
        >
          <Field
            label={say.password}
            name="password"
            type="password"
            autoComplete="current-password"
            failure={removal.of("password")}
          />
          <Field
            label={say.code}
            name="code"
            hint={say.codeHint}
            autoComplete="one-time-code"
            failure={removal.of("code")}
          />
          <button className="button" type="submit" disabled={remove.isPending}>
            {say.totpRemove}
          </button>
        </form>
      )}
      <Failure>{failure}</Failure>
    </section>
  );
}

/** Codes that are shown this once: to copy, to keep as a file, to print. */
function RecoveryCodes({ codes, loginName }: { codes: readonly string[]; loginName: string }) {
  const say = useWords(words);
  const [copied, setCopied] = useState<boolean | null>(null);
  const text = [say.recoveryTitle, loginName, "", ...codes, ""].join("\n");
  return (
    <>
      <p className="form-notice" role="status">
        {say.recovery}
      </p>
      <ul className="recovery">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="form-row" data-print="hide">
        <Button onPress={() => void copyText(codes.join("\n")).then(setCopied)}>
          {copied === null ? say.copy : copied ? say.copied : say.copyFailed}
        </Button>
        <a
          className="button"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={`huanwei-atlas-${loginName}.txt`}
        >
          <Icon name="download" size={16} />
          {say.download}
        </a>
        <Button icon="print" onPress={() => print()}>
          {say.print}
        </Button>
      </div>
    </>
  );
}
