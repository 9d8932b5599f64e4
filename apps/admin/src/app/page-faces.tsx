import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { buttonClass } from "../components/button.tsx";
import { Empty, Failed, Skeleton } from "../components/faces.tsx";
import { Page } from "../components/page.tsx";
import { NotForThisRole } from "./not-for-this-role.ts";

export function PagePending() {
  return (
    <div className="tb-page">
      <Skeleton rows={6} />
    </div>
  );
}

export function NoSuchPage() {
  const t = useTranslations("pages");
  return (
    <Page title={t("missing")} width="narrow">
      <Empty title={t("missing")} note={t("missingNote")} action={<HomeLink />} />
    </Page>
  );
}

/** An address outside of the desk, where no frame brings a main part of its own. */
export function NoSuchAddress() {
  return (
    <main>
      <NoSuchPage />
    </main>
  );
}

/** The desk itself could not be shown, for example because nothing answers. */
export function DeskFailed(props: ErrorComponentProps) {
  return (
    <main>
      <PageFailed {...props} />
    </main>
  );
}

/** A screen that could not be shown. A wrong role is told so; everything else can be tried again. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const t = useTranslations("pages");
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof NotForThisRole) {
    return (
      <Page title={t("noAccess")} width="narrow">
        <Empty title={t("noAccess")} note={t("noAccessNote")} action={<HomeLink />} />
      </Page>
    );
  }
  return (
    <Page title={t("failed")} width="narrow">
      <Failed error={error} onRetry={retry} />
    </Page>
  );
}

function HomeLink() {
  const t = useTranslations("pages");
  return (
    <Link to="/" className={buttonClass("default", "small")}>
      {t("home")}
    </Link>
  );
}
