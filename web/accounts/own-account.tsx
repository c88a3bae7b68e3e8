import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { type SessionAccount, useMustDo, useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { RolesHere } from "./account-menu.tsx";
import { Failure } from "./failure.tsx";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { useNext, withoutSignIn } from "./next.ts";
import { SecondFactor } from "./own-second-factor.tsx";
import { OwnSignOn } from "./own-sign-on.tsx";
import { OwnTokens } from "./own-tokens.tsx";
import { done, type OwnAccount, ownAccountQuery, useSessionChange } from "./queries.ts";
import { words } from "./words.ts";
import "./accounts.css";

/** One's own account: what must be done first, then the password, the second factor, and where one is signed in. */
export function OwnAccountPage() {
  const say = useWords(words);
  const session = useSession();
  const account = session?.account;
  const own = useQuery(ownAccountQuery());
  const next = useNext();
  const mustDo = useMustDo();
  const [wasHeld, setHeld] = useState(false);
  useEffect(() => {
    if (mustDo) setHeld(true);
  }, [mustDo]);
  if (!account) return null;
  return (
    <div className="own-account">
      <section className="card">
        <div className="card-head">
          <h2>{account.displayName}</h2>
          <small>{account.loginName}</small>
        </div>
        <p className="form-hint">
          {say.rolesHere}
          <RolesHere account={account} />
        </p>
      </section>
      {mustDo === null && (wasHeld || next !== null) && <GoOn next={next} />}
      {mustDo === "totp" && <p className="form-failure">{say.mustTotp}</p>}
      {mustDo !== "totp" && <Password account={account} />}
      <Answer to={own}>
        {(known) => (
          <>
            {account.via !== "demo" && account.mustDo !== "password" && (
              <SecondFactor own={known} hasPassword={account.hasPassword} />
            )}
            {session.oidc && account.via !== "demo" && account.mustDo === null && (
              <OwnSignOn title={session.oidc.title} hasPassword={account.hasPassword} />
            )}
            <Sessions own={known} />
            {account.mustDo === null && <OwnTokens />}
          </>
        )}
      </Answer>
      {mustDo === "totp" && <Password account={account} />}
    </div>
  );
}

/** After what had to be done first, the way to where one was going. */
function GoOn({ next }: { next: string | null }) {
  const say = useWords(words);
  return (
    <p className="form-notice" role="status">
      {say.goOn}{" "}
      {/* the router's type of search is of every page at once; the link's own is kept */}
      <Link to={next ?? "/"} search={withoutSignIn as never}>
        {next ? say.goBackTo : say.goToMap}
      </Link>
    </p>
  );
}

function Password({ account }: { account: SessionAccount }) {
  const say = useWords(words);
  const [isShown, setShown] = useState(false);
  const type = isShown ? "text" : "password";
  const save = useSessionChange(async (body: { current: string; next: string }) => {
    await done(api.PUT("/api/account/password", { body }));
    return undefined;
  });
  if (!account.hasPassword)
    return account.via === "demo" ? <p className="form-hint">{say.byDemo}</p> : null;
  const faults = faultsOf(save.error, "current", "next");
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    save.mutate(
      { current: String(given.get("current")), next: String(given.get("next")) },
      { onSuccess: () => form.reset() },
    );
  }
  return (
    <section className="card">
      <h2>{say.changePassword}</h2>
      <form className="form" onSubmit={submit}>
        <Failure>{account.mustDo === "password" && say.mustPassword}</Failure>
        <input type="hidden" name="username" autoComplete="username" value={account.loginName} />
        <Field
          label={say.current}
          name="current"
          type={type}
          autoComplete="current-password"
          failure={faults.of("current")}
          isFirst={account.mustDo === "password"}
        />
        <Field
          label={say.next}
          name="next"
          type={type}
          autoComplete="new-password"
          hint={say.nextHint}
          failure={faults.of("next")}
        />
        <label className="form-check">
          <input type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} />
          {say.showPassword}
        </label>
        <Failure>{faults.rest}</Failure>
        {save.isSuccess && (
          <p className="form-notice" role="status">
            {say.saved}
          </p>
        )}
        <button className="button button-main" type="submit" disabled={save.isPending}>
          {say.save}
        </button>
      </form>
    </section>
  );
}

function Sessions({ own }: { own: OwnAccount }) {
  const say = useWords(words);
  const language = useLanguage();
  const end = useSessionChange(async (sessionId: string) => {
    await done(
      api.DELETE("/api/account/sessions/{sessionId}", { params: { path: { sessionId } } }),
    );
    return undefined;
  });
  const endOthers = useSessionChange(async () => {
    await unwrap(api.POST("/api/account/sessions/revocation"));
    return undefined;
  });
  const { timeZone } = useView().view.district;
  const time = dateFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  return (
    <section className="card">
      <div className="card-head">
        <h2>{say.sessions}</h2>
        {own.sessions.length > 1 && (
          <Button onPress={() => endOthers.mutate(undefined)} isDisabled={endOthers.isPending}>
            {say.endOthers}
          </Button>
        )}
      </div>
      <table className="own-sessions">
        <tbody>
          {own.sessions.map((session) => (
            <tr key={session.sessionId}>
              <td>
                {deviceOf(session.userAgent) ?? say.unknownDevice}
                <small>{session.address}</small>
              </td>
              <td>
                {time.format(new Date(session.lastSeenAt))}
                <small>{say.lastSeen}</small>
              </td>
              <td>
                {session.isThis ? (
                  <span className="badge">{say.thisOne}</span>
                ) : (
                  <Button onPress={() => end.mutate(session.sessionId)} isDisabled={end.isPending}>
                    {say.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Browser and system of a user agent, in two words. */
function deviceOf(userAgent: string | null): string | null {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)[/ ]?/.exec(userAgent ?? "")?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent ?? "")?.[1];
  return browser ? [browser.replace("Edg", "Edge"), system].filter(Boolean).join(" · ") : null;
}
