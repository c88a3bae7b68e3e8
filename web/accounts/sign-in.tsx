import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import { useSession } from "../api/session.ts";
import { Button } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Failure } from "./failure.tsx";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { useNext, withoutSignIn } from "./next.ts";
import { type Role, useSessionChange } from "./queries.ts";
import { ROLE_WORDS } from "./roles.ts";
import { SignOn } from "./sign-on.tsx";
import { words } from "./words.ts";
import "./accounts.css";

type Given = { loginName: string; password: string; code?: string };

/** Where one says who one is; then one is where one was going. */
export function SignInPage() {
  const session = useSession();
  const navigate = useNavigate();
  const next = useNext();
  const account = session?.isEnded ? null : session?.account;
  const mustDo = account?.mustDo ?? null;
  useEffect(() => {
    if (!account) return;
    void navigate(
      // the router's type of search is of every page at once; the link's own is kept
      mustDo
        ? { to: "/account", search: true as never, replace: true }
        : { to: next ?? "/", search: withoutSignIn as never, replace: true },
    );
  }, [account, mustDo, next, navigate]);
  return (
    <div className="sign-in">
      <section className="card">
        <PasswordForm />
      </section>
      {session?.oidc && <SignOn title={session.oidc.title} />}
      {session && session.demoRoles.length > 0 && <DemoRoles roles={session.demoRoles} />}
    </div>
  );
}

/** Name, password, and the code where one is asked for. @param props.given  the name that stands there at first. */
export function PasswordForm({ given }: { given?: string }) {
  const say = useWords(words);
  const [isShown, setShown] = useState(false);
  const enter = useSessionChange((body: Given) => unwrap(api.POST("/api/session", { body })));
  const problem = enter.error instanceof ApiError ? enter.error.problem : null;
  const [asksCode, setAsksCode] = useState(false);
  useEffect(() => {
    if (problem?.code === "totp-needed") setAsksCode(true);
  }, [problem]);
  const left = useCountdown(problem?.retryAfterSeconds ?? 0, enter.submittedAt);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const code = String(given.get("code") ?? "").trim();
    enter.mutate({
      loginName: String(given.get("loginName")),
      password: String(given.get("password")),
      ...(code ? { code } : {}),
    });
  }

  const faults = faultsOf(enter.error, ...(asksCode ? ["code"] : []));
  const failure =
    left > 0
      ? say.wait(left)
      : enter.error === null || problem?.code === "totp-needed" || problem?.code === "rate-limited"
        ? null
        : faults.rest === null
          ? null // it stands beside the code
          : problem?.code === "sign-in-failed"
            ? say.wrong
            : problem && problem.code !== "unreachable"
              ? enter.error.message
              : say.away;
  return (
    <form className="form" onSubmit={submit}>
      <Field
        label={say.loginName}
        name="loginName"
        autoComplete="username"
        isFirst={given === undefined}
        {...(given === undefined ? {} : { given })}
      />
      <Field
        label={say.password}
        name="password"
        type={isShown ? "text" : "password"}
        autoComplete="current-password"
        isFirst={given !== undefined}
      />
      <label className="form-check">
        <input type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} />
        {say.showPassword}
      </label>
      {asksCode && (
        <Field
          label={say.code}
          name="code"
          hint={say.codeHint}
          failure={faults.of("code")}
          autoComplete="one-time-code"
          isFirst
        />
      )}
      <Failure>{failure}</Failure>
      <button className="button button-main" type="submit" disabled={enter.isPending || left > 0}>
        {enter.isPending ? say.entering : say.enter}
      </button>
    </form>
  );
}

/** Seconds still to wait, counting down from when the answer came. */
function useCountdown(seconds: number, since: number) {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const tick = () => setLeft(since > 0 ? Math.max(0, Math.ceil((end - Date.now()) / 1000)) : 0);
    tick();
    if (seconds === 0) return;
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [seconds, since]);
  return left;
}

const OF_ONE_AREA: readonly string[] = ["team_leader", "handling_unit"];

function DemoRoles({ roles }: { roles: readonly Role[] }) {
  const say = useWords(words);
  const language = useLanguage();
  const enter = useSessionChange((role: Role) =>
    unwrap(api.POST("/api/session/demo", { body: { role } })),
  );
  return (
    <section className="card" aria-label={say.demo}>
      <h2>{say.demo}</h2>
      <p className="form-hint">{say.demoHint}</p>
      <div className="demo-roles">
        {roles.map((role) => {
          const known = ROLE_WORDS[role];
          return (
            <Button key={role} onPress={() => enter.mutate(role)} isDisabled={enter.isPending}>
              <strong>{known ? titleIn(language, known.title) : role}</strong>
              <small>
                {known && titleIn(language, known.does)}
                {OF_ONE_AREA.includes(role) && ` · ${say.ofArea}`}
              </small>
            </Button>
          );
        })}
      </div>
      <Failure>{enter.error?.message}</Failure>
    </section>
  );
}
