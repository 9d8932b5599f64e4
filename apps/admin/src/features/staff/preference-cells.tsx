import { useTranslations } from "use-intl";
import { SelectField } from "../../components/field.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { LANGUAGE_NAMES, LANGUAGES } from "../../lib/language.ts";
import { prefer, THEMES, usePreferences } from "../../lib/preferences.ts";

export function LanguageChoice() {
  const t = useTranslations("preferences");
  const { language } = usePreferences();
  const options = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
  return <SelectField label={t("language")} value={language} options={options} onChange={(chosen) => prefer({ language: chosen })} />;
}

export function ThemeChoice() {
  const t = useTranslations("preferences");
  const { theme } = usePreferences();
  const options = THEMES.map((value) => ({ value, label: t(`themes.${value}`) }));
  return (
    <div className="tb-field">
      <span className="tb-field__label" aria-hidden="true">
        {t("theme")}
      </span>
      <Segmented label={t("theme")} value={theme} options={options} onChange={(chosen) => prefer({ theme: chosen })} />
    </div>
  );
}
