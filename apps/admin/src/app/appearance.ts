import { useEffect } from "react";
import { useMedia } from "../lib/media.ts";
import { usePreferences } from "../lib/preferences.ts";

/** Tells the page its language and theme: `lang` for voices and fonts, WeUI's attribute for colours. */
export function useAppearance(): void {
  const { language, theme } = usePreferences();
  const isSystemDark = useMedia("(prefers-color-scheme: dark)");
  const shown = theme === "auto" ? (isSystemDark ? "dark" : "light") : theme;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.body.dataset["weuiTheme"] = shown;
  }, [shown]);
}
