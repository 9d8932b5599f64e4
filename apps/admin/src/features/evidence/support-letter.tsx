import type { EvidenceView } from "@tillbook/api/views";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { CopyButton } from "../../components/copy-button.tsx";
import { RawText } from "../../components/raw-text.tsx";
import { Segmented } from "../../components/segmented.tsx";

type LetterLanguage = keyof EvidenceView["letter"];

/** A letter to QFPay's support, ready to be copied, in the language that they answer best. */
export function SupportLetter({ evidence }: { evidence: EvidenceView }) {
  const t = useTranslations("evidence");
  const locale = useLocale();
  const [language, setLanguage] = useState<LetterLanguage>(locale === "en" ? "en" : "zh-Hant");
  const letter = evidence.letter[language];
  return (
    <>
      <Segmented
        label={t("letterLanguage")}
        value={language}
        onChange={setLanguage}
        options={[
          { value: "en", label: t("letterEn") },
          { value: "zh-Hant", label: t("letterZhHant") },
        ]}
      />
      <RawText label={t("letter")}>{letter}</RawText>
      <div className="tb-buttons">
        <CopyButton key={language} look="primary" text={letter} label={t("copyLetter")} />
      </div>
    </>
  );
}
