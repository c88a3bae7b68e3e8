/** Line drawings of what can be reported, on a 24 × 24 grid; by the service's code, or its group's. */
const PATHS: Readonly<Record<string, string>> = {
  "road-dirty": "M8 3 4 21M16 3l4 18M12 4v3M12 11v3M12 18v3",
  "green-dirty": "M12 21v-8M12 13c-5 0-7-3-7-8 5 0 7 3 7 8zM12 15c0-4 2-6 7-6 0 4-2 6-7 6z",
  "water-dirty": "M3 9c3-3 6 3 9 0s6 3 9 0M3 15c3-3 6 3 9 0s6 3 9 0",
  spillage:
    "M3 6h11v8H3zM14 9h4l3 3v2h-7M7 17a1.6 1.6 0 1 0 0-3.2M17 17a1.6 1.6 0 1 0 0-3.2M4 20h.01M9 21h.01M13 20h.01",
  "dead-animal":
    "M4 15c0-4 3-6 7-6h4l2-3 1 3c2 0 3 2 3 4s-1 3-3 3H9M4 15c-1 0-2 1-1 3M8 13v5M14 16v2M17 11l2 2M19 11l-2 2",
  "exposed-waste": "M3 20h18M5 20c0-4 2-6 4-6 0-3 4-4 5-1 3 0 5 3 5 7M9 8l-1-3M15 8l1-3M12 7V4",
  "accumulated-waste": "M2 20h20L16 9l-3 4-3-6zM9 15h2M14 17h2",
  "bin-overflow": "M6 10h12l-1 11H7zM5 10h14M8 10 7 6h3l1 4M13 10l1-5 3 1-1 4M10 14v4M14 14v4",
  "missed-collection": "M6 8h12l-1 13H7zM4 8h16M9 8V5h6v3M12 12v3l2 2",
  "toilet-dirty": "M6 3h4v8H6zM6 11h12c0 4-2 6-5 6v4H8v-4c-1-1-2-3-2-6z",
  "toilet-closed": "M7 3h10v18H7zM14 12h.01M4 21h16M3 4l18 17",
  "station-odor":
    "M4 20V11l8-4 8 4v9zM9 20v-5h6v5M8 5c-1-1 1-2 0-3M12 4c-1-1 1-2 0-3M16 5c-1-1 1-2 0-3",
  "facility-damaged": "M7 8h10l-1 13H8zM5 8h14M12 8l-2 4 4 3-3 6",
  "leaf-burning":
    "M12 21c-4 0-6-3-6-6 0-4 4-5 4-11 4 2 8 6 8 11 0 3-2 6-6 6zM12 21c-2-1-2-4 0-6 2 2 2 5 0 6z",
  stacking: "M4 13h7v7H4zM13 13h7v7h-7zM8 4h8v7H8z",
  "illegal-ads": "M5 4h10l4 4v12H5zM15 4v4h4M8 12h8M8 16h5",
  "operation-noise": "M4 10v4h3l5 4V6L7 10zM15 9c1.5 2 1.5 4 0 6M18 7c3 3 3 7 0 10",
  other: "M6 12h.01M12 12h.01M18 12h.01",
};

/** A picture beside the word. */
export function ServiceIcon({ code }: { code: string }) {
  return (
    <svg className="open-icon" width={28} height={28} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[code] ?? PATHS.other} />
    </svg>
  );
}
