import type { ReactNode } from "react";
import { Button } from "./controls.tsx";
import { useWords } from "./language.ts";
import { words } from "./words.ts";

/** The part of a query's result that decides what may be said. */
export type Asked<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
};

/**
 * Says waiting, failed, empty or answered: every panel that asks the server says one of the four.
 *
 * An older answer stays on screen while a newer one is awaited, marked as such; the caption comes from the answer
 * itself, so it is never a false sentence.
 */
export function Answer<T>(props: {
  to: Asked<T>;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const say = useWords(words);
  const { data, error, isFetching, refetch } = props.to;
  if (error && data === undefined) {
    return (
      <div className="answer-failed" role="alert">
        <p>{say.failed}</p>
        <p className="answer-why">{error instanceof Error ? error.message : String(error)}</p>
        <Button icon="refresh" onPress={() => void refetch()}>
          {say.retry}
        </Button>
      </div>
    );
  }
  if (data === undefined) {
    return (
      <div className="answer-waiting" role="status">
        <span className="visually-hidden">{say.waiting}</span>
        <i />
        <i />
        <i />
      </div>
    );
  }
  if (props.isEmpty?.(data)) return <p className="answer-empty">{props.empty}</p>;
  return (
    <div className="answer" data-stale={isFetching || undefined} aria-busy={isFetching}>
      {props.children(data)}
    </div>
  );
}
