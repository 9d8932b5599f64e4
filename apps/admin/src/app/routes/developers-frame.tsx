import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Page } from "../../components/page.tsx";
import "../../features/orders/order-filters.css";
import "./developers-frame.css";

const PARTS = [
  { to: "/developers", word: "keys" },
  { to: "/developers/webhooks", word: "webhooks" },
  { to: "/developers/deliveries", word: "deliveries" },
] as const;

/** What the three pages for developers have in common: their names side by side, and the way to the reference. */
export function DevelopersFrame({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  const t = useTranslations("developers");
  const locale = useLocale();
  return (
    <Page title={t("title")} actions={actions}>
      <nav className="tb-parts" aria-label={t("parts")}>
        {PARTS.map(({ to, word }) => (
          <Link
            key={to}
            to={to}
            className="tb-chip"
            activeOptions={{ exact: to === "/developers" }}
            activeProps={{ "aria-current": "page" }}
          >
            {t(word)}
          </Link>
        ))}
        <a className="tb-chip" href={`/api/v1/docs?lang=${locale}`} target="_blank" rel="noreferrer">
          {t("reference")}
        </a>
      </nav>
      {children}
    </Page>
  );
}
