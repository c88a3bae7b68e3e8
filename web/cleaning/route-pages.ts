// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./route-panel.tsx")).RoutesPanel });
export const loadSheet = async () => ({ default: (await import("./route-sheet.tsx")).RouteSheet });
export const loadDrawing = async () => ({ default: (await import("./route-on.tsx")).OnRoutes });
