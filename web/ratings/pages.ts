// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./panel.tsx")).RatingsPanel });
export const loadSubject = async () => ({
  default: (await import("./subject-page.tsx")).SubjectPage,
});
export const loadRubrics = async () => ({
  default: (await import("./rubrics-page.tsx")).RubricsPage,
});
export const loadRubric = async () => ({ default: (await import("./rubric-page.tsx")).RubricPage });
export const loadSettings = async () => ({
  default: (await import("./settings-page.tsx")).RatingSettingsPage,
});
export const loadDrawing = async () => ({ default: (await import("./drawing.tsx")).OnRatings });
