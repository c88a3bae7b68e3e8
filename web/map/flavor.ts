import { createContext, useContext } from "react";
import type { Flavor } from "./palette.ts";

export const FlavorContext = createContext<Flavor>("light");

/** Whether one looks at paper or at ink. */
export const useFlavor = () => useContext(FlavorContext);
