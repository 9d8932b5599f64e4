import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { Card } from "../../components/page.tsx";
import { LanguageChoice, SignInForm } from "../../features/staff/index.ts";
import { queryClient } from "../../lib/query-client.ts";
import "./sign-in-page.css";

const route = getRouteApi("/sign-in");

export function SignInPage() {
  const t = useTranslations("signIn");
  const router = useRouter();
  const { to } = route.useSearch();
  const enter = () => {
    queryClient.clear();
    router.history.push(to ?? "/");
  };
  return (
    <main className="tb-sign-in">
      <title>{`${t("title")} · Tillbook`}</title>
      <img src="/icon.svg" alt="" width="56" height="56" />
      <h1 className="tb-sign-in__title">{t("title")}</h1>
      <p className="tb-note">{t("note")}</p>
      <Card>
        <SignInForm onDone={enter} />
      </Card>
      <LanguageChoice />
    </main>
  );
}
