const PATHS = {
  undo: "M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8",
  redo: "M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12",
  cut: "M5.2 7.4a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5.2 16.6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6.8 6.6 16.5 14M6.8 13.4 16.5 6",
};

/** A button with a sign of this page alone: it is fetched with the page, where the shell's signs load first. */
export function RouteTool(props: {
  sign: keyof typeof PATHS;
  label: string;
  onPress: () => void;
  isDisabled: boolean;
  tip?: "below" | "left";
}) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={props.label}
      data-tip={props.label}
      data-tip-side={props.tip ?? "below"}
      onClick={props.onPress}
      disabled={props.isDisabled}
    >
      <svg className="icon" width={20} height={20} viewBox="0 0 20 20" aria-hidden="true">
        <path d={PATHS[props.sign]} />
      </svg>
    </button>
  );
}
