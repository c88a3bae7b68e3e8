/** Line drawings on a 20 × 20 grid, drawn in the colour of the text beside them. */
const PATHS = {
  map: "M3 5.5 7.5 3l5 2.5L17 3v11.5L12.5 17l-5-2.5L3 17zM7.5 3v11.5M12.5 5.5V17",
  layers: "m10 3 7 3.8-7 3.8-7-3.8zM3 10.2 10 14l7-3.8M3 13.4l7 3.8 7-3.8",
  list: "M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01",
  table: "M3 4.5h14v11H3zM3 8.2h14M3 11.9h14M8 4.5v11",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17",
  help: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.7 7.8a2.3 2.3 0 1 1 3.4 2c-.8.4-1.1.9-1.1 1.7M10 14.2v.1",
  sun: "M10 13.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.5 1.5M14.2 14.2l1.5 1.5M4.3 15.7l1.5-1.5M14.2 5.8l1.5-1.5",
  moon: "M16.5 11.8A7 7 0 1 1 8.2 3.5a5.5 5.5 0 0 0 8.3 8.3z",
  close: "m5 5 10 10M15 5 5 15",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  left: "m12 5-5 5 5 5",
  right: "m8 5 5 5-5 5",
  up: "m5 12 5-5 5 5",
  down: "m5 8 5 5 5-5",
  plus: "M10 4v12M4 10h12",
  pin: "M10 17.5s5.5-5 5.5-9.3a5.5 5.5 0 0 0-11 0c0 4.3 5.5 9.3 5.5 9.3zM10 10a1.8 1.8 0 1 0 0-3.6A1.8 1.8 0 0 0 10 10z",
  "pin-plus":
    "M8.5 18s5-4.8 5-8.6M11.2 4.5A5 5 0 0 0 3.5 9c0 4.2 5 9 5 9M8.5 10.6a1.6 1.6 0 1 0 0-3.2 1.6 1.6 0 0 0 0 3.2zM15.3 2.2v5.6M12.5 5h5.6",
  minus: "M4 10h12",
  play: "M6.5 4v12l9.5-6z",
  pause: "M7 4v12M13 4v12",
  home: "M3 9.5 10 3.5l7 6M5 8.5v8h10v-8",
  compass: "M10 2.5 13 10l-3 7.5L7 10zM7 10h6",
  calendar: "M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5",
  print: "M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z",
  download: "M10 3v9.5M6 9l4 4 4-4M3.5 16.5h13",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2L10 5.8M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1.1-1.1",
  polygon: "M4 7.5 11 3l6 6-3.5 7.5-8-1z",
  line: "M3.5 15.5 8 8l4.5 4 4-8.5",
  locate: "M10 14.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10 2v3.5M10 14.5V18M2 10h3.5M14.5 10H18",
  star: "m10 2.8 2.2 4.6 5 .7-3.6 3.5.9 5L10 14.2l-4.5 2.4.9-5L2.8 8.1l5-.7z",
  warning: "M10 3.5 17.5 16h-15zM10 8.5v3.5M10 14v.1",
  refresh: "M16 6.5V3M16 6.5h-3.5M16 6.5A7 7 0 1 0 17 11",
  language:
    "M2.8 10h14.4M10 2.5c4.3 4.3 4.3 10.7 0 15c-4.3-4.3-4.3-10.7 0-15zM10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15z",
  user: "M10 10.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM3.5 17a6.5 6.5 0 0 1 13 0",
  people:
    "M7.5 9.6a2.9 2.9 0 1 0 0-5.8 2.9 2.9 0 0 0 0 5.8zM2 16.5a5.5 5.5 0 0 1 11 0M12.6 4.1a2.9 2.9 0 0 1 0 5.2M15 11.6a5.5 5.5 0 0 1 3 4.9",
  history: "M3.2 10a6.8 6.8 0 1 1 2 4.8M3.2 10V6.2M3.2 10H7M10 6.2V10l2.8 2",
  key: "M12.7 10.9a3.8 3.8 0 1 0-3.6-3.6L3 13.4V17h3.6v-2.2h2.2v-2.2h2.2zM13.2 6.8h.01",
  pulse: "M2.5 10.5h3.4l2.2-6 3.4 11 2.4-7 1 2h2.6",
  handover: "M3 7h13M12.5 3.5 16 7l-3.5 3.5M17 13H4M7.5 9.5 4 13l3.5 3.5",
  telephone:
    "M6.6 3.2 8.4 7 6.7 8.6a11 11 0 0 0 4.7 4.7L13 11.6l3.8 1.8v2.4a1.4 1.4 0 0 1-1.5 1.4A13 13 0 0 1 2.8 4.7a1.4 1.4 0 0 1 1.4-1.5z",
  speech: "M3.5 4h13v9.5H9.8L6.5 17v-3.5h-3zM6.5 7.5h7M6.5 10.2h4.5",
  leave: "M8 3.5H4v13h4M8 10h9M13.5 6.5 17 10l-3.5 3.5",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon beside or instead of a word; the control around it carries the label. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
