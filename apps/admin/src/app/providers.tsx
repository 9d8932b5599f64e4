import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense } from "react";
import { I18nProvider } from "react-aria-components";
import { IntlProvider } from "use-intl";
import { usePreferences } from "../lib/preferences.ts";
import { queryClient } from "../lib/query-client.ts";
import { useAppearance } from "./appearance.ts";
import { useCatalogue } from "./messages.ts";
import { router } from "./router.tsx";

/** Everything around the screens: language, server data, addresses. */
export function Providers() {
  useAppearance();
  return (
    <Suspense fallback={null}>
      <QueryClientProvider client={queryClient}>
        <Language />
      </QueryClientProvider>
    </Suspense>
  );
}

function Language() {
  const { language } = usePreferences();
  const messages = useCatalogue(language);
  return (
    <IntlProvider locale={language} messages={messages} timeZone="Etc/GMT-8">
      <I18nProvider locale={language}>
        <RouterProvider router={router} />
      </I18nProvider>
    </IntlProvider>
  );
}
