import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import "./dialog.css";

/**
 * A question or a form over the page, which waits for it. Esc and the last button close it.
 *
 * @param onSubmit  makes it a form; Enter submits.
 */
export function Dialog(props: {
  title: string;
  children: ReactNode;
  /** Buttons, the one that does it last. */
  buttons: ReactNode;
  onClose: () => void;
  onSubmit?: (form: FormData) => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.onSubmit?.(new FormData(event.currentTarget));
  };
  const inside = (
    <>
      <h2>{props.title}</h2>
      <div className="dialog-body">{props.children}</div>
      <footer>{props.buttons}</footer>
    </>
  );
  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-label={props.title}
      onClose={props.onClose}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.stopPropagation(); // the page beneath stays
      }}
    >
      {props.onSubmit ? <form onSubmit={submit}>{inside}</form> : inside}
    </dialog>
  );
}
