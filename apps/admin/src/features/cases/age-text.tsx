import { useTranslations } from "use-intl";
import { useNow } from "../../lib/now.ts";
import { ageOf } from "./age.ts";

/** How long something has waited, kept up to date. */
export function AgeText({ at }: { at: string }) {
  const t = useTranslations("cases.age");
  const { unit, count } = ageOf(at, useNow(30_000));
  return (
    <time className="tb-number" dateTime={at}>
      {t(unit, { count })}
    </time>
  );
}
