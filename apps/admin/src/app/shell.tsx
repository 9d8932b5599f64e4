import { Outlet, useNavigate, useRouter } from "@tanstack/react-router";
import type { SessionView } from "@tillbook/api/views";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useIsPhone } from "../lib/media.ts";
import { onSignedOut, queryClient } from "../lib/query-client.ts";
import { useSession } from "../lib/session.ts";
import { Rail, TabBar, TestBar, TopBar } from "./shell-parts.tsx";
import "./shell.css";

/** The frame around every screen of a signed-in person: rail and top bar on the desk, tab bar on a phone. */
export function Shell() {
  const t = useTranslations("shell");
  const session = useSession();
  const isPhone = useIsPhone();
  useLeaveWhenSignedOut();
  return (
    <div className={isPhone ? "tb-shell tb-shell_phone" : "tb-shell"}>
      <a className="tb-skip" href="#content">
        {t("skip")}
      </a>
      {!isPhone && <Rail role={session.role} />}
      <div className="tb-shell__main">
        {!isPhone && <TopBar session={session} />}
        {isPractice(session) && <TestBar phoneUrl={session.phoneUrl} />}
        <main id="content" className="tb-shell__content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {isPhone && <TabBar role={session.role} />}
    </div>
  );
}

/** No real money moves: the account is one of QFPay's test environments, or QFPay itself is simulated. */
function isPractice({ account, phoneUrl }: SessionView): boolean {
  return account.environment === "test" || phoneUrl !== null;
}

/** When a session ended meanwhile, the person signs in again and comes back to this very screen. */
function useLeaveWhenSignedOut(): void {
  const navigate = useNavigate();
  const router = useRouter();
  useEffect(
    () =>
      onSignedOut(() => {
        const { href, pathname } = router.state.location;
        if (pathname === "/sign-in") return;
        void navigate({ to: "/sign-in", search: { to: href } }).then(() => queryClient.clear());
      }),
    [navigate, router],
  );
}
