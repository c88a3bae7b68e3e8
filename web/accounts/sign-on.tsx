import { useNavigate, useSearch } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import { useWords } from "../ui/language.ts";
import { Failure } from "./failure.tsx";
import { Field } from "./field.tsx";
import { useNext, withoutSignIn } from "./next.ts";
import { useSessionChange } from "./queries.ts";
import { words } from "./words.ts";
import "./accounts.css";

/** The way to the provider of single sign-on; what went wrong there is said here. */
export function SignOn({ title }: { title: string }) {
  const say = useWords(words);
  const search: Record<string, unknown> = useSearch({ strict: false });
  const { problem } = search;
  const next = useNext() ?? "/";
  if (problem === "totp-needed") return <Code title={title} />;
  const why = typeof problem === "string" ? say.signOnProblem(problem, title) : "";
  const view = Object.entries(withoutSignIn(search));
  const back = new URLSearchParams(view.map(([name, value]) => [name, `${value}`]));
  const whole = back.size > 0 ? `${next}?${back}` : next;
  return (
    <section className="card sign-on">
      <Failure>{why}</Failure>
      <a className="button" href={`/api/session/oidc?next=${encodeURIComponent(whole)}`}>
        {say.signOnWith(title)}
      </a>
    </section>
  );
}

/** The provider knows who it is and asked for no second factor: the account's own is asked here. */
function Code({ title }: { title: string }) {
  const say = useWords(words);
  const navigate = useNavigate();
  const enter = useSessionChange(async (code: string) => {
    const { next } = await unwrap(api.POST("/api/session/oidc/code", { body: { code } }));
    location.assign(next); // any page of ours, with the search it had
    return undefined;
  });
  const problem = enter.error instanceof ApiError ? enter.error.problem : null;
  const failure =
    problem?.code === "sign-in-failed"
      ? say.wrongCode
      : problem?.code === "rate-limited"
        ? say.wait(problem.retryAfterSeconds ?? 1)
        : problem?.code === "sign-on-failed"
          ? say.signOnLate
          : enter.error && say.failed;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    enter.mutate(String(new FormData(event.currentTarget).get("code")).trim());
  }
  const restart = () =>
    void navigate({
      to: "/sign-in",
      search: (({ problem: _said, ...rest }: Record<string, unknown>) => rest) as never,
      // the router's type of search is of every page at once; the link's own is kept
    });
  return (
    <form className="card form" onSubmit={submit}>
      <p className="form-hint">{say.signOnCode(title)}</p>
      <Field
        label={say.code}
        name="code"
        hint={say.codeHint}
        autoComplete="one-time-code"
        isFirst
      />
      <Failure>{failure}</Failure>
      <div className="form-row">
        <button className="button button-main" type="submit" disabled={enter.isPending}>
          {say.enter}
        </button>
        <button className="button" type="button" onClick={restart}>
          {say.another}
        </button>
      </div>
    </form>
  );
}
