import type { ReactNode } from "react";
import { ApiError } from "../api/problem.ts";
import { useWords } from "../ui/language.ts";
import { editWords } from "./edit-words.ts";

/** The end of a form, always in sight: what went wrong or is still to do, right above the buttons. */
export function EditFoot(props: { error: unknown; note?: ReactNode; children: ReactNode }) {
  const { error, note } = props;
  return (
    <footer className="edit-foot" data-print="hide">
      {error !== null && <EditFailure error={error} />}
      {note && (
        <p className="edit-note" role="status">
          {note}
        </p>
      )}
      <div className="edit-buttons">{props.children}</div>
    </footer>
  );
}

/** Why nothing was written; signing in again, where it comes to that, goes on over the form. */
export function EditFailure({ error }: { error: unknown }) {
  const say = useWords(editWords);
  const isSignedOut = error instanceof ApiError && error.problem.code === "unauthenticated";
  return (
    <p className="edit-failure" role="alert">
      {isSignedOut ? say.signedOut : error instanceof ApiError ? error.message : say.failed}
    </p>
  );
}
