import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { DemoBadge } from "../ui/figure.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { doorWords } from "./door-words.ts";
import "./door.css";

const LANGUAGES = [
  ["zh-CN", "中文"],
  ["en", "English"],
] as const;

/**
 * Where a screen shows its token, once: the server keeps it in a cookie of this browser that no script reads. Somebody who
 * has an account signs in instead.
 */
export function WallDoor() {
  const say = useWords(doorWords);
  const language = useLanguage();
  const { district } = useView().view;
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const enter = useMutation({
    mutationFn: (token: string) => unwrap(api.POST("/api/session/display", { body: { token } })),
    onSuccess: () => client.invalidateQueries(),
  });
  return createPortal(
    <section className="door" aria-label={say.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const token = String(new FormData(event.currentTarget).get("token") ?? "").trim();
          if (token) enter.mutate(token);
        }}
      >
        <p>
          {nameIn(language, district)} {district.isDemo && <DemoBadge />}
        </p>
        <h1>{say.title}</h1>
        <label>
          {say.token}
          <input
            ref={field}
            className="input"
            name="token"
            type="password"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={enter.isError || undefined}
          />
        </label>
        {enter.error && (
          <p role="alert">
            {say.refused}：{enter.error.message}
          </p>
        )}
        <button type="submit" className="button button-main" disabled={enter.isPending}>
          {say.enter}
        </button>
        <p className="door-hint">{say.hint}</p>
        <nav className="door-languages" aria-label={say.language}>
          {LANGUAGES.map(([to, title]) => (
            <Link
              key={to}
              to="/wall"
              lang={to}
              aria-current={to === language || undefined}
              // the router's type of search is of every page at once; the link's own is kept
              search={((now: object) => ({ ...now, lang: to })) as never}
            >
              {title}
            </Link>
          ))}
        </nav>
        <Link
          to="/sign-in"
          // the router's type of search is of every page at once; the link's own is kept
          search={((now: object) => ({ ...now, next: "/wall" })) as never}
        >
          {say.signIn}
        </Link>
      </form>
    </section>,
    document.body,
  );
}
