import { Link } from "@tanstack/react-router";
import type { SessionView } from "@tillbook/api/views";
import { may, type Role } from "@tillbook/domain/staff";
import {
  Activity,
  BellRing,
  BookCheck,
  ChartColumn,
  CodeXml,
  Inbox,
  ReceiptText,
  Smartphone,
  Undo2,
  UserRound,
  WalletCards,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { HealthMark } from "../features/health/index.ts";
import { OpenCasesMark } from "./open-cases.tsx";

const PLACES = [
  { to: "/collect", word: "collect", Icon: WalletCards, right: "collect" },
  { to: "/orders", word: "orders", Icon: ReceiptText, right: "readOrders" },
  { to: "/reconcile", word: "reconcile", Icon: BookCheck, right: "readSettlement" },
  { to: "/cases", word: "cases", Icon: BellRing, right: "readOrders" },
  { to: "/refunds", word: "refunds", Icon: Undo2, right: "readOrders" },
  { to: "/today", word: "today", Icon: ChartColumn, right: "readOrders" },
  { to: "/notifications", word: "notifications", Icon: Inbox, right: "readNotifications" },
  { to: "/lights", word: "health", Icon: Activity, right: "readHealth" },
  { to: "/developers", word: "developers", Icon: CodeXml, right: "manageAccess" },
] as const;

function placesOf(role: Role) {
  return PLACES.filter((place) => may(role, place.right));
}

export function Rail({ role }: { role: Role }) {
  const t = useTranslations("shell");
  return (
    <nav className="tb-rail" aria-label={t("places")}>
      <p className="tb-rail__brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        {t("product")}
      </p>
      {placesOf(role).map(({ to, word, Icon }) => (
        <Link key={to} to={to} className="tb-rail__item" activeProps={{ "aria-current": "page" }}>
          <Icon size={20} aria-hidden="true" />
          {t(word)}
          {word === "cases" && <OpenCasesMark />}
          {word === "health" && <HealthMark />}
        </Link>
      ))}
      <Link to="/me" className="tb-rail__item tb-rail__item_last" activeProps={{ "aria-current": "page" }}>
        <UserRound size={20} aria-hidden="true" />
        {t("me")}
      </Link>
    </nav>
  );
}

/** Four places under the thumb: the first three that the role may enter, and Me. The rest is reached from Me. */
export function TabBar({ role }: { role: Role }) {
  const t = useTranslations("shell");
  const places = placesOf(role).slice(0, 3);
  const marked = places.some(({ word }) => word === "cases") ? "cases" : "me"; // where cases have no place of their own, Me leads to them
  return (
    <nav className="weui-tabbar tb-tabbar" aria-label={t("places")}>
      {[...places, { to: "/me", word: "me", Icon: UserRound } as const].map(({ to, word, Icon }) => (
        <Link key={to} to={to} className="weui-tabbar__item" activeProps={{ "aria-current": "page", className: "weui-bar__item_on" }}>
          <Icon className="tb-tabbar__icon" size={24} aria-hidden="true" />
          <span className="weui-tabbar__label">{t(word)}</span>
          {word === marked && <OpenCasesMark />}
          {word === "me" && may(role, "readHealth") && <HealthMark />}
        </Link>
      ))}
    </nav>
  );
}

export function TopBar({ session }: { session: SessionView }) {
  const t = useTranslations("shell");
  return (
    <header className="tb-topbar">
      <span className="tb-topbar__account">
        {session.organisation} <span className="tb-note">{session.account.name}</span>
      </span>
      <Link to="/me" className="tb-topbar__person">
        {session.user.name} <span className="tb-note">{t(`roles.${session.role}`)}</span>
      </Link>
    </header>
  );
}

/** Says that no real money moves here, and where to try paying. */
export function TestBar({ phoneUrl }: { phoneUrl: string | null }) {
  const t = useTranslations("shell");
  return (
    <aside className="tb-testbar" aria-label={t("environment")}>
      <span>{t("testNote")}</span>
      {phoneUrl !== null && (
        <a href={phoneUrl} target="_blank" rel="noreferrer">
          <Smartphone size={16} aria-hidden="true" />
          {t("openPhone")}
        </a>
      )}
    </aside>
  );
}
