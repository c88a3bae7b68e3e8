import { useRef } from "react";
import { Button } from "./controls.tsx";

const ACCEPTED = "image/jpeg,image/png,image/webp";

/**
 * A button by which photographs are chosen, from the camera or the files.
 *
 * @param room  how many more there may be.
 * @param onChoose  gets as many as there is room for, and how many are left out.
 */
export function PhotographButton(props: {
  label: string;
  room: number;
  isDisabled?: boolean;
  onChoose: (files: readonly File[], leftOut: number) => void;
}) {
  const { label, room, isDisabled = false, onChoose } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="plus" isDisabled={isDisabled} onPress={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        aria-label={label}
        onChange={({ target }) => {
          const chosen = [...(target.files ?? [])];
          target.value = ""; // the same one again is a change again
          onChoose(chosen.slice(0, room), Math.max(0, chosen.length - room));
        }}
      />
    </>
  );
}
