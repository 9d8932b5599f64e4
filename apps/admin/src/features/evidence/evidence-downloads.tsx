import type { EvidenceView } from "@tillbook/api/views";
import { FileDown, FileJson } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../../components/button.tsx";
import { useEvidenceText } from "./evidence-text.ts";

/** The evidence as a file: for machines as JSON, for people as text. Both hold what the page shows, and no more. */
export function EvidenceDownloads({ evidence }: { evidence: EvidenceView }) {
  const t = useTranslations("evidence");
  const textOf = useEvidenceText();
  const name = `evidence-${evidence.payment.outTradeNo}`;
  return (
    <div className="tb-buttons">
      <Button size="small" onPress={() => save(`${name}.json`, "application/json", JSON.stringify(evidence, null, 2))}>
        <FileJson size={18} aria-hidden="true" />
        {t("downloadJson")}
      </Button>
      <Button size="small" onPress={() => save(`${name}.txt`, "text/plain", textOf(evidence))}>
        <FileDown size={18} aria-hidden="true" />
        {t("downloadText")}
      </Button>
    </div>
  );
}

/** Hands text to the browser as a file. */
function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the browser reads it after the click
}
