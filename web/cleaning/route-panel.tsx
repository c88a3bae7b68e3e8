import { useEffect } from "react";
import { useMay } from "../api/session.ts";
import { RouteEditor } from "./route-editor.tsx";
import { useRouteAsked } from "./route-link.ts";
import { RouteList } from "./route-list.tsx";
import { setEditing, useEditing } from "./route-session.ts";
import { RouteView } from "./route-view.tsx";
import "./route.css";

/** Cleaning routes: the list, one of them, or what is written of it. */
export function RoutesPanel() {
  const { routeId } = useRouteAsked();
  const editing = useEditing();
  const mayEdit = useMay("cleaning.edit")?.isWhole === true;
  // one that was left is not there when one comes back: leaving asked first
  useEffect(() => () => setEditing(null), []);
  if (editing) return <RouteEditor editing={editing} />;
  if (routeId !== null) return <RouteView key={routeId} {...{ routeId, mayEdit }} />;
  return <RouteList mayEdit={mayEdit} />;
}
