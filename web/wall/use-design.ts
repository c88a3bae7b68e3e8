import { useEffect, useState } from "react";
import { type Design, designOf } from "./design.ts";

const read = () =>
  designOf({ width: innerWidth, height: innerHeight }, Math.max(1, devicePixelRatio));

/** How this screen shows the design; the style sheets of the wall take their unit from here. */
export function useDesign(): Design {
  const [design, setDesign] = useState(read);
  useEffect(() => {
    const heard = () => setDesign(read());
    addEventListener("resize", heard);
    return () => removeEventListener("resize", heard);
  }, []);
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty("--wall-unit", String(design.unit));
    return () => void style.removeProperty("--wall-unit");
  }, [design.unit]);
  return design;
}
