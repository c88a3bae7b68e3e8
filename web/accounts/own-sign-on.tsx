import { queryOptions, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { Failure } from "./failure.tsx";
import { Field } from "./field.tsx";
import { done, useSessionChange } from "./queries.ts";
import { words } from "./words.ts";

const ownSignOnQuery = () =>
  queryOptions({
    queryKey: ["accounts", "own", "sign-on"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/account/sign-on", { signal })),
  });

/** Whether single sign-on opens one's own account, and the way to link it or let it go. */
export function OwnSignOn({ title, hasPassword }: { title: string; hasPassword: boolean }) {
  const say = useWords(words);
  const language = useLanguage();
  const link = useQuery(ownSignOnQuery());
  const { timeZone } = useView().view.district;
  const { problem }: { problem?: unknown } = useSearch({ strict: false });
  const change = useSessionChange(async (given: { password: string; isLinked: boolean }) => {
    const body = { password: given.password };
    if (given.isLinked) await done(api.POST("/api/account/sign-on/removal", { body }));
    else location.assign((await unwrap(api.POST("/api/account/sign-on", { body }))).url);
    return undefined;
  });
  const day = dateFormat(language, { dateStyle: "medium", timeZone });
  const code = change.error instanceof ApiError ? change.error.problem.code : null;
  const failure = change.error
    ? code === "sign-in-failed"
      ? say.wrongPassword
      : code === "rate-limited"
        ? say.tooSoon
        : say.signOnProblem(code ?? "", title) || say.failed
    : typeof problem === "string" && say.signOnProblem(problem, title);
  return (
    <section className="card">
      <Answer to={link}>
        {({ linkedAt }) => {
          const isLinked = linkedAt !== null;
          function submit(event: FormEvent<HTMLFormElement>) {
            event.preventDefault();
            const form = event.currentTarget;
            const password = String(new FormData(form).get("password"));
            change.mutate({ password, isLinked }, { onSuccess: () => form.reset() });
          }
          return (
            <>
              <div className="card-head">
                <h2>{title}</h2>
                <span className="badge">{isLinked ? say.linked : say.notLinked}</span>
                {linkedAt && <small>{say.linkedSince(day.format(new Date(linkedAt)))}</small>}
              </div>
              <form className="form" onSubmit={submit}>
                <p className="form-hint">
                  {!hasPassword ? say.linkOnly : isLinked ? say.unlinkHint : say.linkHint(title)}
                </p>
                {hasPassword && (
                  <Field
                    label={say.password}
                    name="password"
                    type="password"
                    autoComplete="current-password"
                  />
                )}
                <Failure>{failure}</Failure>
                {hasPassword && (
                  <button className="button" type="submit" disabled={change.isPending}>
                    {isLinked ? say.unlink : say.link}
                  </button>
                )}
              </form>
            </>
          );
        }}
      </Answer>
    </section>
  );
}
