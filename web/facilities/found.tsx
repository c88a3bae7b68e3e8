import type { ReactNode } from "react";
import { ApiError } from "../api/problem.ts";
import { Answer, type Asked } from "../ui/answer.tsx";
import { useWords } from "../ui/language.ts";
import { words } from "./words.ts";

/** A record that was asked for by its id: one that is not there is an answer, and asking again would not help. */
export function Found<T>(props: { to: Asked<T>; children: (data: T) => ReactNode }) {
  const say = useWords(words);
  const { error, data } = props.to;
  if (data === undefined && error instanceof ApiError && error.problem.status === 404) {
    return (
      <div className="record-gone">
        <h2>{say.gone}</h2>
        <p>{say.goneHint}</p>
      </div>
    );
  }
  return <Answer to={props.to}>{props.children}</Answer>;
}
