import { Link, useRouter } from "@tanstack/react-router";
import { may } from "@tillbook/domain/staff";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { Fact, Facts } from "../../components/cells.tsx";
import { Card, Page } from "../../components/page.tsx";
import { HealthMark } from "../../features/health/index.ts";
import { LanguageChoice, SignOutButton, ThemeChoice } from "../../features/staff/index.ts";
import { useIsPhone } from "../../lib/media.ts";
import { queryClient } from "../../lib/query-client.ts";
import { useSession } from "../../lib/session.ts";
import { OpenCasesMark } from "../open-cases.tsx";

export function MePage() {
  const t = useTranslations();
  const session = useSession();
  const router = useRouter();
  const isPhone = useIsPhone();
  const leave = () => {
    queryClient.clear();
    router.history.push("/sign-in");
  };
  return (
    <Page title={t("shell.me")} width="narrow">
      {isPhone && may(session.role, "readOrders") && (
        <div className="weui-cells">
          <Link to="/cases" className="weui-cell">
            <span className="weui-cell__bd">{t("shell.cases")}</span>
            <OpenCasesMark />
            <ChevronRight size={20} aria-hidden="true" />
          </Link>
          <Link to="/refunds" className="weui-cell">
            <span className="weui-cell__bd">{t("shell.refunds")}</span>
            <ChevronRight size={20} aria-hidden="true" />
          </Link>
          <Link to="/today" className="weui-cell">
            <span className="weui-cell__bd">{t("shell.today")}</span>
            <ChevronRight size={20} aria-hidden="true" />
          </Link>
          {may(session.role, "readNotifications") && (
            <Link to="/notifications" className="weui-cell">
              <span className="weui-cell__bd">{t("shell.notifications")}</span>
              <ChevronRight size={20} aria-hidden="true" />
            </Link>
          )}
          {may(session.role, "readHealth") && (
            <Link to="/lights" className="weui-cell">
              <span className="weui-cell__bd">{t("shell.health")}</span>
              <HealthMark />
              <ChevronRight size={20} aria-hidden="true" />
            </Link>
          )}
          {may(session.role, "manageAccess") && (
            <Link to="/developers" className="weui-cell">
              <span className="weui-cell__bd">{t("shell.developers")}</span>
              <ChevronRight size={20} aria-hidden="true" />
            </Link>
          )}
        </div>
      )}
      <Card title={session.user.name}>
        <Facts>
          <Fact name={t("me.email")}>{session.user.email}</Fact>
          <Fact name={t("me.role")}>{t(`shell.roles.${session.role}`)}</Fact>
          <Fact name={t("me.organisation")}>{session.organisation}</Fact>
          <Fact name={t("me.account")}>{session.account.name}</Fact>
          <Fact name={t("shell.environment")}>{t(`me.environments.${session.account.environment}`)}</Fact>
          <Fact name={t("me.currencies")}>{session.account.currencies.join(" · ")}</Fact>
          <Fact name={t("me.cutoff")}>{t("me.cutoffAt", { time: session.account.cutoff.slice(0, 5) })}</Fact>
        </Facts>
      </Card>
      <Card title={t("preferences.title")}>
        <LanguageChoice />
        <ThemeChoice />
      </Card>
      <SignOutButton onDone={leave} />
    </Page>
  );
}
