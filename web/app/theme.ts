import { useCallback, useEffect, useState } from "react";
import type { Flavor } from "../map/palette.ts";

const STORED = "huanwei-atlas.theme";

function initialFlavor(): Flavor {
  const stored = localStorage.getItem(STORED);
  if (stored === "light" || stored === "dark") return stored;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Light or dark: the machine's preference until somebody chooses. */
export function useTheme() {
  const [flavor, setFlavor] = useState<Flavor>(initialFlavor);
  useEffect(() => {
    document.documentElement.dataset.theme = flavor;
  }, [flavor]);
  const toggle = useCallback(() => {
    setFlavor((now) => {
      const next = now === "light" ? "dark" : "light";
      localStorage.setItem(STORED, next);
      return next;
    });
  }, []);
  return { flavor, toggle };
}
