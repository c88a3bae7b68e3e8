import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/problem.ts";
import { router } from "./app/router.tsx";
import "./ui/theme.css";
import "./ui/ui.css";
import "./app/shell.css";

/** Once more when the server failed or was not reached; what it refused it would refuse again. */
const isWorthAnotherTry = (failures: number, error: Error) =>
  failures < 1 && !(error instanceof ApiError && error.problem.status < 500);

const client = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthAnotherTry, refetchOnWindowFocus: false, staleTime: 30_000 },
  },
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
