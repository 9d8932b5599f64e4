import type { CloseView } from "@tillbook/api/reconciliation";
import { Download, FileText, Printer } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button, buttonClass } from "../../../components/button.tsx";
import { Fact, Facts } from "../../../components/cells.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { MoneyText } from "../../../components/money-text.tsx";
import { Card } from "../../../components/page.tsx";
import { PersonName } from "../../../components/person-name.tsx";
import { TimeText } from "../../../components/time-text.tsx";
import { moneyOf } from "./money-of.ts";
import { VersionDiff } from "./version-diff.tsx";

/** Every sealed version of a day, the newest first, each with its digest and its certificate to take away. */
export function Versions({ closes }: { closes: readonly CloseView[] }) {
  const t = useTranslations("closing");
  const locale = useLocale();
  const [compared, setCompared] = useState<number | null>(null);
  // oxlint-disable-next-line unicorn/no-array-reverse -- `toReversed` is newer than the browsers we serve
  const newestFirst = [...closes].reverse();
  return newestFirst.map((close) => (
    <Card
      key={close.version}
      title={t("versionOf", { version: close.version })}
      actions={
        <span className="tb-links">
          <a href={`/api/certificates/${close.sequence}`} download className={buttonClass("default", "small")}>
            <Download size={18} aria-hidden="true" />
            {t("certificate")}
          </a>
          <a href={`/api/certificates/${close.sequence}.pdf?lang=${locale}`} download className={buttonClass("default", "small")}>
            <FileText size={18} aria-hidden="true" />
            {t("pdf")}
          </a>
          <a
            href={`/api/closes/${close.settleDay}/${close.version}/page?lang=${locale}`}
            target="_blank"
            rel="noreferrer"
            className={buttonClass("default", "small")}
          >
            <Printer size={18} aria-hidden="true" />
            {t("print")}
          </a>
        </span>
      }
    >
      <Sealed close={close} />
      {close.version > 1 && (
        <>
          <Button size="small" onPress={() => setCompared(compared === close.version ? null : close.version)}>
            {compared === close.version ? t("hideDiff") : t("showDiff", { version: close.version - 1 })}
          </Button>
          {compared === close.version && <VersionDiff day={close.settleDay} from={close.version - 1} to={close.version} />}
        </>
      )}
    </Card>
  ));
}

function Sealed({ close }: { close: CloseView }) {
  const t = useTranslations("closing.facts");
  return (
    <Facts>
      <Fact name={t("sequence")}>{close.sequence}</Fact>
      <Fact name={t("maker")}>
        <PersonName actor={close.maker} />
      </Fact>
      <Fact name={t("checker")}>
        <PersonName actor={close.checker} /> · <TimeText at={close.closedAt} style="short" />
      </Fact>
      {close.totals.map((total) => (
        <Fact key={total.currency} name={t("totals", { count: total.lines })}>
          <MoneyText value={moneyOf(total.gross, total.currency)} /> − <MoneyText value={moneyOf(total.fee, total.currency)} /> ={" "}
          <MoneyText value={moneyOf(total.net, total.currency)} />
        </Fact>
      ))}
      {close.balances.map((balance) => (
        <Fact key={balance.currency} name={t("balance")}>
          <MoneyText value={moneyOf(balance.closing, balance.currency)} />
        </Fact>
      ))}
      <Fact name={t("files")}>{close.files.length === 0 ? t("noFiles") : close.files.map(({ name }) => name).join(", ")}</Fact>
      <Fact name={t("digest")}>
        <span className="tb-id tb-digest">{close.digest}</span> <CopyButton text={close.digest} label={t("copyDigest")} look="plain" />
      </Fact>
      <Fact name={t("previous")}>
        <span className="tb-id tb-digest">{close.previousDigest ?? t("first")}</span>
      </Fact>
    </Facts>
  );
}
